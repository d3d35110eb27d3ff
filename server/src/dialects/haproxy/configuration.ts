import type { Directive, SyntaxTree } from '../../syntax/tree.ts';
import type { Place } from '../../text/place.ts';
import { kept, oncePer } from '../once.ts';
import type { Condition } from './conditions.ts';
import { followEnvironment } from './environment.ts';
import { type MacroAnswers, MacroState } from './macros.ts';
import { type SectionWording, sectionWordingOf } from './section-block.ts';
import { isMacro, withEnvironment, wordingOf } from './wording.ts';

export type SectionKind = 'defaults' | 'frontend' | 'backend' | 'listen' | 'http-errors';

const SECTION_KINDS: ReadonlySet<string> = new Set<SectionKind>([
  'defaults',
  'frontend',
  'backend',
  'listen',
  'http-errors',
]);

/** A keyword line as HAProxy reads it. */
export interface Line {
  readonly directive: Directive;
  /** Keyword and arguments, resolved. */
  readonly words: readonly string[];
  readonly proxy: Section;
  /** Kept by `conditionOf`; null where the line has none. */
  condition: Condition | null | undefined;
}

/** A section that carries traffic, the defaults of such sections, or a group of error pages. */
export interface Section {
  readonly kind: SectionKind;
  readonly name: string;
  readonly head: Directive;
  readonly uri: string;
  readonly tree: SyntaxTree;
  /** The defaults that it takes: the ones named with `from`, else the last above it. */
  readonly defaults: Section | undefined;
  readonly lines: readonly Line[];
  /** The words of its lines. */
  readonly wording: SectionWording;
}

/** All that one HAProxy process loads. */
export interface Configuration {
  /** URIs of the files, the root first. */
  readonly files: readonly string[];
  /** In the order in which HAProxy reads them, defaults included. */
  readonly proxies: readonly Section[];
  /** Backend and listen sections by name. */
  readonly backends: ReadonlyMap<string, Section>;
  /** `http-errors` sections by name. */
  readonly errorGroups: ReadonlyMap<string, Section>;
  /** Terms of macros whose answers are not known. */
  readonly openTerms: readonly string[];
}

/** One file that HAProxy loads. */
export interface Source {
  readonly uri: string;
  readonly tree: SyntaxTree;
}

/**
 * Reads files in the order in which HAProxy loads them; their sections share one namespace. `root` is one of them. What
 * stands under a macro whose terms have no answer counts as there.
 */
export function readSources(
  sources: readonly Source[],
  root: string,
  answers?: MacroAnswers,
): Configuration {
  return new Reader(sources, answers).run(root);
}

/** A section as it is written: its lines are made when they are asked for. */
class WrittenSection implements Section {
  readonly kind: SectionKind;
  readonly name: string;
  readonly head: Directive;
  readonly uri: string;
  readonly tree: SyntaxTree;
  readonly defaults: Section | undefined;
  wording: SectionWording;
  #lines: readonly Line[] | undefined;

  constructor(
    kind: SectionKind,
    name: string,
    head: Directive,
    source: Source,
    defaults: Section | undefined,
  ) {
    this.kind = kind;
    this.name = name;
    this.head = head;
    this.uri = source.uri;
    this.tree = source.tree;
    this.defaults = defaults;
    this.wording = sectionWordingOf(head);
  }

  get lines(): readonly Line[] {
    this.#lines ??= (this.head.block?.directives ?? []).map((directive) => lineOf(directive, this));
    return this.#lines;
  }

  /** Has other lines stand in it than those that are written, as macros and the environment decide. */
  take(directives: readonly Directive[]): void {
    this.#lines = directives.map((directive) => lineOf(directive, this));
    this.wording = { lines: directives.map(wordingOf), variable: false, fine: false };
  }
}

function lineOf(directive: Directive, proxy: Section): Line {
  return { directive, words: wordingOf(directive).values, proxy, condition: undefined };
}

class Reader {
  readonly #sources: readonly Source[];
  readonly #proxies: Section[] = [];
  readonly #named = new Map<string, Section>();
  readonly #errorGroups = new Map<string, Section>();
  #source: Source | undefined;
  readonly #answers: MacroAnswers | undefined;
  readonly #openTerms = new Set<string>();
  #macros = new MacroState();
  #lastDefaults: Section | undefined;
  /** What the files have made of the environment so far. */
  readonly #environment = new Map<string, string>();

  constructor(sources: readonly Source[], answers: MacroAnswers | undefined) {
    this.#sources = sources;
    this.#answers = answers;
  }

  run(root: string): Configuration {
    for (const source of this.#sources) this.#read(source);
    const others = this.#sources.map((source) => source.uri).filter((uri) => uri !== root);
    const backends = new Map<string, Section>();
    for (const proxy of this.#proxies) {
      const takes = proxy.kind === 'backend' || proxy.kind === 'listen';
      if (takes && !backends.has(proxy.name)) backends.set(proxy.name, proxy);
    }
    return {
      files: [root, ...others],
      proxies: this.#proxies,
      backends,
      errorGroups: this.#errorGroups,
      openTerms: [...this.#openTerms],
    };
  }

  #read(source: Source): void {
    this.#source = source;
    this.#macros = new MacroState(this.#answers);
    for (const directive of source.tree.root.directives) {
      if (isMacro(directive)) this.#macros.follow(directive);
      else if (directive.block) this.#section(directive);
    }
    for (const term of this.#macros.open) this.#openTerms.add(term);
  }

  #section(head: Directive): void {
    const present = !this.#macros.skips();
    const proxy = present ? this.#open(head) : undefined;
    const isPlain = this.#environment.size === 0 && !sectionWordingOf(head).variable;
    if (proxy && isPlain) return;
    const taken: Directive[] = [];
    for (const written of head.block?.directives ?? []) {
      const directive = this.#expanded(written);
      if (isMacro(directive)) {
        this.#macros.follow(directive);
      } else if (present && !this.#macros.skips()) {
        if (head.name.value === 'global') followEnvironment(directive, this.#environment);
        taken.push(directive);
      }
    }
    proxy?.take(taken);
  }

  #expanded(directive: Directive): Directive {
    return withEnvironment(directive, this.#environment, this.#source?.tree.text ?? '');
  }

  #open(head: Directive): WrittenSection | undefined {
    const kind = head.name.value;
    const source = this.#source;
    if (!isSectionKind(kind) || !source) return undefined;
    const words = wordingOf(head).values;
    const from = words.indexOf('from');
    const base = from > 0 ? this.#named.get(words[from + 1] ?? '') : undefined;
    const alone = kind === 'defaults' || kind === 'http-errors';
    const inherited = alone ? undefined : this.#lastDefaults;
    const name = from === 1 ? '' : (words[1] ?? '');
    const defaults = from > 0 ? base : inherited;
    const proxy = new WrittenSection(kind, name, head, source, defaults);
    if (kind === 'http-errors') this.#errorGroups.set(name, proxy);
    else this.#proxies.push(proxy);
    if (kind === 'defaults') {
      this.#lastDefaults = proxy;
      if (name !== '') this.#named.set(name, proxy);
    }
    return proxy;
  }
}

function isSectionKind(word: string): word is SectionKind {
  return SECTION_KINDS.has(word);
}

/** The place of a line. */
export function placeOfLine(line: Line): Place {
  return { uri: line.proxy.uri, start: line.directive.start, end: line.directive.end };
}

/** The place of a section's head line. */
export function placeOfHead(proxy: Section): Place {
  const end = proxy.head.block?.start ?? proxy.head.end;
  return { uri: proxy.uri, start: proxy.head.start, end };
}

/** A line as a reader of the file would name it, on one line. */
export function textOfLine(line: Line): string {
  const { start, end } = line.directive;
  return line.proxy.tree.text.slice(start, end).replace(/\s+/g, ' ');
}

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
    const line = section.lines.findLast(({ words }) => /^(?:dis|en)abled$/.test(words[0] ?? ''));
    if (line) return line.words[0] === 'disabled';
  }
  return false;
}

/** `http` or `tcp`, which is what HAProxy takes where nothing is written. */
export const modeOf = oncePer(
  (proxy: Section): string => settingOf(proxy, 'mode')?.words[1] ?? 'tcp',
);

/** The section that a name leads to: a backend or a listen. */
export function backendNamed(configuration: Configuration, name: string): Section | undefined {
  return configuration.backends.get(name);
}
