import * as l10n from '@vscode/l10n';
import { LineDirective, type Lines, lineParser, moved } from '../../syntax/lines.ts';
import type { Block, Directive, Parse, SyntaxFault, SyntaxTree, Token } from '../../syntax/tree.ts';
import type { Span } from '../../text/place.ts';
import { noteHost } from './host-wording.ts';
import {
  type ApacheDirective,
  type ApacheWording,
  readLine,
  TEMPLATE,
  tokensAt,
} from './wording.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A section that waits for its close. */
interface OpenSection {
  readonly section: ApacheDirective;
  readonly block: Writable<Block>;
  /** How many directives stand before those in it, among the ones that belong to no closed section. */
  readonly from: number;
  /** Index of the line that opens it. */
  readonly line: number;
}

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
  /** Those that belong to no closed section. */
  readonly #directives: Directive[] = [];
  readonly #comments: Span[] = [];
  readonly #faults: SyntaxFault[] = [];
  /** Innermost last, and how many there are of each name. */
  readonly #open: OpenSection[] = [];
  /** Which of them are macros: httpd reads their bodies only where they are used. */
  readonly #macros: number[] = [];
  readonly #openNames = new Map<string, number>();
  #template: boolean | undefined;
  /** Of the line that is read. */
  #index = 0;

  constructor(lines: Lines<ApacheWording>) {
    this.#lines = lines;
  }

  run(): SyntaxTree {
    const lines = this.#lines;
    let at = 0;
    for (const wording of lines.wordings) {
      this.#line(wording, at);
      at += wording.length;
      this.#index++;
    }
    while (this.#open.length > 0) this.#abandon(lines.text.length);
    this.#faults.sort((a, b) => a.start - b.start);
    let tokens: readonly Token[] | undefined;
    return {
      text: lines.text,
      root: newBlock(undefined, 0, lines.text.length, this.#directives),
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
    if (faults.length > 0 && !this.#isTagged(wording, at)) {
      const tolerated = this.#macros.length > 0 && { tolerated: true as const };
      for (const fault of faults)
        this.#faults.push({ ...moved(fault, at), ...(fault.passable && tolerated) });
    }
    if (kind === 'empty') return;
    if (kind === 'close') {
      this.#close(wording, moved(span, at));
      return;
    }
    const directive = new LineDirective(wording, at);
    this.#directives.push(directive);
    if (kind === 'open') this.#enter(directive, wording.opening && moved(wording.opening, at));
  }

  #enter(section: ApacheDirective, opening: Span | undefined): void {
    const block = newBlock(section, opening?.start ?? section.end, section.end, []);
    block.open = opening;
    section.block = block;
    if (section.wording.name === 'macro') this.#macros.push(this.#open.length);
    this.#open.push({ section, block, from: this.#directives.length, line: this.#index });
    const key = section.wording.name;
    this.#openNames.set(key, (this.#openNames.get(key) ?? 0) + 1);
  }

  #close({ name: key, words: [name] }: ApacheWording, span: Span): void {
    const innermost = this.#open.at(-1)?.section;
    const macro = this.#macros.at(-1);
    const written = macro !== undefined;
    if (innermost?.wording.name !== key) {
      const end = name?.value ?? '';
      const message = innermost
        ? l10n.t`</${end}> closes nothing: </${innermost.name.value}> is expected here.`
        : l10n.t`</${end}> closes nothing: no section is open here.`;
      this.#fault('unmatched-close', span, message, written);
    }
    if (!this.#openNames.get(key)) return;
    const isOfKey = ({ section }: OpenSection) => section.wording.name === key;
    if (written && this.#open.findLastIndex(isOfKey) < macro) return;
    while (this.#open.at(-1)?.section.wording.name !== key) {
      this.#unclosed(written);
      this.#leave(span.start, undefined);
    }
    this.#leave(span.end, span);
  }

  #abandon(end: number): void {
    const name = this.#open.at(-1)?.section.name.value ?? '';
    if (!CLOSED_BY_FILE_END.test(name)) this.#unclosed(false);
    this.#leave(end, undefined);
  }

  /** A fault on the head of the innermost section. */
  #unclosed(tolerated: boolean): void {
    const innermost = this.#open.at(-1);
    if (!innermost) return;
    const { section, block } = innermost;
    const head = { start: section.start, end: block.open?.end ?? block.start };
    const name = section.name.value;
    this.#fault('unclosed-section', head, l10n.t`<${name}> has no </${name}>.`, tolerated);
  }

  #leave(end: number, close: Span | undefined): void {
    const innermost = this.#open.pop();
    if (!innermost) return;
    const { section, block, from, line } = innermost;
    const key = section.wording.name;
    if (key === 'macro') this.#macros.pop();
    if (key === 'virtualhost' && close && this.#macros.length === 0) {
      noteHost(section, this.#lines.wordings, line, this.#index + 1);
    }
    this.#openNames.set(key, (this.#openNames.get(key) ?? 1) - 1);
    block.directives = this.#directives.splice(from);
    block.end = end;
    block.close = close;
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

function newBlock(
  owner: Directive | undefined,
  start: number,
  end: number,
  directives: readonly Directive[],
): Writable<Block> {
  return { owner, start, end, open: undefined, close: undefined, directives, raw: false };
}
