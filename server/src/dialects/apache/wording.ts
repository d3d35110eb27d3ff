import * as l10n from '@vscode/l10n';
import { type LineDirective, moved, type Wording } from '../../syntax/lines.ts';
import type { Directive, SyntaxFault, Token, Word } from '../../syntax/tree.ts';
import type { Span } from '../../text/place.ts';
import { isSpace, type LogicalLine, logicalLineAt } from './lines.ts';
import { rewriteWordsOf, skipSpace, wordAt, wordEnd, wordsOf } from './words.ts';

/** A line of httpd, wherever it stands; its first word is the name of a directive or of a section. */
export interface ApacheWording extends Wording {
  readonly kind: 'empty' | 'plain' | 'open' | 'close';
  /** From the name, or the bracket before it, to the end of what the line writes. */
  readonly span: Span;
  /** The bracket that ends a section's head. */
  readonly opening: Span | undefined;
  readonly comments: readonly Span[];
  readonly faults: readonly SyntaxFault[];
  /** The name in lower case. */
  readonly name: string;
  /** True where no word holds a variable of the configuration. */
  readonly literal: boolean;
  /** The surroundings in which the checks found nothing in it, the last ones. */
  fineIn: object | undefined;
}

/** What a template engine acts on. */
export const TEMPLATE = /\{\{|\{%[-+]?\s|<%[-=#\s]/;

export type ApacheDirective = LineDirective<ApacheWording>;

/** The line that writes a directive of httpd. */
export function wordingOf(directive: Directive): ApacheWording {
  return (directive as ApacheDirective).wording;
}

/** Cuts the line that starts at an offset. */
export function readLine(text: string, start: number): ApacheWording {
  return new LineReader(text, start).wording;
}

/** The tokens of the line that starts at an offset, whose wording is known to be so long. */
export function tokensAt(text: string, start: number): readonly Token[] {
  return new LineReader(text, start).tokens.map((token) => moved(token, start));
}

/** What the head or the end of a section starts with; its name with all before it may stand in quotes (measured). */
const TAG = /^["']?<(?!%)\/?/;
const BYTE_ORDER_MARK = 0xfeff;
const NOTHING: Span = { start: 0, end: 0 };

class LineReader {
  readonly tokens: Token[] = [];
  readonly wording: ApacheWording;
  readonly #comments: Span[] = [];
  readonly #faults: SyntaxFault[] = [];
  #words: readonly Word[] = [];
  #kind: ApacheWording['kind'] = 'empty';
  #span = NOTHING;
  #opening: Span | undefined;

  constructor(text: string, start: number) {
    const { length, line } = logicalLineAt(text, start);
    if (line) this.#line(line);
    this.wording = {
      length,
      words: this.#words,
      kind: this.#kind,
      span: this.#span,
      opening: this.#opening,
      comments: this.#comments,
      faults: this.#faults,
      name: this.#words[0]?.value.toLowerCase() ?? '',
      literal: !this.#words.some(({ value }) => value.includes('${')),
      fineIn: undefined,
    };
  }

  #line(line: LogicalLine): void {
    const from = line.text.charCodeAt(0) === BYTE_ORDER_MARK ? this.#byteOrderMark(line) : 0;
    if (from >= line.text.length) return;
    const tag = TAG.exec(line.text.slice(from, from + 3))?.[0];
    if (line.text[from] === '#') this.#comment(spanOf(line, from, line.text.length));
    else if (tag) this.#bracket(line, from, tag);
    else this.#plain(line, from);
  }

  #byteOrderMark(line: LogicalLine): number {
    const span = spanOf(line, 0, 1);
    this.#token('foreign', span);
    this.#fault(
      'byte-order-mark',
      span,
      l10n.t('httpd takes a byte order mark for a part of the first directive.'),
    );
    return skipSpace(line.text, 1, line.text.length);
  }

  #comment(span: Span): void {
    this.#token('comment', span);
    this.#comments.push(span);
  }

  #plain(line: LogicalLine, from: number): void {
    const end = wordEnd(line.text, from, line.text.length);
    const name = wordAt(line, from, end);
    this.#kind = 'plain';
    this.#span = { start: name.start, end: line.offset(line.text.length) };
    const cut = /^rewrite(?:rule|cond)$/i.test(name.value) ? rewriteWordsOf : wordsOf;
    this.#take([name, ...cut(line, end, line.text.length)]);
  }

  #bracket(line: LogicalLine, from: number, tag: string): void {
    const quote = tag.replace(/<.*/, '');
    const nameStart = from + tag.length;
    const nameEnd = sectionNameEnd(line.text, nameStart, quote);
    if (nameEnd === nameStart) {
      this.#fault(
        'malformed-section',
        spanOf(line, from, line.text.length),
        l10n.t('A section needs a name after "<".'),
      );
      this.#plain(line, from);
      return;
    }
    this.#span = spanOf(line, from, line.text.length);
    this.#token('punctuation', spanOf(line, from, nameStart));
    const behind = quote && line.text[nameEnd] === quote ? nameEnd + 1 : nameEnd;
    const name = { ...wordAt(line, nameStart, nameEnd), end: line.offset(behind - 1) + 1 };
    if (tag.endsWith('/')) this.#close(line, name, behind, quote);
    else this.#section(line, name, behind);
  }

  #section(line: LogicalLine, name: Word, nameEnd: number): void {
    const bracket = line.text.lastIndexOf('>');
    const end = bracket < nameEnd ? line.text.length : bracket;
    this.#kind = 'open';
    this.#take([name, ...wordsOf(line, nameEnd, end)]);
    this.#opening = bracket < nameEnd ? undefined : spanOf(line, bracket, bracket + 1);
    if (this.#opening) {
      this.#span = { start: this.#span.start, end: this.#opening.end };
      this.#token('punctuation', this.#opening);
      this.#tail(line, bracket + 1);
    } else {
      const message = l10n.t`<${name.value} is not closed by ">".`;
      this.#faults.push({ code: 'missing-bracket', ...this.#span, message, passable: true });
    }
  }

  /** What follows the bracket of a section head is dropped by httpd. */
  #tail(line: LogicalLine, from: number): void {
    const start = skipSpace(line.text, from, line.text.length);
    if (start >= line.text.length) return;
    const span = spanOf(line, start, line.text.length);
    if (line.text[start] === '#') this.#comment(span);
    else this.#token('foreign', span);
  }

  #close(line: LogicalLine, name: Word, nameEnd: number, quote: string): void {
    this.#kind = 'close';
    this.#take([name]);
    const next = line.text[nameEnd + 1];
    const ends = next === undefined || next === quote || isSpace(next.charCodeAt(0));
    if (line.text[nameEnd] === '>' && ends) {
      this.#token('punctuation', spanOf(line, nameEnd, nameEnd + 1));
      this.#tail(line, nameEnd + 1);
      return;
    }
    this.#fault(
      'missing-bracket',
      this.#span,
      l10n.t(
        'The section end is not closed by ">" right after its name, with nothing joined to it.',
      ),
    );
    this.#tail(line, nameEnd);
  }

  #take(words: readonly Word[]): void {
    for (const word of words) this.#token('word', word);
    this.#words = words;
  }

  #token(kind: Token['kind'], { start, end }: Span): void {
    this.tokens.push({ kind, start, end });
  }

  #fault(code: string, { start, end }: Span, message: string): void {
    this.#faults.push({ code, start, end, message });
  }
}

function spanOf(line: LogicalLine, from: number, to: number): Span {
  return { start: line.offset(from), end: to > from ? line.offset(to - 1) + 1 : line.offset(from) };
}

function sectionNameEnd(text: string, from: number, quote: string): number {
  const isEnd = (at: number) => (quote ? text[at] === quote : isSpace(text.charCodeAt(at)));
  let end = from;
  while (end < text.length && text[end] !== '>' && !isEnd(end)) end++;
  return end;
}
