import { spelledOut } from '../../text/alternatives.ts';
import { withoutLookaheads } from '../../text/lookahead.ts';
import type { Location } from './locations.ts';

/**
 * Paths that clients may ask for to get into a location, the likeliest first: its prefix, or what every match of its
 * pattern begins with.
 */
export function clientPaths(location: Location): readonly string[] {
  return clientWays(location).flat();
}

/** The likeliest of them; undefined for a named location, which clients cannot ask for. */
export function likeliestPath(location: Location): string | undefined {
  if (location.kind === 'named') return undefined;
  return location.kind === 'regex' ? clientPaths(location)[0] : location.pattern;
}

/** The same for each way in: a pattern has one for each choice that the groups at its head leave. */
export function clientWays({
  kind,
  pattern,
  ignoreCase,
}: Location): readonly (readonly string[])[] {
  switch (kind) {
    case 'named':
      return [];
    case 'regex':
      return patternWays(pattern, ignoreCase);
    default:
      return [[pattern]];
  }
}

/** What the matches of a pattern begin with, for each way through it; without regard to case, small letters first. */
export function patternWays(pattern: string, ignoreCase: boolean): readonly (readonly string[])[] {
  return spelledOut(withoutLookaheads(pattern)?.pattern ?? pattern).map((way) => {
    const spellings = ignoreCase ? [way.toLowerCase(), way] : [way];
    return [...new Set(spellings.flatMap(literalHead))];
  });
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
