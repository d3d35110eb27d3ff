import type { Block, Directive, SyntaxFault, SyntaxTree, Token, Word } from '../../syntax/tree.ts';
import type { Span } from '../../text/place.ts';
import { lexLine } from './lexer.ts';

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
export const macroKeywords: ReadonlySet<string> = new Set(['.if', '.elif', '.else', '.endif']);

const MESSAGE_KEYWORDS: ReadonlySet<string> = new Set(['.notice', '.warning', '.alert', '.diag']);
const MAX_WORDS = 64;

interface OpenBlock extends Block {
  start: number;
  end: number;
  readonly directives: Directive[];
  owner: Directive | undefined;
}

interface OpenDirective extends Directive {
  end: number;
}

/**
 * The tree of one HAProxy file: a section is a directive whose block holds its keyword lines; macro lines stay where
 * they stand. Never throws; prints back the text.
 */
export function parseHaproxy(text: string): SyntaxTree {
  return new Parser(text).run();
}

class Parser {
  readonly #text: string;
  readonly #root: OpenBlock;
  readonly #tokens: Token[] = [];
  readonly #comments: Span[] = [];
  readonly #faults: SyntaxFault[] = [];
  readonly #macros: { readonly word: Word; otherwise: boolean }[] = [];
  #section: OpenDirective | undefined;
  #block: OpenBlock;

  constructor(text: string) {
    this.#text = text;
    this.#root = openBlock(0, undefined);
    this.#root.end = text.length;
    this.#block = this.#root;
  }

  run(): SyntaxTree {
    const text = this.#text;
    for (let start = 0; start < text.length; ) {
      const newline = text.indexOf('\n', start);
      const next = newline < 0 ? text.length : newline + 1;
      this.#line(start, newline < 0 ? text.length : newline);
      start = next;
    }
    this.#checkEnd();
    return {
      text,
      root: this.#root,
      comments: this.#comments,
      tokens: this.#tokens,
      faults: this.#faults,
    };
  }

  #line(start: number, end: number): void {
    const carriage = this.#text.slice(start, end).indexOf('\r');
    const stop = carriage < 0 ? end : start + carriage;
    const { words, comment, faults } = lexLine(this.#text, start, stop);
    for (const word of words) this.#tokens.push({ start: word.start, end: word.end, kind: 'word' });
    if (comment) {
      this.#comments.push(comment);
      this.#tokens.push({ ...comment, kind: 'comment' });
    }
    if (stop + 1 < end) this.#foreign(stop + 1, end);
    this.#faults.push(...faults);
    const [name, ...args] = words;
    if (name) this.#directive(name, args);
  }

  /** HAProxy drops what follows a carriage return within a line. */
  #foreign(start: number, end: number): void {
    if (this.#text.slice(start, end).trim() === '') return;
    this.#tokens.push({ start, end, kind: 'foreign' });
    this.#fault(
      { start, end },
      'after-carriage-return',
      'HAProxy drops what follows a carriage return.',
    );
  }

  #directive(name: Word, args: readonly Word[]): void {
    const end = (args.at(-1) ?? name).end;
    if (args.length >= MAX_WORDS) {
      this.#fault(name, 'too-many-words', `HAProxy takes at most ${MAX_WORDS} words on a line.`);
    }
    if (macroKeywords.has(name.value)) this.#macro(name, args);
    if (sectionKeywords.has(name.value)) this.#open(name, args, end);
    else this.#keywordLine(name, args, end);
  }

  #keywordLine(name: Word, args: readonly Word[], end: number): void {
    const directive = { start: name.start, end, name, args, block: undefined };
    if (this.#block === this.#root && !isOutsideWord(name.value)) {
      this.#fault(name, 'outside-section', `"${name.value}" stands outside a section.`);
    }
    this.#block.directives.push(directive);
    if (this.#section) {
      this.#section.end = end;
      this.#block.end = end;
    }
  }

  #open(name: Word, args: readonly Word[], end: number): void {
    const block = openBlock(end, undefined);
    const section = { start: name.start, end, name, args, block };
    block.owner = section;
    this.#root.directives.push(section);
    this.#section = section;
    this.#block = block;
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
