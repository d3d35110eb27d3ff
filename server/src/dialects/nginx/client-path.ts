import { spelledOut } from '../../text/alternatives.ts';
import type { Location } from './locations.ts';

/**
 * Paths that clients may ask for to get into a location, the likeliest first: its prefix, or what every match of its
 * pattern begins with.
 */
export function clientPaths(location: Location): readonly string[] {
  switch (location.kind) {
    case 'named':
      return [];
    case 'regex':
      return patternPaths(location);
    default:
      return [location.pattern];
  }
}

/** A pattern without regard to case is asked for in small letters first. */
function patternPaths({ pattern, ignoreCase }: Location): readonly string[] {
  const spellings = ignoreCase ? [pattern.toLowerCase(), pattern] : [pattern];
  return [...new Set(spellings.flatMap(literalPrefixes))];
}

/** What the matches of a pattern begin with, one text or two for each way through the groups at its head. */
export function literalPrefixes(pattern: string): readonly string[] {
  return [...new Set(spelledOut(pattern).flatMap(literalHead))];
}

/** The literal head of a pattern, and the same cut back to its last slash where the pattern goes on in mid-word. */
function literalHead(pattern: string): readonly string[] {
  const body = pattern.replace(/^\^/, '');
  const match = /^(?:[A-Za-z0-9_/~%@:-]|\\[./-])*/.exec(body)?.[0] ?? '';
  const next = body[match.length];
  const head = next !== undefined && '?*{'.includes(next) ? match.slice(0, -1) : match;
  const literal = head.replaceAll('\\', '');
  if (!literal.startsWith('/')) return ['/'];
  const cut = literal.slice(0, literal.lastIndexOf('/') + 1);
  return cut === literal ? [literal] : [literal, cut];
}
