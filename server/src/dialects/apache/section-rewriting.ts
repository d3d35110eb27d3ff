import * as l10n from '@vscode/l10n';
import type { Environment } from './environment.ts';
import { isOn } from './node.ts';
import type { Request } from './request.ts';
import type { RewriteMaps } from './rewrite-maps.ts';
import { isRewriting, mergedRules, optionsIn, type RuleSet, rulesIn } from './rewrite-rules.ts';
import { type Rewritten, rewrite } from './rewriting.ts';
import { type Layer, nearest } from './sections.ts';

/** A request on its way to the rules of its sections. */
export interface Mapped {
  readonly request: Request;
  /** What httpd mapped it to: `proxy:` and a URL, or a file. Several where only the running httpd knows which. */
  readonly filenames: readonly string[];
  readonly environment: Environment;
  readonly maps: RewriteMaps;
}

/** What the rules of sections make of a request; they run once access to it is granted. */
export function rewriteInSections(layers: readonly Layer[], mapped: Mapped) {
  const { request, filenames, environment, maps } = mapped;
  const { rules } = rulesInSections(layers);
  const untouched: Rewritten = { kind: 'untouched' };
  const [first] = rules;
  if (!first || !isOn(nearest(layers, 'rewriteengine')?.node)) {
    return { rewritten: untouched, environment, isOver: false };
  }
  const base = folderOf(layers);
  const [result, ...others] = filenames.map((filename) =>
    rewrite(rules, { request, filename, base, environment, maps }),
  );
  const differs = others.some((other) => !isSame(other.rewritten, result?.rewritten));
  if (result && !differs) return result;
  const why = l10n.t('rules inside a section match a name that only the running httpd knows');
  const rewritten: Rewritten = { kind: 'unknown', rule: first.node, why };
  return { rewritten, environment, isOver: false };
}

function isSame(a: Rewritten, b: Rewritten | undefined): boolean {
  if (a.kind !== b?.kind) return false;
  if (a.kind === 'untouched' || b.kind === 'untouched') return true;
  const end = (each: typeof a) => ('url' in each ? each.url : 'path' in each ? each.path : '');
  return a.rule === b.rule && end(a) === end(b as typeof a);
}

/** Every section with a directive of mod_rewrite replaces the rules of those around it, or inherits them (measured). */
function rulesInSections(layers: readonly Layer[]): RuleSet {
  return layers.reduce<RuleSet>(
    (outer, { nodes, section }) => {
      if (!nodes.some(isRewriting)) return outer;
      const own = {
        rules: section ? rulesIn(nodes) : [],
        options: optionsIn(nodes) ?? outer.options,
      };
      return { rules: mergedRules(outer, own), options: own.options };
    },
    { rules: [], options: undefined },
  );
}

/** The folder that patterns do not see: that of the <Directory> whose rules count. */
export function folderOf(layers: readonly Layer[]): string {
  const section = layers.findLast(
    (layer) => layer.section && layer.nodes.some(isRewriting),
  )?.section;
  if (section?.name !== 'directory') return '';
  return `${section.argument(0).replace(/(?<!\/)\/+$/, '')}/`;
}
