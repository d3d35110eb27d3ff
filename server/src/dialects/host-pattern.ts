import { compilePattern } from '../text/pattern.ts';

/**
 * A host that a plain pattern matches: its wildcards stand for "a", its alternatives for the first. Undefined where none
 * is found.
 */
export function hostLike(pattern: string): string | undefined {
  const host = pattern
    .replace(/\((\?(P?<\w+>|:))?/g, '(')
    .replace(/\\d[+*]?/g, '1')
    .replace(/(\[[^\]]{0,200}\]|\\[wS]|(?<!\\)\.)([+*]|\{\d[\d,]*\})/g, 'a')
    .replace(/\[[^\]]{0,200}\]|\\[wS]/g, 'a')
    .replace(/\|[^()|]*/g, '')
    .replace(/[\^$()?]/g, '')
    .replace(/\\?\./g, '.')
    .replace(/\\-/g, '-');
  const candidates = [host, `${host}example`, `${host}.example`, `www.${host}`];
  const matching = compilePattern(pattern, true);
  return candidates.find(
    (one) => /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(one) && matching?.exec(one),
  );
}
