import * as l10n from '@vscode/l10n';
import { LineDirective, type Lines, lineParser, moved } from '../../syntax/lines.ts';
import type {
  Block,
  Directive,
  Parse,
  SyntaxFault,
  SyntaxTree,
  Token,
  Word,
} from '../../syntax/tree.ts';
import type { Span } from '../../text/place.ts';
import { SectionBlock } from './section-block.ts';
import { type HaproxyWording, isMacroLine, macroKeywords, readLine, TEMPLATE } from './wording.ts';

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

const MESSAGE_KEYWORDS: ReadonlySet<string> = new Set(['.notice', '.warning', '.alert', '.diag']);
const MAX_WORDS = 64;

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

class Parser {
  readonly #lines: Lines<HaproxyWording>;
  readonly #directives: Directive[] = [];
  readonly #comments: Span[] = [];
  readonly #faults: SyntaxFault[] = [];
  readonly #macros: { readonly word: Word; otherwise: boolean }[] = [];
  #section: SectionBlock | undefined;
  #template: boolean | undefined;

  constructor(lines: Lines<HaproxyWording>) {
    this.#lines = lines;
  }

  run(): SyntaxTree {
    const lines = this.#lines;
    let at = 0;
    for (let i = 0; i < lines.wordings.length; i++) {
      const wording = lines.wordings[i] as HaproxyWording;
      this.#line(wording, at, i);
      at += wording.length;
    }
    this.#checkEnd();
    let tokens: readonly Token[] | undefined;
    return {
      text: lines.text,
      root: this.#root(),
      comments: this.#comments,
      get tokens() {
        tokens ??= tokensOf(lines);
        return tokens;
      },
      faults: this.#faults,
    };
  }

  #root(): Block {
    const none = { open: undefined, close: undefined, owner: undefined, raw: false };
    return { start: 0, end: this.#lines.text.length, directives: this.#directives, ...none };
  }

  #line(wording: HaproxyWording, at: number, index: number): void {
    const { values, comment, foreign, faults } = wording;
    if (comment) this.#comments.push(moved(comment, at));
    if (foreign) {
      const message = l10n.t('HAProxy drops what follows a carriage return.');
      this.#fault(moved(foreign, at), 'after-carriage-return', message);
    }
    for (const fault of faults) this.#faults.push(moved(fault, at));
    const [keyword] = values;
    if (keyword === undefined) return;
    if (values.length > MAX_WORDS) {
      const message = l10n.t`HAProxy takes at most ${MAX_WORDS} words on a line.`;
      this.#fault(firstWord(wording, at), 'too-many-words', message);
    }
    if (isMacroLine(wording)) this.#macro(wording, at);
    if (sectionKeywords.has(keyword)) this.#open(wording, at, index);
    else if (this.#section) this.#section.take(index, at + wording.span.end);
    else this.#outside(wording, at);
  }

  #outside(wording: HaproxyWording, at: number): void {
    const [keyword = ''] = wording.values;
    if (!isOutsideWord(keyword) && !this.#isTemplate()) {
      const message = l10n.t`"${keyword}" stands outside a section.`;
      this.#fault(firstWord(wording, at), 'outside-section', message);
    }
    this.#directives.push(new LineDirective(wording, at));
  }

  /** A template may bring the head of a section from elsewhere. */
  #isTemplate(): boolean {
    this.#template ??= TEMPLATE.test(this.#lines.text);
    return this.#template;
  }

  #open(wording: HaproxyWording, at: number, index: number): void {
    const head = new LineDirective(wording, at);
    this.#section = new SectionBlock(head, this.#lines.wordings, index, at);
    head.block = this.#section;
    this.#directives.push(head);
  }

  #macro(wording: HaproxyWording, at: number): void {
    const word = firstWord(wording, at);
    const open = this.#macros.at(-1);
    if (word.value === '.if') {
      this.#macros.push({ word, otherwise: false });
    } else if (!open) {
      this.#fault(word, 'macro-order', l10n.t`"${word.value}" has no ".if" before it.`);
    } else if (word.value === '.endif') {
      this.#macros.pop();
    } else if (open.otherwise) {
      this.#fault(word, 'macro-order', l10n.t`"${word.value}" follows ".else".`);
    } else if (word.value === '.else') {
      open.otherwise = true;
    }
    const conditional = word.value === '.if' || word.value === '.elif';
    const [surplus] = wording.args;
    if (!conditional && surplus) {
      this.#fault(moved(surplus, at), 'macro-words', l10n.t`"${word.value}" takes no words.`);
    }
  }

  #checkEnd(): void {
    for (const { word } of this.#macros)
      this.#fault(word, 'macro-open', l10n.t('".if" has no ".endif".'));
    const length = this.#lines.text.length;
    if (length > 0 && !this.#lines.text.endsWith('\n')) {
      const last = { start: length - 1, end: length };
      this.#fault(
        last,
        'missing-line-end',
        l10n.t('HAProxy refuses a file whose last line has no line end.'),
      );
    }
    const nul = this.#lines.text.indexOf('\0');
    if (nul >= 0) {
      this.#fault(
        { start: nul, end: nul + 1 },
        'null-character',
        l10n.t('HAProxy refuses a null character.'),
      );
    }
  }

  #fault(span: Span, code: string, message: string): void {
    this.#faults.push({ start: span.start, end: span.end, code, message });
  }
}

function firstWord({ words }: HaproxyWording, at: number): Word {
  return moved(words[0] as Word, at);
}

function isOutsideWord(name: string): boolean {
  return macroKeywords.has(name) || MESSAGE_KEYWORDS.has(name);
}
