import * as l10n from '@vscode/l10n';
import type { Scope } from '../scope.ts';
import { type DirectiveFact, directiveFacts } from '../vocabulary.ts';

/** Where a directive stands, by the names of the directive reference; no kinds where a fragment leaves it open. */
export interface Context {
  readonly kinds: readonly string[];
  /** Which of the three kinds of servers is configured; undefined outside of them and where it is open. */
  readonly family: Family | undefined;
  /** The block around it, where that decides what it is. */
  readonly outer?: string;
}

type Family = 'http' | 'stream' | 'mail';

/** Blocks in which every name is a directive that a module defines. */
const BLOCKS = new Set([
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
/** `proxy on` of mail servers, which the reference does not name any more. */
const MAIL_PROXY = 'proxy';

const MAIN: Context = { kinds: ['main'], family: undefined };
const FRAGMENT: Context = { kinds: [], family: undefined };

/** How a message names a context that is known. */
export function labelOf({ kinds: [kind], outer }: Context): string {
  if (kind === 'main') return l10n.t('the main context');
  return outer === undefined ? `"${kind}"` : l10n.t`"if" in "${outer}"`;
}

/** The context of what no block is around. */
export function outermostContext({ kind }: Scope): Context {
  return kind === 'main' ? MAIN : FRAGMENT;
}

/** Contexts are few; there is one object for each. */
const contexts = new Map<string, Context>();

/** The context that a block is; undefined where its names are data, or directives of a module that is not known. */
export function contextOf(kind: string, around: Context): Context | undefined {
  if (!BLOCKS.has(kind)) return undefined;
  const family = isFamily(kind) ? kind : around.family;
  const outer = kind === 'if' ? around.kinds[0] : undefined;
  const key = `${family} ${kind} ${outer}`;
  const known = contexts.get(key);
  if (known) return known;
  const kinds = kind === 'if' ? ifKinds(outer) : [kind];
  const context = { kinds, family, ...(outer !== undefined && { outer }) };
  contexts.set(key, context);
  return context;
}

function isFamily(kind: string): kind is Family {
  return kind === 'http' || kind === 'stream' || kind === 'mail';
}

function ifKinds(outer = ''): readonly string[] {
  return ['if', ...['if in server', 'if in location'].filter((kind) => kind.endsWith(outer))];
}

const NO_FACTS: readonly DirectiveFact[] = [];
const factsByContext = new Map<Context, Map<string, readonly DirectiveFact[]>>();

/** The facts of a directive that hold in a context, the same list each time; none where it is not legal there. */
export function factsIn(name: string, context: Context): readonly DirectiveFact[] {
  let here = factsByContext.get(context);
  if (!here) {
    here = new Map(
      [...directiveFacts()].map(([each, facts]) => [each, facts.filter(holdsIn(context))]),
    );
    factsByContext.set(context, here);
  }
  return here.get(name) ?? NO_FACTS;
}

function holdsIn(context: Context): (fact: DirectiveFact) => boolean {
  return (fact) => isOfFamily(fact, context) && isLegalIn(fact, context);
}

function isOfFamily({ module }: DirectiveFact, { family }: Context): boolean {
  const own = /^ngx_(http|stream|mail)_/.exec(module)?.[1];
  return own === undefined || family === undefined || own === family;
}

function isLegalIn({ name, contexts: legal }: DirectiveFact, { kinds, family }: Context): boolean {
  if (name === MAIL_PROXY && family === 'mail') return true;
  if (legal.length === 0 || kinds.length === 0) return true;
  if (ALSO_ABOVE.has(name) && /^(?:http|server)$/.test(kinds[0] ?? '')) return true;
  return kinds.some((kind) => legal.includes(kind));
}
