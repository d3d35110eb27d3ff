import type { SyntaxTree } from '../../../syntax/tree.ts';
import { definingIndex, NAMED_GROUP } from '../defining.ts';
import { isDataBlock } from '../nesting.ts';
import type { Entry } from '../scope.ts';
import { directiveFacts } from '../vocabulary.ts';
import type { Sorting } from './sorting.ts';

const NONE: readonly undefined[] = [];

/**
 * Names, in small letters, of the variables that directives of some files define. Any argument of a directive that the
 * reference does not know may name one, and so does each line of a `geoip2` block.
 */
export function definedIn(
  { groups, others }: Pick<Sorting, 'groups' | 'others'>,
  trees: Iterable<SyntaxTree>,
): ReadonlySet<string> {
  const defined = new Set<string>();
  const grouping = new Set([...trees].filter(({ text }) => text.includes('(?')));
  const add = ({ name, args, tree }: Entry, words: readonly (string | undefined)[]) => {
    for (const word of words) {
      const variable = /^\$(\w+)/.exec(word ?? '')?.[1];
      if (variable) defined.add(variable.toLowerCase());
    }
    for (const text of grouping.has(tree) ? [name, ...args] : [])
      for (const [, group = ''] of text.matchAll(NAMED_GROUP)) defined.add(group.toLowerCase());
  };
  for (const { name, entries } of groups) {
    const index = definingIndex(name);
    const isForeign = !directiveFacts().has(name);
    if (!isForeign && index === undefined && grouping.size === 0) continue;
    for (const entry of entries) {
      if (isForeign) add(entry, entry.args);
      else add(entry, index === undefined ? NONE : [entry.args.at(index)]);
    }
  }
  for (const entry of others) {
    const { name, args, scope } = entry;
    if (scope.kind === 'geoip2') add(entry, [name]);
    else add(entry, isDataBlock(scope.kind) ? NONE : args);
  }
  return defined;
}
