import { compilePattern } from '../text/pattern.ts';

/** A class of characters, or a dot that stands for any, with how often it comes. */
const UNIT = /(\[[^\]]{0,200}\]|\\[wdS]|(?<!\\)\.)([+*?]|\{(\d+)[\d,]*\})?/g;

/** Characters of a part of a host name, at most. */
const LONGEST_LABEL = 63;

/** A character of a class. */
function oneOf(unit: string): string {
  const isOfDigits = unit === '\\d' || /^\[(?:0-9|\d|\\d)+\]$/.test(unit);
  const listed = /^\[([a-z0-9])(?!-)/i.exec(unit)?.[1];
  return isOfDigits ? '1' : (listed ?? 'a');
}

/**
 * A host that a plain pattern matches: its wildcards stand for "a", its alternatives for the first. Undefined where none
 * is found.
 */
export function hostLike(pattern: string): string | undefined {
  const host = pattern
    .replace(/\((\?(P?<\w+>|:))?/g, '(')
    .replace(UNIT, (_, unit: string, many?: string, least?: string) => {
      if (unit === '.' && many === undefined) return unit;
      return many === '?' ? '' : oneOf(unit).repeat(Math.min(Number(least ?? 1), LONGEST_LABEL));
    })
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
