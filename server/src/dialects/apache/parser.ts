import { LineDirective, type Lines, lineParser, moved } from '../../syntax/lines.ts';
import type { Block, Directive, Parse, SyntaxFault, SyntaxTree, Token } from '../../syntax/tree.ts';
import type { Span } from '../../text/place.ts';
import {
  type ApacheDirective,
  type ApacheWording,
  readLine,
  TEMPLATE,
  tokensAt,
} from './wording.ts';

type Open<T> = { -readonly [K in keyof T]: T[K] };
type OpenBlock = Omit<Open<Block>, 'directives'> & { directives: Directive[] };

/** httpd lets the end of the file close these where their condition holds (measured). */
const CLOSED_BY_FILE_END = /^if(module|define|version|file|directive|section)$/i;

/** The tree of an httpd configuration. A section is a directive with a block; its name stands without brackets. */
export const parse: Parse = lineParser(readLine, (lines) => new Parser(lines).run());

function tokensOf({ text, wordings }: Lines<ApacheWording>): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const { length } of wordings) {
    for (const token of tokensAt(text, at)) tokens.push(token);
    at += length;
  }
  return tokens;
}

class Parser {
  readonly #lines: Lines<ApacheWording>;
  readonly #root: OpenBlock;
  readonly #comments: Span[] = [];
  readonly #faults: SyntaxFault[] = [];
  /** Sections that wait for their close, innermost last, and how many there are of each name. */
  readonly #open: ApacheDirective[] = [];
  /** Which of them are macros: httpd reads their bodies only where they are used. */
  readonly #macros: number[] = [];
  /** The blocks that those sections stand in. */
  readonly #around: OpenBlock[] = [];
  readonly #openNames = new Map<string, number>();
  #template: boolean | undefined;
  #block: OpenBlock;

  constructor(lines: Lines<ApacheWording>) {
    this.#lines = lines;
    this.#root = emptyBlock(undefined, 0, lines.text.length);
    this.#block = this.#root;
  }

  run(): SyntaxTree {
    const lines = this.#lines;
    let at = 0;
    for (const wording of lines.wordings) {
      this.#line(wording, at);
      at += wording.length;
    }
    while (this.#open.length > 0) this.#abandon(lines.text.length);
    this.#faults.sort((a, b) => a.start - b.start);
    let tokens: readonly Token[] | undefined;
    return {
      text: lines.text,
      root: this.#root,
      comments: this.#comments,
      get tokens() {
        tokens ??= tokensOf(lines);
        return tokens;
      },
      faults: this.#faults,
    };
  }

  #line(wording: ApacheWording, at: number): void {
    const { kind, comments, faults, span } = wording;
    for (const comment of comments) this.#comments.push(moved(comment, at));
    if (faults.length > 0 && !this.#isTagged(wording, at))
      for (const fault of faults) this.#faults.push(moved(fault, at));
    if (kind === 'empty') return;
    if (kind === 'close') {
      this.#close(wording, moved(span, at));
      return;
    }
    const directive = new LineDirective(wording, at, at + span.start, at + span.end);
    this.#block.directives.push(directive);
    if (kind === 'open') this.#enter(directive, wording.opening && moved(wording.opening, at));
  }

  #enter(section: ApacheDirective, opening: Span | undefined): void {
    const block = emptyBlock(section, opening?.start ?? section.end, section.end);
    block.open = opening;
    section.block = block;
    if (section.wording.name === 'macro') this.#macros.push(this.#open.length);
    this.#open.push(section);
    this.#around.push(this.#block);
    const key = section.wording.name;
    this.#openNames.set(key, (this.#openNames.get(key) ?? 0) + 1);
    this.#block = block;
  }

  #close({ name: key, words: [name] }: ApacheWording, span: Span): void {
    const innermost = this.#open.at(-1);
    const macro = this.#macros.at(-1);
    const written = macro !== undefined;
    if (innermost?.wording.name !== key) {
      const expected = innermost
        ? `</${innermost.name.value}> is expected here`
        : 'no section is open here';
      const message = `</${name?.value}> closes nothing: ${expected}.`;
      this.#fault('unmatched-close', span, message, written);
    }
    if (!this.#openNames.get(key)) return;
    if (written && this.#open.findLastIndex(({ wording }) => wording.name === key) < macro) return;
    while (this.#open.at(-1)?.wording.name !== key) {
      this.#unclosed(written);
      this.#leave(span.start, undefined);
    }
    this.#leave(span.end, span);
  }

  #abandon(end: number): void {
    if (!CLOSED_BY_FILE_END.test(this.#open.at(-1)?.name.value ?? '')) this.#unclosed(false);
    this.#leave(end, undefined);
  }

  /** A fault on the head of the innermost section. */
  #unclosed(tolerated: boolean): void {
    const section = this.#open.at(-1);
    if (!section?.block) return;
    const head = { start: section.start, end: section.block.open?.end ?? section.block.start };
    const name = section.name.value;
    this.#fault('unclosed-section', head, `<${name}> has no </${name}>.`, tolerated);
  }

  #leave(end: number, close: Span | undefined): void {
    const section = this.#open.pop();
    const around = this.#around.pop();
    if (!section?.block || !around) return;
    const key = section.wording.name;
    if (key === 'macro') this.#macros.pop();
    this.#openNames.set(key, (this.#openNames.get(key) ?? 1) - 1);
    section.end = end;
    Object.assign(section.block, { end, close });
    this.#block = around;
  }

  /** True for a line of which a template engine makes another. */
  #isTagged({ length }: ApacheWording, at: number): boolean {
    return TEMPLATE.test(this.#lines.text.slice(at, at + length));
  }

  /** Heads and ends that a template chooses from need not match. */
  #fault(code: string, span: Span, message: string, tolerated: boolean): void {
    this.#template ??= TEMPLATE.test(this.#lines.text);
    if (this.#template) return;
    const { start, end } = span;
    this.#faults.push({ code, start, end, message, ...(tolerated && { tolerated }) });
  }
}

function emptyBlock(owner: Directive | undefined, start: number, end: number): OpenBlock {
  return { owner, start, end, open: undefined, close: undefined, directives: [], raw: false };
}
