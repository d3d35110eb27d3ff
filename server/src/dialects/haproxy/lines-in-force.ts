import { kept, oncePer } from '../once.ts';
import type { Line, Section } from './configuration.ts';
import type { SectionWording } from './section-block.ts';

/** The proxy and the defaults behind it, nearest first. */
export const lineage = oncePer((proxy: Section): readonly Section[] => {
  const chain: Section[] = [];
  for (let at: Section | undefined = proxy; at && !chain.includes(at); at = at.defaults)
    chain.push(at);
  return chain;
});

/** True where the line begins with these words. */
export function starts(line: Line, ...words: readonly string[]): boolean {
  for (let i = 0; i < words.length; i++) if (line.words[i] !== words[i]) return false;
  return true;
}

const NONE: readonly Line[] = [];

/** Finds the lines of a section whose words pass a test: which those are is found once for all of the same words. */
export function linesWhere(
  test: (words: readonly string[]) => boolean,
): (section: Section) => readonly Line[] {
  const found = oncePer(({ lines }: SectionWording) =>
    lines.flatMap(({ values }, i) => (test(values) ? [i] : [])),
  );
  return (section) => {
    const at = found(section.wording);
    return at.length === 0 ? NONE : at.map((i) => section.lines[i] as Line);
  };
}

/** True for lines among which an acl is defined or a condition written. */
const holdsTests = oncePer(({ lines }: SectionWording) =>
  lines.some(({ values }) => values.some((word) => /^(?:acl|if|unless)$/.test(word))),
);

/**
 * What follows from the words of a section and of the acls and conditions in the defaults behind it; found once for
 * all of the same words.
 */
export function oncePerTests<V>(find: (proxy: Section) => V): (proxy: Section) => V {
  const last = kept<SectionWording, { behind: readonly SectionWording[]; value: V }>();
  return oncePer((proxy: Section) => {
    const behind = lineage(proxy)
      .slice(1)
      .flatMap(({ wording }) => (holdsTests(wording) ? [wording] : []));
    const known = last.get(proxy.wording);
    if (known?.behind.length === behind.length && known.behind.every((one, i) => one === behind[i]))
      return known.value;
    const value = find(proxy);
    last.set(proxy.wording, { behind, value });
    return value;
  });
}

/** The lines that are found in a section and in the defaults behind it, nearest first. */
export function linesIn(
  proxy: Section,
  find: (section: Section) => readonly Line[],
): readonly Line[] {
  let found = NONE;
  for (let at: Section | undefined = proxy; at; at = at.defaults) {
    const lines = find(at);
    if (lines.length > 0) found = found.length > 0 ? [...found, ...lines] : lines;
  }
  return found;
}

/** The line that decides a setting: the last of the nearest section that has one. */
export function settingOf(proxy: Section, ...words: readonly string[]): Line | undefined {
  for (const section of lineage(proxy)) {
    const line = linesStarting(section, words).at(-1);
    if (line) return line;
  }
  return undefined;
}

/** Lines that add up, in the order in which HAProxy runs them: those of the defaults come first. */
export function rulesOf(proxy: Section, ...words: readonly string[]): readonly Line[] {
  return remembered(rulesByWords(proxy), words, () =>
    [...lineage(proxy)].reverse().flatMap((section) => linesStarting(section, words)),
  );
}

/** The lines of one section that begin with these words. */
function linesStarting(section: Section, words: readonly string[]): readonly Line[] {
  return remembered(linesByWords(section), words, () => {
    const isLong = section.wording.lines.length > FEW;
    const lines = isLong ? linesOfKeyword(section, words[0] ?? '') : section.lines;
    return lines.filter((line) => starts(line, ...words));
  });
}

/** So many lines are looked through faster than an index of them is made. */
const FEW = 16;

function linesOfKeyword(section: Section, keyword: string): readonly Line[] {
  return (byKeyword(section.wording).get(keyword) ?? []).map((i) => section.lines[i] as Line);
}

/** Where the lines of each keyword stand in a section. */
const byKeyword = oncePer(({ lines }: SectionWording): ReadonlyMap<string, readonly number[]> => {
  const found = new Map<string, number[]>();
  for (const [i, { values }] of lines.entries()) {
    const same = found.get(values[0] ?? '');
    if (same) same.push(i);
    else found.set(values[0] ?? '', [i]);
  }
  return found;
});

/** Lines by the words that they begin with, word by word; a section is asked for once it is read to its end. */
interface LineIndex {
  lines: readonly Line[] | undefined;
  readonly next: Map<string, LineIndex>;
}

const newIndex = (): LineIndex => ({ lines: undefined, next: new Map() });
const rulesByWords = oncePer((_proxy: Section) => newIndex());
const linesByWords = oncePer((_section: Section) => newIndex());

function remembered(
  index: LineIndex,
  words: readonly string[],
  find: () => readonly Line[],
): readonly Line[] {
  let at = index;
  for (const word of words) {
    let next = at.next.get(word);
    if (!next) {
      next = newIndex();
      at.next.set(word, next);
    }
    at = next;
  }
  at.lines ??= find();
  return at.lines;
}

/** The line by which `option NAME` is in force, minding `no option` and `default option`. */
export function hasOption(proxy: Section, name: string): Line | undefined {
  for (const section of lineage(proxy)) {
    const on = linesStarting(section, ['option', name]).at(-1);
    const off = ['no', 'default'].map((word) =>
      linesStarting(section, [word, 'option', name]).at(-1),
    );
    const after = Math.max(...off.map((line) => line?.directive.start ?? -1));
    if (on && on.directive.start > after) return on;
    if (after >= 0) return undefined;
  }
  return undefined;
}

/** True for a section that HAProxy reads and does not start. */
export function isDisabled(proxy: Section): boolean {
  for (const section of lineage(proxy)) {
    const line = switches(section).at(-1);
    if (line) return line.words[0] === 'disabled';
  }
  return false;
}

const switches = linesWhere(([keyword]) => keyword === 'disabled' || keyword === 'enabled');

/** `http` or `tcp`, which is what HAProxy takes where nothing is written. */
export const modeOf = oncePer(
  (proxy: Section): string => settingOf(proxy, 'mode')?.words[1] ?? 'tcp',
);
