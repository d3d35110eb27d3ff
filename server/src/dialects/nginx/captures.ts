import { NAMED_GROUP } from './defining.ts';
import { SPECIAL_KEYS } from './maps.ts';
import type { World } from './world.ts';

/** The openings of the named groups of a pattern, with their names. */
export function namedGroups(
  pattern: string,
): readonly (readonly [opening: string, name: string])[] {
  return [...pattern.matchAll(NAMED_GROUP)].map(([opening, name = '']) => [opening, name]);
}

/** A pattern with that text, and nothing else, in the group that the opening begins. */
export function withText(pattern: string, opening: string, text: string): string {
  const start = pattern.indexOf(opening);
  let depth = 1;
  let end = start + opening.length;
  while (end < pattern.length && depth > 0) {
    if (pattern[end] === '\\') end++;
    else if (pattern[end] === '(') depth++;
    else if (pattern[end] === ')') depth--;
    end++;
  }
  return pattern.slice(0, start) + text.replace(/[.-]/g, '\\$&') + pattern.slice(end);
}

/** Texts that a configuration expects in a variable: keys of maps that read it, and upstreams that it may name. */
export function expectedIn(variable: string, world: World): readonly string[] {
  const keys = keysOf(world, (source) => source.replace(/[{}]/g, '') === `$${variable}`);
  return [...keys, ...world.groups.keys()].filter(isPlainWord);
}

/** True for a text that can stand in a host or in a path as it is. */
export function isPlainWord(text: string): boolean {
  return /^[\w.-]+$/.test(text);
}

/** The keys of all maps whose source is of that kind. */
export function keysOf({ maps }: World, isSource: (source: string) => boolean): readonly string[] {
  return [...maps.values()]
    .filter(({ name, args }) => name === 'map' && isSource(args[0] ?? ''))
    .flatMap(({ inner }) => inner?.entries.map(({ name }) => name) ?? [])
    .filter((key) => !SPECIAL_KEYS.has(key));
}
