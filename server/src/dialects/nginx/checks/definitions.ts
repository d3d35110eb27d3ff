import type { SyntaxTree } from '../../../syntax/tree.ts';
import { isDataBlock } from '../nesting.ts';
import type { Entry, Scope } from '../scope.ts';
import { directiveFacts } from '../vocabulary.ts';
import type { Sorting } from './sorting.ts';

/** Modules whose directives define no variable but as `definingWords` has it. */
const STOCK =
  /^(?:Core functionality|ngx_(?:http|stream|mail)_(?!js|perl|keyval|auth_jwt|geoip|oidc)\w+)$/;
/** Blocks that define the variable which their last argument names. */
const DEFINING_BLOCKS = /^(?:map|geo|split_clients|num_map)$/;
/** Directives that define the variable which their first argument names. */
const SETTING = /^(?:set|auth_request_set)$/;
/** Names, in small letters, of the variables that directives of some files define. */
export function definedIn(
  { groups, others }: Pick<Sorting, 'groups' | 'others'>,
  trees: Iterable<SyntaxTree>,
): ReadonlySet<string> {
  const defined = new Set<string>();
  const add = (entry: Entry, stock: boolean) => {
    for (const name of definedBy(entry, stock)) defined.add(name.toLowerCase());
  };
  const grouping = new Set([...trees].filter(({ text }) => text.includes('(?')));
  for (const { name, entries } of groups) {
    const stock = isStock(name);
    const mayDefine = !stock || DEFINING_BLOCKS.test(name) || SETTING.test(name);
    if (!mayDefine && grouping.size === 0) continue;
    for (const entry of entries) if (mayDefine || grouping.has(entry.tree)) add(entry, stock);
  }
  for (const entry of others) {
    if (!isDataBlock(entry.scope.kind) || grouping.has(entry.tree)) add(entry, false);
  }
  return defined;
}

/**
 * Names of the variables that a directive defines: its own, and the named groups of its patterns. `stock`: a directive of
 * nginx itself.
 */
function definedBy({ name, args, scope }: Entry, stock: boolean): readonly string[] {
  const words = definingWords(name, args, scope, stock).flatMap(variableIn);
  const groups = [name, ...args].flatMap((text) =>
    [...text.matchAll(/\(\?(?:P?<|')(\w+)/g)].map((match) => match[1] as string),
  );
  return [...groups, ...words];
}

const NONE: readonly string[] = [];

/** The arguments that name a variable which a directive defines; of a directive of another module, all of them. */
function definingWords(
  name: string,
  args: readonly string[],
  scope: Scope,
  stock: boolean,
): readonly string[] {
  if (DEFINING_BLOCKS.test(name)) return args.slice(-1);
  if (SETTING.test(name)) return args.slice(0, 1);
  return stock || isDataBlock(scope.kind) ? NONE : args;
}

function variableIn(word: string): readonly string[] {
  const name = /^\$(\w+)/.exec(word)?.[1];
  return name === undefined ? [] : [name];
}

function isStock(name: string): boolean {
  const facts = directiveFacts().get(name) ?? [];
  return facts.length > 0 && facts.every(({ module }) => STOCK.test(module));
}
