import * as l10n from '@vscode/l10n';
import type { Doubt } from '../../delivery/delivery.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import type { Case } from './case.ts';
import { type Node, subjectOf } from './node.ts';

/** Sections that may or may not apply, as far as they hold what could break the delivery. */
export function noteOpenSections(at: Case): void {
  for (const section of at.passage.routed.layers.open) {
    for (const node of within(section)) {
      const could = harm(node, at.endpoint);
      if (!could) continue;
      const explanation = l10n.t`Whether ${subjectOf(section)} applies, only the running httpd knows.`;
      at.doubts.push({ could, place: section.place, explanation });
    }
  }
}

/** The directives of a section and of those within it. */
function within(section: Node): readonly Node[] {
  return (section.children ?? []).flatMap((node) => [node, ...within(node)]);
}

/** The verdict that a directive could bring if its section applies. */
function harm(node: Node, { bodyBytes, kind }: Endpoint): Doubt['could'] | undefined {
  if (node.name === 'limitrequestbody') {
    const most = Number(node.argument(0));
    return most > 0 && most < bodyBytes ? 'refused' : undefined;
  }
  if (/^(require\w*|deny|allow|order|authtype)$/.test(node.name)) return 'refused';
  if (kind === 'socket' && spoilsHandshake(node)) return 'refused';
  if (node.name === 'proxyhtmlenable') return 'held';
  if (/^(set|add)outputfilter/.test(node.name) && !letsThrough(node)) {
    return node.name === 'setoutputfilter' ? 'held' : 'cut';
  }
  if (node.name === 'header' && kind === 'stream' && isAboutBody(node)) return 'cut';
  if (/^(redirect\w*|rewriterule|proxypass\w*)$/.test(node.name)) return 'unreachable';
  return undefined;
}

function isAboutBody({ args }: Node): boolean {
  return args.some(({ value }) => /^content-(?:length|encoding)$/i.test(value));
}

/** Filters that let each packet through (measured). */
const PASSING =
  /^(?:deflate|brotli_compress|inflate|substitute|sed|buffer|rate_limit|includes|none)?$/i;

function letsThrough(node: Node): boolean {
  return node
    .argument(0)
    .split(';')
    .every((name) => PASSING.test(name));
}

function spoilsHandshake(node: Node): boolean {
  if (node.name === 'setenv') return node.argument(0) === 'force-proxy-request-1.0';
  return node.name === 'requestheader' && /^(?:upgrade|sec-websocket-)/i.test(node.argument(1));
}
