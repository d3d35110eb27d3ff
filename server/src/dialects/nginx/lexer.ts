import type { SyntaxFault, Token, Word } from '../../syntax/tree.ts';
import { detached } from '../../text/detached.ts';
import type { Span } from '../../text/place.ts';
import {
  BACKSLASH,
  BRACE,
  BYTE_ORDER_MARK,
  CLOSING_BRACE,
  CR,
  DOLLAR,
  DOUBLE_QUOTE,
  isSeparator,
  LESS,
  LF,
  PARENTHESIS,
  PERCENT,
  resolveEscapes,
  SEMI,
  SHARP,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from './characters.ts';
import { indentationOf } from './indentation.ts';
import { closingBraceOfLua, likelyEndOfLua } from './lua.ts';
import * as messages from './messages.ts';
import { endOfUnclosedQuote, fillsBuffer } from './quotes.ts';
import { endOfDirectives, endOfTagAround, mayHoldTags, type Tag, tagAt } from './templates.ts';

/** What `Lexer.next` found. */
export const END = 0;
export const WORD = 1;
export const SEMICOLON = 2;
export const OPEN = 3;
export const CLOSE = 4;

/** A file with more faults than this is not a configuration; the rest stay unsaid. */
const MOST_FAULTS = 200;
/** So many Lua bodies without an end are looked through in full; keeps reading linear. */
const MOST_OPEN_LUA = 3;

/** 1 for the characters that mean something inside an unquoted word. */
const SPECIAL = new Uint8Array(128);
for (const code of [TAB, LF, CR, SPACE, DOLLAR, SEMI, LESS, BACKSLASH, BRACE]) SPECIAL[code] = 1;

/** How the end of a Lua body was told: by its braces, or by the indentation of the text. */
export type EndOfLua = 'found' | 'guessed' | 'guessed at a brace';

/** A word as the tree and the token list share it. */
export interface WordToken extends Word {
  readonly kind: 'word';
}

/** Splits a text into nginx's tokens by the rules of its own reader; never throws, never loses a character. */
export class Lexer {
  readonly text: string;
  /** False where the text can hold no tag of a template. */
  readonly mayHoldTags: boolean;
  readonly tokens: Token[] = [];
  readonly comments: Span[] = [];
  readonly faults: SyntaxFault[] = [];
  /** Offset behind the token that `next` found last. */
  position: number;
  /** The word that `next` found last. */
  word: WordToken = { kind: 'word', start: 0, end: 0, value: '', quote: '' };
  /** The punctuation that `next` found last. */
  punctuation: Token = { kind: 'punctuation', start: 0, end: 0 };
  /** True where a line break stood between the last token and the one before. */
  brokeLine = false;
  /** True where the last word is a quoted one that is never closed. */
  unclosed = false;
  /** True once a template's tag was met. */
  templated = false;
  /** Name of the directive that is being read, set by the parser; undefined where a name may come. */
  directive: string | undefined;
  /** True inside `map`, `types` and the like, set by the parser: names there are data. */
  data = false;

  readonly #isPart: boolean;
  /** How many Lua bodies were read to the text's end for nothing. */
  #openLua = 0;
  /** True where the word that is being read holds a backslash. */
  #escaped = false;

  /** `start`: where to begin, between two directives, if only a part of the text is read. */
  constructor(text: string, start?: number) {
    this.text = text;
    this.position = start ?? 0;
    this.#isPart = start !== undefined;
    this.mayHoldTags = mayHoldTags(text);
    if (this.position === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK) this.#byteOrderMark();
  }

  /** Reads the next token, taking comments and lone template tags along. */
  next(): number {
    const text = this.text;
    const length = text.length;
    let at = this.position;
    this.brokeLine = false;
    while (at < length) {
      const code = text.charCodeAt(at);
      if (code === SPACE || code === TAB || code === CR) {
        at++;
      } else if (code === LF) {
        this.brokeLine = true;
        at++;
      } else if (code === SHARP) {
        at = this.#comment(at);
      } else if (code === SEMI) {
        return this.#punctuate(at, SEMICOLON);
      } else if (code === CLOSING_BRACE) {
        return this.#punctuate(at, CLOSE);
      } else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
        return this.#quoted(at, code);
      } else if (code === BRACE || code === LESS || code === DOLLAR) {
        const end = this.directive === undefined ? this.#endOfDirectives(at, code) : -1;
        if (end > 0) {
          this.templated ||= code !== DOLLAR;
          at = this.#foreign(at, end);
        } else if (code === BRACE && !this.#tag(at)) return this.#punctuate(at, OPEN);
        else return this.#plain(at);
      } else {
        return this.#plain(at);
      }
    }
    this.position = length;
    return END;
  }

  /**
   * Takes a Lua body up to its closing brace. `column` is that of its directive's line where the text's braces are
   * known not to balance, else -1; the indentation tells then where the body was meant to end.
   */
  lua(column: number): EndOfLua {
    const { text, position: start } = this;
    let end = this.#openLua < MOST_OPEN_LUA ? closingBraceOfLua(text, start) : -1;
    if (end < 0) this.#openLua++;
    const guessed = column >= 0 && (end < 0 || isOutdented(text, end, column));
    if (guessed) end = likelyEndOfLua(text, start, column);
    this.position = end < 0 ? text.length : end;
    if (this.position > start) this.#foreign(start, this.position);
    if (!guessed) return 'found';
    return text.charCodeAt(end) === CLOSING_BRACE ? 'guessed at a brace' : 'guessed';
  }

  fault(code: string, start: number, end: number, message: string): void {
    this.note({ code, start, end, message });
  }

  /** Notes a fault; those beyond a limit are let go. */
  note(fault: SyntaxFault): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push(fault);
  }

  #byteOrderMark(): void {
    this.position = this.#foreign(0, 1);
    this.fault('byte-order-mark', 0, 1, messages.byteOrderMark());
  }

  #punctuate(at: number, kind: number): number {
    this.punctuation = { kind: 'punctuation', start: at, end: at + 1 };
    this.tokens.push(this.punctuation);
    this.position = at + 1;
    return kind;
  }

  #comment(start: number): number {
    const newline = this.text.indexOf('\n', start);
    let end = newline < 0 ? this.text.length : newline;
    if (fillsBuffer(this.text, start, end, 0)) this.#tooLong(start, 'comment');
    if (this.text.charCodeAt(end - 1) === CR) end--;
    const comment: Token = { kind: 'comment', start, end };
    this.tokens.push(comment);
    this.comments.push(comment);
    return end;
  }

  #foreign(start: number, end: number): number {
    this.tokens.push({ kind: 'foreign', start, end });
    return end;
  }

  #endOfDirectives(at: number, code: number): number {
    if (code !== DOLLAR && !this.mayHoldTags) return -1;
    return endOfDirectives(this.text, at, this.data);
  }

  /** The template tag at an offset inside a line. */
  #tag(start: number): Tag | undefined {
    if (!this.mayHoldTags) return undefined;
    const mark = this.text.charCodeAt(start + 1);
    if (mark !== BRACE && mark !== PERCENT) return undefined;
    const tag = tagAt(this.text, start, false);
    this.templated ||= tag !== undefined;
    return tag;
  }

  #plain(start: number): number {
    const end = this.#endOfPlain(start);
    const raw = this.text.slice(start, end);
    if (
      end - start > 1000 &&
      fillsBuffer(this.text, start, end, isSeparator(this.text.charCodeAt(end)) ? 1 : 0)
    ) {
      this.#tooLong(start, 'parameter');
    }
    return this.#found(start, end, this.#escaped ? resolveEscapes(raw) : raw, '');
  }

  #endOfPlain(start: number): number {
    this.#escaped = false;
    const text = this.text;
    const length = text.length;
    let at = start;
    for (; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code > 127 || SPECIAL[code] === 0) continue;
      if (code === DOLLAR) {
        while (text.charCodeAt(at + 1) === BRACE) at++;
      } else if (code === BACKSLASH) {
        this.#escaped = true;
        at++;
      } else if (code === LESS || code === BRACE) {
        const tag = this.#tag(at);
        if (tag) at = tag.end - 1;
        else if (code === BRACE) break;
      } else break;
    }
    return Math.min(at, length);
  }

  #quoted(start: number, quote: number): number {
    const text = this.text;
    const length = text.length;
    let newline = -1;
    let escaped = false;
    let at = start + 1;
    for (; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        const end =
          !this.mayHoldTags || this.#mayFollow(at + 1)
            ? undefined
            : endOfTagAround(text, start, at);
        if (end === undefined) break;
        this.templated = true;
        at = end - 1;
      } else if (code === BACKSLASH) {
        escaped = true;
        at++;
      } else if (code === LF && newline < 0) newline = at;
    }
    const closed = at < length;
    let inner = Math.min(at, length);
    let end = closed ? inner + 1 : inner;
    const lineEnd =
      newline < 0
        ? undefined
        : endOfUnclosedQuote(text, start, newline, closed ? end : -1, this.directive);
    if (lineEnd !== undefined) inner = end = lineEnd;
    if (lineEnd !== undefined || !closed) this.#neverClosed(start, end);
    else {
      if (end - start > 1000 && fillsBuffer(text, start + 1, end, 0))
        this.#tooLong(start, 'parameter');
      if (!this.#mayFollow(end)) this.#unexpectedAfterQuote(end);
    }
    const raw = text.slice(start + 1, inner);
    this.#found(
      start,
      end,
      escaped ? resolveEscapes(raw) : raw,
      quote === DOUBLE_QUOTE ? '"' : "'",
    );
    this.unclosed = lineEnd !== undefined || !closed;
    return WORD;
  }

  /** True where nginx accepts the character at an offset right after a closing quote, or the parser speaks about it. */
  #mayFollow(at: number): boolean {
    const code = this.text.charCodeAt(at);
    if (at >= this.text.length || isSeparator(code)) return true;
    return code === SEMI || code === BRACE || code === PARENTHESIS || code === CLOSING_BRACE;
  }

  #unexpectedAfterQuote(at: number): void {
    const found = String.fromCodePoint(this.text.codePointAt(at) ?? 0);
    this.fault('unexpected-character', at, at + found.length, messages.afterQuote(found));
  }

  #neverClosed(start: number, end: number): void {
    this.fault('unclosed-quote', start, end, messages.quote());
  }

  #tooLong(start: number, what: 'parameter' | 'comment'): void {
    this.fault('too-long-parameter', start, start + 1, messages.tooLong(what));
  }

  #found(start: number, end: number, value: string, quote: '' | '"' | "'"): number {
    const own = this.#isPart ? detached(value) : value;
    this.word = { kind: 'word', start, end, value: own, quote };
    this.tokens.push(this.word);
    this.position = end;
    this.unclosed = false;
    return WORD;
  }
}

/** True for a brace that begins a line left of a column. */
function isOutdented(text: string, at: number, column: number): boolean {
  const own = indentationOf(text, at);
  return own >= 0 && own < column;
}
