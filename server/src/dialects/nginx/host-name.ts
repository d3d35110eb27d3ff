import { compilePattern } from '../../text/pattern.ts';

/** A host name by which clients reach a server: one that its first plain name covers, else its first pattern, else localhost. */
export function hostOf(names: readonly string[]): string {
  return first(names, hostFor) ?? first(names, hostLike) ?? 'localhost';
}

function first(
  names: readonly string[],
  host: (name: string) => string | undefined,
): string | undefined {
  for (const name of names) {
    const found = host(name);
    if (found) return found;
  }
  return undefined;
}

function hostFor(name: string): string | undefined {
  if (!/^(\*\.|\.)?[a-z0-9][a-z0-9.-]*(\*)?$/i.test(name)) return undefined;
  if (name.startsWith('*.')) return `www.${name.slice(2)}`;
  return name.replace(/^\./, '').replace(/\*$/, 'example');
}

/** A host that a plain pattern matches: its wildcards stand for "a", its alternatives for the first. */
function hostLike(name: string): string | undefined {
  if (!name.startsWith('~')) return undefined;
  const pattern = name.slice(1);
  const host = pattern
    .replace(/\((\?(P?<\w+>|:))?/g, '(')
    .replace(/\\d[+*]?/g, '1')
    .replace(/(\[[^\]]*\]|\\[wS]|(?<!\\)\.)([+*]|\{\d[\d,]*\})/g, 'a')
    .replace(/\[[^\]]*\]|\\[wS]/g, 'a')
    .replace(/\|[^()|]*/g, '')
    .replace(/[\^$()?]/g, '')
    .replace(/\\?\./g, '.')
    .replace(/\\-/g, '-');
  const candidates = [host, `${host}.example`, `www.${host}`];
  const matching = compilePattern(pattern, true);
  return candidates.find((one) => /^[a-z0-9][a-z0-9.-]*$/i.test(one) && matching?.exec(one));
}
