import { decoded } from '../text/decoded.ts';
import type { DirectoryEntry } from './filesystem.ts';
import { canonicalUri, childUri } from './uri.ts';

/** The entries of a folder, or undefined where there is none (or it is not known yet). */
export type Listing = (folder: string) => readonly DirectoryEntry[] | undefined;

/**
 * The URIs that match a pattern as glob(3) finds them: `*`, `?` and `[…]` within one path segment, none of them
 * matches a leading dot; sorted by byte. A symbolic link counts under its own name and gives the URI behind it.
 */
export function expandGlob(pattern: string, list: Listing): readonly string[] {
  const { base, segments } = split(pattern);
  let found: readonly Found[] = [{ uri: base, name: '' }];
  segments.forEach((segment, i) => {
    found = found.flatMap((folder) => step(folder, segment, i === segments.length - 1, list));
  });
  const encoder = new TextEncoder();
  return found
    .map((each) => ({ uri: each.uri, bytes: encoder.encode(each.name) }))
    .sort((a, b) => compareBytes(a.bytes, b.bytes))
    .map((each) => each.uri);
}

interface Found {
  readonly uri: string;
  /** Path below the base, as it was matched. */
  readonly name: string;
}

function step(folder: Found, segment: string, last: boolean, list: Listing): readonly Found[] {
  const matches = matcherOf(segment);
  return (list(folder.uri) ?? [])
    .filter((entry) => matches(entry.name) && (last || entry.kind === 'directory'))
    .map((entry) => ({
      uri: entry.target ?? childUri(folder.uri, entry.name),
      name: `${folder.name}/${entry.name}`,
    }));
}

/** The folder before the first segment with a wildcard, and the segments from there on. */
function split(pattern: string): { readonly base: string; readonly segments: readonly string[] } {
  const origin = /^[A-Za-z][\w+.-]*:\/\/[^/]*/.exec(pattern)?.[0] ?? '';
  const parts = pattern
    .slice(origin.length)
    .split('/')
    .filter((part) => part !== '');
  const first = parts.findIndex((part) => /[*?[]/.test(part));
  const literal = first < 0 ? parts.slice(0, -1) : parts.slice(0, first);
  return {
    base: canonicalUri(`${origin}/${literal.join('/')}`),
    segments: parts.slice(literal.length).map(decoded),
  };
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

type Matcher = (name: string) => boolean;

/** Matches one name against one segment of a glob, in time linear in name times segment. */
export function matcherOf(segment: string): Matcher {
  const items = itemsOf(segment);
  return (name) => {
    if (name.startsWith('.') && !segment.startsWith('.')) return false;
    return matchItems(items, [...name]);
  };
}

type Item = '*' | ((character: string) => boolean);

function itemsOf(segment: string): readonly Item[] {
  const items: Item[] = [];
  for (let i = 0; i < segment.length; ) {
    const set = segment[i] === '[' ? setAt(segment, i) : undefined;
    if (set) {
      items.push(set.test);
      i = set.end;
      continue;
    }
    const escaped = segment[i] === '\\' && i + 1 < segment.length;
    const character = String.fromCodePoint(segment.codePointAt(escaped ? i + 1 : i) as number);
    if (character === '*' && !escaped) items.push('*');
    else items.push(character === '?' && !escaped ? () => true : (other) => other === character);
    i += character.length + (escaped ? 1 : 0);
  }
  return items;
}

function setAt(
  segment: string,
  start: number,
): { test: (character: string) => boolean; end: number } | undefined {
  const found = /^\[([!^]?)(\]?[^\]]*)\]/.exec(segment.slice(start));
  if (!found) return undefined;
  const [whole, negation, body] = found as unknown as [string, string, string];
  const ranges = [...body.matchAll(/([\s\S])-([\s\S])|([\s\S])/gu)].map(
    ([, from, to, single]) => [single ?? from ?? '', single ?? to ?? ''] as const,
  );
  const within = (character: string) =>
    ranges.some(([from, to]) => from <= character && character <= to);
  return {
    test: (character) => within(character) !== (negation !== ''),
    end: start + whole.length,
  };
}

function matchItems(items: readonly Item[], name: readonly string[]): boolean {
  let item = 0;
  let at = 0;
  let star = -1;
  let mark = 0;
  while (at < name.length) {
    const current = items[item];
    if (current === '*') {
      star = item++;
      mark = at;
    } else if (current?.(name[at] as string)) {
      item++;
      at++;
    } else if (star >= 0) {
      item = star + 1;
      at = ++mark;
    } else {
      return false;
    }
  }
  while (items[item] === '*') item++;
  return item === items.length;
}
