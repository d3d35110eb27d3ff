import { chain, type Scope } from '../scope.ts';
import { type DirectiveFact, directiveFacts } from '../vocabulary.ts';

/** Where a directive stands, by the names of the directive reference; empty where a fragment leaves it open. */
export interface Context {
  readonly kinds: readonly string[];
  /** Which of the three kinds of servers is configured; undefined outside of them and where it is open. */
  readonly family: 'http' | 'stream' | 'mail' | undefined;
  /** How a message names it. */
  readonly label: string;
}

/** Blocks in which every name is a directive that a module defines. */
const BLOCKS = new Set([
  'main',
  'events',
  'http',
  'stream',
  'mail',
  'server',
  'upstream',
  'location',
  'if',
  'limit_except',
]);
/** Directives that nginx takes in `http` and `server` too, though documented for locations (measured on 1.22). */
const ALSO_ABOVE = new Set(['fastcgi_split_path_info', 'secure_link_secret']);
const FAMILIES = ['http', 'stream', 'mail'] as const;

/** The context that a scope is; undefined where its names are data, or directives of a module that is not known. */
export function contextOf(scope: Scope): Context | undefined {
  const blocks = [...chain(scope)].filter((at) => at.owner !== undefined);
  if (blocks.some((at) => !BLOCKS.has(at.kind))) return undefined;
  const family = FAMILIES.find((name) => blocks.some((at) => at.kind === name));
  if (!scope.owner) {
    const main = scope.kind === 'main';
    return { kinds: main ? ['main'] : [], family, label: main ? 'the main context' : 'a fragment' };
  }
  const { kind } = scope;
  if (kind === 'if') return { ...ifContext(scope), family };
  return { kinds: [kind], family, label: `"${kind}"` };
}

function ifContext({ parent }: Scope): Pick<Context, 'kinds' | 'label'> {
  const around = parent?.owner ? parent.kind : undefined;
  const kinds = ['if', 'if in server', 'if in location'].filter(
    (kind) => around === undefined || kind === 'if' || kind.endsWith(around),
  );
  return { kinds, label: around ? `"if" in "${around}"` : '"if"' };
}

/** The facts of a directive that hold in a context; none where it is not legal there. */
export function factsIn(name: string, context: Context): readonly DirectiveFact[] {
  const facts = directiveFacts().get(name) ?? [];
  return facts.filter((fact) => isOfFamily(fact, context) && isLegalIn(fact, context));
}

function isOfFamily({ module }: DirectiveFact, { family }: Context): boolean {
  const own = /^ngx_(http|stream|mail)_/.exec(module)?.[1];
  return own === undefined || family === undefined || own === family;
}

function isLegalIn({ name, contexts }: DirectiveFact, { kinds }: Context): boolean {
  if (contexts.length === 0 || kinds.length === 0) return true;
  if (ALSO_ABOVE.has(name) && /^(?:http|server)$/.test(kinds[0] ?? '')) return true;
  return kinds.some((kind) => contexts.includes(kind));
}
