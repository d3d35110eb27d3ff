import { LineDirective, type Lines, lineParser, moved, type Wording } from '../../syntax/lines.ts';
import type {
  Block,
  Directive,
  Parse,
  SyntaxFault,
  SyntaxTree,
  Token,
  Word,
} from '../../syntax/tree.ts';
import { detached } from '../../text/detached.ts';
import type { Span } from '../../text/place.ts';
import { kept } from '../once.ts';
import { type Environment, isVariable, type Line, lexLine } from './lexer.ts';

/** Keywords that open a section wherever they stand. */
export const sectionKeywords: ReadonlySet<string> = new Set([
  'global',
  'defaults',
  'frontend',
  'backend',
  'listen',
  'peers',
  'resolvers',
  'userlist',
  'cache',
  'program',
  'ring',
  'log-forward',
  'http-errors',
  'fcgi-app',
  'mailers',
  'crt-store',
  'traces',
  'acme',
  'log-profile',
]);

/** Words of the macros that switch lines on and off. */
const macroKeywords: ReadonlySet<string> = new Set(['.if', '.elif', '.else', '.endif']);

const MESSAGE_KEYWORDS: ReadonlySet<string> = new Set(['.notice', '.warning', '.alert', '.diag']);
const MAX_WORDS = 64;

interface OpenBlock extends Block {
  start: number;
  end: number;
  readonly directives: Directive[];
  owner: Directive | undefined;
}

/** What a template engine acts on. */
export const TEMPLATE = /\{\{|\{%[-+]?\s|\{#|<%[-=#\s]/;

/** A line of a file, wherever it stands. */
export interface HaproxyWording extends Wording, Line {
  readonly args: readonly Word[];
  /** Keyword and arguments, resolved. */
  readonly values: readonly string[];
  /** What HAProxy drops. */
  readonly foreign: Span | undefined;
  /** True where a template engine makes another line of it. */
  readonly tagged: boolean;
  /** The kind of section in which the check of keywords found nothing in it, the last one. */
  fineKeywordIn: string | undefined;
  /** True once the check of words found nothing in it. */
  fineWords: boolean;
}

type HaproxyDirective = LineDirective<HaproxyWording>;

/** The line that writes a directive of HAProxy. */
export function wordingOf(directive: Directive): HaproxyWording {
  return (directive as HaproxyDirective).wording;
}

/** A line as it reads with these values of variables; the same one where it names none of them. */
export function withEnvironment(
  directive: Directive,
  environment: Environment,
  text: string,
): Directive {
  const { wording, start, end, block } = directive as HaproxyDirective;
  if (environment.size === 0 || !wording.words.some(isVariable)) return directive;
  const at = start - (wording.words[0]?.start ?? 0);
  const made = new LineDirective(readLine(text, at, environment), at, start, end);
  made.block = block;
  return made;
}

function readLine(text: string, start: number, environment?: Environment): HaproxyWording {
  const newline = text.indexOf('\n', start);
  const line = detached(text.slice(start, newline < 0 ? text.length : newline));
  const carriage = line.indexOf('\r');
  const stop = carriage < 0 ? line.length : carriage;
  const rest = { start: stop + 1, end: line.length };
  const lexed = lexLine(line, 0, stop, environment);
  const values = lexed.words.map((word) => word.value);
  return {
    ...lexed,
    length: line.length + (newline < 0 ? 0 : 1),
    args: lexed.words.slice(1),
    values,
    tagged: values.some((value) => TEMPLATE.test(`${value} `)),
    fineKeywordIn: undefined,
    fineWords: false,
    foreign: line.slice(rest.start).trim() === '' ? undefined : rest,
  };
}

/** What stands below a section's head; the same object as long as the lines are of the same words. */
export interface SectionWording {
  readonly lines: readonly HaproxyWording[];
  /** True where macros or a template engine decide about lines. */
  readonly variable: boolean;
  /** True once the checks found nothing in it that its own lines decide. */
  fine: boolean;
}

const lastSections = kept<HaproxyWording, SectionWording>();

/** The lines of a section, macros among them. */
export function sectionWordingOf(head: Directive): SectionWording {
  const directives = head.block?.directives ?? [];
  const last = lastSections.get(wordingOf(head));
  const same = (directive: Directive, i: number) => wordingOf(directive) === last?.lines[i];
  if (last && last.lines.length === directives.length && directives.every(same)) return last;
  const lines = directives.map(wordingOf);
  const variable = directives.some(isMacro) || lines.some(({ tagged }) => tagged);
  const made = { lines, variable, fine: false };
  lastSections.set(wordingOf(head), made);
  return made;
}

/**
 * The tree of one HAProxy file: a section is a directive whose block holds its keyword lines; macro lines stay where
 * they stand. Never throws; prints back the text.
 */
export const parseHaproxy: Parse = lineParser(
  (text, start) => readLine(text, start),
  (lines) => new Parser(lines).run(),
);

function tokensOf({ wordings }: Lines<HaproxyWording>): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const { words, comment, foreign, length } of wordings) {
    for (const { start, end } of words) {
      tokens.push({ start: start + at, end: end + at, kind: 'word' });
    }
    if (comment) tokens.push({ ...moved(comment, at), kind: 'comment' });
    if (foreign) tokens.push({ ...moved(foreign, at), kind: 'foreign' });
    at += length;
  }
  return tokens;
}

/** True for a macro that switches lines on and off. */
export function isMacro(directive: Directive): boolean {
  return macroKeywords.has(wordingOf(directive).values[0] ?? '');
}

class Parser {
  readonly #lines: Lines<HaproxyWording>;
  readonly #text: string;
  readonly #root: OpenBlock;
  readonly #comments: Span[] = [];
  readonly #faults: SyntaxFault[] = [];
  readonly #macros: { readonly word: Word; otherwise: boolean }[] = [];
  #section: HaproxyDirective | undefined;
  #template: boolean | undefined;
  #block: OpenBlock;

  constructor(lines: Lines<HaproxyWording>) {
    this.#lines = lines;
    this.#text = lines.text;
    this.#root = openBlock(0, undefined);
    this.#root.end = lines.text.length;
    this.#block = this.#root;
  }

  run(): SyntaxTree {
    const lines = this.#lines;
    let at = 0;
    for (const wording of lines.wordings) {
      this.#line(wording, at);
      at += wording.length;
    }
    this.#checkEnd();
    let tokens: readonly Token[] | undefined;
    return {
      text: this.#text,
      root: this.#root,
      comments: this.#comments,
      get tokens() {
        tokens ??= tokensOf(lines);
        return tokens;
      },
      faults: this.#faults,
    };
  }

  #line(wording: HaproxyWording, at: number): void {
    const { words, comment, foreign, faults } = wording;
    if (comment) this.#comments.push(moved(comment, at));
    if (foreign) {
      const message = 'HAProxy drops what follows a carriage return.';
      this.#fault(moved(foreign, at), 'after-carriage-return', message);
    }
    for (const fault of faults) this.#faults.push(moved(fault, at));
    const [first] = words;
    const last = words.at(-1);
    if (first && last) {
      this.#directive(new LineDirective(wording, at, at + first.start, at + last.end));
    }
  }

  #directive(directive: HaproxyDirective): void {
    const { values } = directive.wording;
    const [keyword = ''] = values;
    if (values.length > MAX_WORDS) {
      const message = `HAProxy takes at most ${MAX_WORDS} words on a line.`;
      this.#fault(directive.name, 'too-many-words', message);
    }
    if (macroKeywords.has(keyword)) this.#macro(directive.name, directive.args);
    if (sectionKeywords.has(keyword)) this.#open(directive);
    else this.#keywordLine(directive, keyword);
  }

  #keywordLine(directive: HaproxyDirective, keyword: string): void {
    if (this.#block === this.#root && !isOutsideWord(keyword) && !this.#isTemplate()) {
      const message = `"${keyword}" stands outside a section.`;
      this.#fault(directive.name, 'outside-section', message);
    }
    this.#block.directives.push(directive);
    if (this.#section) {
      this.#section.end = directive.end;
      this.#block.end = directive.end;
    }
  }

  /** A template may bring the head of a section from elsewhere. */
  #isTemplate(): boolean {
    this.#template ??= TEMPLATE.test(this.#lines.text);
    return this.#template;
  }

  #open(section: HaproxyDirective): void {
    this.#block = openBlock(section.end, section);
    section.block = this.#block;
    this.#root.directives.push(section);
    this.#section = section;
  }

  #macro(word: Word, args: readonly Word[]): void {
    const open = this.#macros.at(-1);
    if (word.value === '.if') {
      this.#macros.push({ word, otherwise: false });
    } else if (!open) {
      this.#fault(word, 'macro-order', `"${word.value}" has no ".if" before it.`);
    } else if (word.value === '.endif') {
      this.#macros.pop();
    } else if (open.otherwise) {
      this.#fault(word, 'macro-order', `"${word.value}" follows ".else".`);
    } else if (word.value === '.else') {
      open.otherwise = true;
    }
    const conditional = word.value === '.if' || word.value === '.elif';
    if (!conditional && args[0]) {
      this.#fault(args[0], 'macro-words', `"${word.value}" takes no words.`);
    }
  }

  #checkEnd(): void {
    for (const { word } of this.#macros) this.#fault(word, 'macro-open', '".if" has no ".endif".');
    const length = this.#text.length;
    if (length > 0 && !this.#text.endsWith('\n')) {
      const last = { start: length - 1, end: length };
      this.#fault(
        last,
        'missing-line-end',
        'HAProxy refuses a file whose last line has no line end.',
      );
    }
    const nul = this.#text.indexOf('\0');
    if (nul >= 0) {
      this.#fault(
        { start: nul, end: nul + 1 },
        'null-character',
        'HAProxy refuses a null character.',
      );
    }
  }

  #fault(span: Span, code: string, message: string): void {
    this.#faults.push({ start: span.start, end: span.end, code, message });
  }
}

function openBlock(start: number, owner: Directive | undefined): OpenBlock {
  return {
    start,
    end: start,
    open: undefined,
    close: undefined,
    directives: [],
    owner,
    raw: false,
  };
}

function isOutsideWord(name: string): boolean {
  return macroKeywords.has(name) || MESSAGE_KEYWORDS.has(name);
}
