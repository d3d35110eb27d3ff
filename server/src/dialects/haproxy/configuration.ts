import type { Directive, SyntaxTree } from '../../syntax/tree.ts';
import type { Place } from '../../text/place.ts';
import type { Condition } from './conditions.ts';
import { followEnvironment } from './environment.ts';
import { type MacroAnswers, MacroState } from './macros.ts';
import { type SectionWording, sectionWordingOf } from './section-block.ts';
import { isMacro, withEnvironment, wordingOf } from './wording.ts';

export type SectionKind = 'global' | 'defaults' | 'frontend' | 'backend' | 'listen' | 'http-errors';

const SECTION_KINDS: ReadonlySet<string> = new Set<SectionKind>([
  'global',
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

/** A section that carries traffic, the defaults of such sections, a group of error pages, or one of the whole process. */
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
  /** Global sections, which HAProxy reads as one. */
  readonly globals: readonly Section[];
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
  readonly #globals: Section[] = [];
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
      globals: this.#globals,
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
    if (proxy && proxy.kind !== 'global' && isPlain) return;
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
    const alone = kind === 'global' || kind === 'defaults' || kind === 'http-errors';
    const inherited = alone ? undefined : this.#lastDefaults;
    const name = from === 1 ? '' : (words[1] ?? '');
    const defaults = from > 0 ? base : inherited;
    const proxy = new WrittenSection(kind, name, head, source, defaults);
    if (kind === 'global') this.#globals.push(proxy);
    else if (kind === 'http-errors') this.#errorGroups.set(name, proxy);
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

/** The section that a name leads to: a backend or a listen. */
export function backendNamed(configuration: Configuration, name: string): Section | undefined {
  return configuration.backends.get(name);
}
