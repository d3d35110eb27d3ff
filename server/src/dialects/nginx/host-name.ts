import { hostLike } from '../host-pattern.ts';

/** A host name by which clients reach a server: one that its first plain name covers, else its first pattern, else localhost. */
export function hostOf(names: readonly string[]): string {
  return (
    first(names, hostFor) ??
    first(names, (name) => (name.startsWith('~') ? hostLike(name.slice(1)) : undefined)) ??
    'localhost'
  );
}

/** Names of a server that are tried. */
const MOST_HOSTS = 20;

/** Host names by which clients reach a server, that of `hostOf` first: one for each of its plain names. */
export function hostsOf(names: readonly string[]): readonly string[] {
  const plain = names.flatMap((name) => hostFor(name)?.toLowerCase() ?? []);
  return [...new Set([hostOf(names), ...plain])].slice(0, MOST_HOSTS);
}

function first(
  names: readonly string[],
  host: (name: string) => string | undefined,
): string | undefined {
  for (const name of names) {
    const found = host(name)?.toLowerCase();
    if (found) return found;
  }
  return undefined;
}

/** A host that a plain name or one with a wildcard covers. */
export function hostFor(name: string): string | undefined {
  if (!/^(\*\.|\.)?[a-z0-9][a-z0-9.-]*(\*)?$/i.test(name)) return undefined;
  if (name.startsWith('*.')) return `www.${name.slice(2)}`;
  return name.replace(/^\./, '').replace(/\*$/, 'example');
}
