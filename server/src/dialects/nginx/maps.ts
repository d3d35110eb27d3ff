import { compilePattern, surelyMisses } from '../../text/pattern.ts';
import type { Entry, Scope } from './scope.ts';
import { leadingWildcard, trailingWildcard } from './servers.ts';
import { literal, type Value } from './values.ts';

/** Every variable that a map, geo or similar block of the configuration defines, by name without `$`. */
export function mapsOf(root: Scope): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>();
  const defining = new Set(['map', 'geo', 'split_clients']);
  const scopes = [root, ...root.own('http').flatMap((http) => http.inner ?? [])];
  for (const entry of scopes.flatMap((scope) => scope.entries)) {
    if (!defining.has(entry.name)) continue;
    const name = entry.args.at(-1);
    if (name?.startsWith('$')) found.set(name.slice(1), entry);
  }
  return found;
}

/** With `hostnames` an exact key comes first, then the longest `*.x` or `.x`, then the longest `x.*` (documentation). */
export function coveringKey(table: Scope, host: string): Entry | undefined {
  const entries = table.entries.filter(({ name }) => !SPECIAL_KEYS.has(name));
  const longest = (covers: (name: string, host: string) => boolean) =>
    entries
      .filter(({ name }) => covers(name, host))
      .sort((a, b) => b.name.length - a.name.length)[0];
  return (
    entries.find(({ name }) => name.replace(/^\./, '').toLowerCase() === host) ??
    longest(leadingWildcard) ??
    longest(trailingWildcard)
  );
}

/** Words that stand among the keys of a map and are none. */
export const SPECIAL_KEYS = new Set(['default', 'hostnames', 'volatile', 'include']);

export function patternOf(key: string) {
  return compilePattern(...sourceOf(key));
}

export function missesKey(key: string, text: string): boolean {
  const [source, insensitive] = sourceOf(key);
  return surelyMisses(source, text, insensitive);
}

function sourceOf(key: string): [string, boolean] {
  const insensitive = key.startsWith('~*');
  return [key.slice(insensitive ? 2 : 1), insensitive];
}

/** True where a value of a map repeats what the pattern of its key has captured. */
export function usesCaptures(key: string, value = ''): boolean {
  const names = [...value.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name);
  return names.some((name) => /^\d$/.test(name) || key.includes(`<${name}>`));
}

/** Words that stand among the networks of a geo block and are none. */
const SPECIAL_NETWORKS = new Set(['delete', 'proxy', 'proxy_recursive', 'ranges', 'include']);

/** The loopback network and wider, as people write it. */
const LOOPBACK = /^(127\.|::1\b|0\.0\.0\.0|::\/0$)/;

/** What clients get of a table by address that are none of those that it names; undefined where that is not the usual client. */
export function valueBeyond({ name, args, inner }: Entry): Value | undefined {
  const isByAddress = (name === 'geo' && args.length === 1) || args[0] === '$remote_addr';
  if (!inner || !isByAddress || inner.missing.length > 0) return undefined;
  if (inner.has('ranges') || inner.entries.some((entry) => LOOPBACK.test(entry.name)))
    return undefined;
  return literal(inner.own('default').at(-1)?.args[0] ?? '');
}

/** The values of a geo block: which of them is a client's cannot be told. */
export function networks(table: Scope): readonly Value[] {
  const values = table.entries
    .filter(({ name }) => !SPECIAL_NETWORKS.has(name))
    .map(({ args }) => literal(args[0] ?? ''));
  return table.has('default') ? values : [...values, []];
}
