import type { Block, Directive, SyntaxFault, SyntaxTree, Token, Word } from '../../syntax/tree.ts';
import type { Span } from '../../text/place.ts';
import { isSpace, type LogicalLine, logicalLines } from './lines.ts';
import { skipSpace, wordAt, wordEnd, wordsOf } from './words.ts';

type Open<T> = { -readonly [K in keyof T]: T[K] };
type OpenBlock = Omit<Open<Block>, 'directives'> & { directives: Directive[] };
type OpenDirective = Open<Directive>;

const BYTE_ORDER_MARK = 0xfeff;

/** httpd lets the end of the file close these where their condition holds (measured). */
const CLOSED_BY_FILE_END = /^if(module|define|version|file|directive|section)$/i;

/** The tree of an httpd configuration. A section is a directive with a block; its name stands without brackets. */
export function parse(text: string): SyntaxTree {
  return new Parser(text).run();
}

class Parser {
  readonly #text: string;
  readonly #root: OpenBlock;
  readonly #tokens: Token[] = [];
  readonly #comments: Span[] = [];
  readonly #faults: SyntaxFault[] = [];
  /** Sections that wait for their close, innermost last, and how many there are of each name. */
  readonly #open: OpenDirective[] = [];
  /** The blocks that those sections stand in. */
  readonly #around: OpenBlock[] = [];
  readonly #openNames = new Map<string, number>();
  #block: OpenBlock;

  constructor(text: string) {
    this.#text = text;
    this.#root = emptyBlock(undefined, 0, text.length);
    this.#block = this.#root;
  }

  run(): SyntaxTree {
    for (const line of logicalLines(this.#text)) this.#line(line);
    while (this.#open.length > 0) this.#abandon(this.#text.length);
    this.#faults.sort((a, b) => a.start - b.start);
    return {
      text: this.#text,
      root: this.#root,
      comments: this.#comments,
      tokens: this.#tokens,
      faults: this.#faults,
    };
  }

  #line(line: LogicalLine): void {
    const from = line.text.charCodeAt(0) === BYTE_ORDER_MARK ? this.#byteOrderMark(line) : 0;
    if (from >= line.text.length) return;
    if (line.text[from] === '#') this.#comment(spanOf(line, from, line.text.length));
    else if (line.text[from] === '<') this.#bracket(line, from);
    else this.#plain(line, from);
  }

  #byteOrderMark(line: LogicalLine): number {
    const span = spanOf(line, 0, 1);
    this.#token('foreign', span);
    this.#fault(
      'byte-order-mark',
      span,
      'httpd takes a byte order mark for a part of the first directive.',
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
    const args = wordsOf(line, end, line.text.length);
    this.#word(name);
    for (const word of args) this.#word(word);
    this.#block.directives.push({
      start: name.start,
      end: line.offset(line.text.length),
      name,
      args,
      block: undefined,
    });
  }

  #bracket(line: LogicalLine, from: number): void {
    const closes = line.text[from + 1] === '/';
    const nameStart = from + (closes ? 2 : 1);
    const nameEnd = sectionNameEnd(line.text, nameStart);
    if (nameEnd === nameStart) {
      this.#fault(
        'malformed-section',
        spanOf(line, from, line.text.length),
        'A section needs a name after "<".',
      );
      this.#plain(line, from);
    } else if (closes) this.#close(line, from, nameEnd);
    else this.#section(line, from, nameEnd);
  }

  #section(line: LogicalLine, from: number, nameEnd: number): void {
    const bracket = line.text.lastIndexOf('>');
    const end = bracket < nameEnd ? line.text.length : bracket;
    const head = spanOf(line, from, bracket < nameEnd ? line.text.length : bracket + 1);
    const name = wordAt(line, from + 1, nameEnd);
    const args = wordsOf(line, nameEnd, end);
    this.#token('punctuation', spanOf(line, from, from + 1));
    this.#word(name);
    for (const word of args) this.#word(word);
    const opening = bracket < nameEnd ? undefined : spanOf(line, bracket, bracket + 1);
    if (opening) {
      this.#token('punctuation', opening);
      this.#tail(line, bracket + 1);
    } else this.#fault('missing-bracket', head, `<${name.value} is not closed by ">".`);
    const section = { start: head.start, end: head.end, name, args };
    this.#enter({ ...section, block: undefined }, opening);
  }

  /** What follows the bracket of a section head is dropped by httpd. */
  #tail(line: LogicalLine, from: number): void {
    const start = skipSpace(line.text, from, line.text.length);
    if (start >= line.text.length) return;
    const span = spanOf(line, start, line.text.length);
    if (line.text[start] === '#') this.#comment(span);
    else this.#token('foreign', span);
  }

  #enter(section: OpenDirective, opening: Span | undefined): void {
    this.#block.directives.push(section);
    const block = emptyBlock(section, opening?.start ?? section.end, section.end);
    block.open = opening;
    section.block = block;
    this.#open.push(section);
    this.#around.push(this.#block);
    const key = section.name.value.toLowerCase();
    this.#openNames.set(key, (this.#openNames.get(key) ?? 0) + 1);
    this.#block = block;
  }

  #close(line: LogicalLine, from: number, nameEnd: number): void {
    const span = spanOf(line, from, line.text.length);
    const name = wordAt(line, from + 2, nameEnd);
    this.#token('punctuation', spanOf(line, from, from + 2));
    this.#word(name);
    this.#closingBracket(line, nameEnd, span);
    const key = name.value.toLowerCase();
    const innermost = this.#open.at(-1)?.name.value;
    if (innermost?.toLowerCase() !== key) {
      const expected = innermost ? `</${innermost}> is expected here` : 'no section is open here';
      this.#fault('unmatched-close', span, `</${name.value}> closes nothing: ${expected}.`);
    }
    if (!this.#openNames.get(key)) return;
    while (this.#open.at(-1)?.name.value.toLowerCase() !== key) {
      this.#unclosed();
      this.#leave(span.start, undefined);
    }
    this.#leave(span.end, span);
  }

  #closingBracket(line: LogicalLine, nameEnd: number, span: Span): void {
    if (line.text[nameEnd] === '>') {
      this.#token('punctuation', spanOf(line, nameEnd, nameEnd + 1));
      this.#tail(line, nameEnd + 1);
      return;
    }
    this.#fault(
      'missing-bracket',
      span,
      'The section end is not closed by ">" right after its name.',
    );
    this.#tail(line, nameEnd);
  }

  #abandon(end: number): void {
    if (!CLOSED_BY_FILE_END.test(this.#open.at(-1)?.name.value ?? '')) this.#unclosed();
    this.#leave(end, undefined);
  }

  /** A fault on the head of the innermost section. */
  #unclosed(): void {
    const section = this.#open.at(-1);
    if (!section?.block) return;
    const head = { start: section.start, end: section.block.open?.end ?? section.block.start };
    const name = section.name.value;
    this.#fault('unclosed-section', head, `<${name}> has no </${name}>.`);
  }

  #leave(end: number, close: Span | undefined): void {
    const section = this.#open.pop();
    const around = this.#around.pop();
    if (!section?.block || !around) return;
    const key = section.name.value.toLowerCase();
    this.#openNames.set(key, (this.#openNames.get(key) ?? 1) - 1);
    section.end = end;
    Object.assign(section.block, { end, close });
    this.#block = around;
  }

  #word(word: Word): void {
    this.#token('word', word);
  }

  #token(kind: Token['kind'], span: Span): void {
    this.#tokens.push({ kind, start: span.start, end: span.end });
  }

  #fault(code: string, span: Span, message: string): void {
    this.#faults.push({ code, start: span.start, end: span.end, message });
  }
}

function emptyBlock(owner: Directive | undefined, start: number, end: number): OpenBlock {
  return { owner, start, end, open: undefined, close: undefined, directives: [], raw: false };
}

function spanOf(line: LogicalLine, from: number, to: number): Span {
  return { start: line.offset(from), end: to > from ? line.offset(to - 1) + 1 : line.offset(from) };
}

function sectionNameEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== '>' && !isSpace(text.charCodeAt(end))) end++;
  return end;
}
