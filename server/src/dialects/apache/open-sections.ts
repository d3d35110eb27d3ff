import type { Doubt } from '../../delivery/delivery.ts';
import type { Case } from './case.ts';
import { type Node, subjectOf } from './node.ts';

/** Sections that may or may not apply, as far as they hold what could break the delivery. */
export function noteOpenSections(at: Case): void {
  for (const section of at.passage.routed.layers.open) {
    for (const node of section.children ?? []) {
      const could = harm(node);
      if (!could) continue;
      const explanation = `Whether ${subjectOf(section)} applies, only the running httpd knows.`;
      at.doubts.push({ could, place: section.place, explanation });
    }
  }
}

/** The verdict that a directive could bring if its section applies. */
function harm(node: Node): Doubt['could'] | undefined {
  if (/^(require\w*|deny|allow|order|authtype)$/.test(node.name)) return 'refused';
  if (/^(setoutputfilter|proxyhtmlenable|addoutputfilterbytype)$/.test(node.name)) return 'held';
  if (/^(redirect\w*|rewriterule|proxypass\w*)$/.test(node.name)) return 'unreachable';
  return undefined;
}
