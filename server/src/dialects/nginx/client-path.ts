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
      return literalPrefixes(location.pattern);
    default:
      return [location.pattern];
  }
}

/** The literal head of a pattern, and the same cut back to its last slash where the pattern goes on in mid-word. */
export function literalPrefixes(pattern: string): readonly string[] {
  const body = pattern.replace(/^\^/, '');
  const match = /^(?:[A-Za-z0-9_/~%@:-]|\\[./-])*/.exec(body)?.[0] ?? '';
  const next = body[match.length];
  const head = next !== undefined && '?*{'.includes(next) ? match.slice(0, -1) : match;
  const literal = head.replaceAll('\\', '');
  if (!literal.startsWith('/')) return ['/'];
  const cut = literal.slice(0, literal.lastIndexOf('/') + 1);
  return cut === literal ? [literal] : [literal, cut];
}
