import { compilePattern, surelyMisses } from '../../text/pattern.ts';
import { oncePer } from '../once.ts';
import { chain, type Entry, type Scope } from './scope.ts';
import type { Variables } from './variables.ts';

/** One location block, read. */
export interface Location {
  readonly entry: Entry;
  readonly scope: Scope;
  readonly kind: 'prefix' | 'exact' | 'final-prefix' | 'regex' | 'named';
  /** Prefix, exact path, name or pattern. */
  readonly pattern: string;
  readonly ignoreCase: boolean;
}

interface Index {
  readonly exact: ReadonlyMap<string, Location>;
  readonly prefixes: ReadonlyMap<string, Location>;
  readonly lengths: readonly number[];
  readonly regexes: readonly Location[];
}

/** Where a path ends within a scope's locations. */
export type Found =
  | { readonly kind: 'location'; readonly location: Location }
  /** nginx itself sends the client to the path with a trailing slash. */
  | { readonly kind: 'slash-redirect'; readonly location: Location }
  /** A pattern that cannot be told here could take the request. */
  | { readonly kind: 'unknown'; readonly location: Location }
  | { readonly kind: 'none' };

/** Reads the head of a location block. */
export function readLocation(entry: Entry): Location | undefined {
  if (!entry.inner) return undefined;
  const [first = '', second] = entry.args;
  const modifier = second === undefined ? splitModifier(first) : [first, second];
  const [mark, pattern] = modifier as [string, string];
  const base = { entry, scope: entry.inner, pattern, ignoreCase: mark === '~*' };
  if (mark === '=') return { ...base, kind: 'exact' };
  if (mark === '^~') return { ...base, kind: 'final-prefix' };
  if (mark === '~' || mark === '~*') return { ...base, kind: 'regex' };
  return { ...base, kind: pattern.startsWith('@') ? 'named' : 'prefix' };
}

/** nginx accepts the modifier glued to the pattern. */
function splitModifier(text: string): readonly [string, string] {
  const mark = ['^~', '~*', '=', '~'].find((m) => text.startsWith(m)) ?? '';
  return [mark, text.slice(mark.length)];
}

export function locationsOf(scope: Scope): readonly Location[] {
  return scope.own('location').flatMap((entry) => readLocation(entry) ?? []);
}

const indexOf = oncePer((scope: Scope): Index => {
  const exact = new Map<string, Location>();
  const prefixes = new Map<string, Location>();
  const regexes: Location[] = [];
  for (const location of locationsOf(scope)) {
    if (location.kind === 'regex') regexes.push(location);
    else if (location.kind === 'exact') exact.set(location.pattern, location);
    else if (location.kind !== 'named') prefixes.set(location.pattern, location);
  }
  const lengths = [...new Set([...prefixes.keys()].map((p) => p.length))].sort((a, b) => b - a);
  return { exact, prefixes, lengths, regexes };
});

/**
 * The location that answers a path: exact, else the longest prefix, else the first regex unless the prefix is `^~`.
 * A regex beside a prefix wins over prefixes nested in that one, not over exact paths and regexes nested in it
 * (documentation; order read in the source of 1.22, and measured).
 */
export function findLocation(scope: Scope, path: string, variables: Variables): Found {
  return search(scope, path, variables).found;
}

/** What a level of nesting answers; `settled` where no regex of an outer level can take the request any more. */
interface Search {
  readonly found: Found;
  readonly settled: boolean;
}

function search(scope: Scope, path: string, variables: Variables): Search {
  const index = indexOf(scope);
  const exact = index.exact.get(path);
  if (exact) return { found: { kind: 'location', location: exact }, settled: true };
  const redirecting = autoRedirecting(index, path);
  if (redirecting)
    return { found: { kind: 'slash-redirect', location: redirecting }, settled: true };
  const prefix = longestPrefix(index, path);
  const nested = prefix && search(prefix.scope, path, variables);
  if (nested?.settled) return nested;
  const regex = prefix?.kind === 'final-prefix' ? undefined : firstRegex(index, path, variables);
  if (regex) return { found: regex, settled: true };
  if (!prefix) return { found: { kind: 'none' }, settled: false };
  const inner = nested && nested.found.kind !== 'none' ? nested.found : undefined;
  return { found: inner ?? { kind: 'location', location: prefix }, settled: false };
}

function longestPrefix(index: Index, path: string): Location | undefined {
  for (const length of index.lengths) {
    if (length > path.length) continue;
    const found = index.prefixes.get(path.slice(0, length));
    if (found) return found;
  }
  return undefined;
}

/** A proxied location whose name is the path with a slash appended, unless the path itself has a location. */
function autoRedirecting(index: Index, path: string): Location | undefined {
  if (index.prefixes.has(path)) return undefined;
  const slashed = `${path}/`;
  const location = index.prefixes.get(slashed) ?? index.exact.get(slashed);
  return location && PASSING.some((name) => location.scope.has(name)) ? location : undefined;
}

/** Directives that pass requests on. */
export const PASSING: readonly string[] = [
  'proxy_pass',
  'fastcgi_pass',
  'uwsgi_pass',
  'scgi_pass',
  'grpc_pass',
  'memcached_pass',
];

function firstRegex(index: Index, path: string, variables: Variables): Found | undefined {
  for (const location of index.regexes) {
    const pattern = compilePattern(location.pattern, location.ignoreCase);
    if (!pattern && surelyMisses(location.pattern, path, location.ignoreCase)) continue;
    if (!pattern) return { kind: 'unknown', location };
    const match = pattern.exec(path);
    if (!match) continue;
    variables.capture(match);
    const nested = findLocation(location.scope, path, variables);
    return nested.kind === 'none' ? { kind: 'location', location } : nested;
  }
  return undefined;
}

/** The named location of a server, such as `@app`. */
export function namedLocation(server: Scope, name: string): Location | undefined {
  return locationsOf(server).find(
    (location) => location.kind === 'named' && location.pattern === name,
  );
}

/** The location that a scope stands in or is. */
export function locationAround(scope: Scope): Location | undefined {
  for (const at of chain(scope)) {
    if (at.kind === 'location' && at.owner) return readLocation(at.owner);
  }
  return undefined;
}
