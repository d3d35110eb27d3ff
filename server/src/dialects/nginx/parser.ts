import type { Block, Directive, SyntaxTree, Word } from '../../syntax/tree.ts';
import type { Span } from '../../text/place.ts';
import { indentationOf } from './indentation.ts';
import { CLOSE, END, Lexer, OPEN, SEMICOLON } from './lexer.ts';
import * as messages from './messages.ts';
import { endsBlock, holdsPairs, isDataBlock, isOwnBlock } from './nesting.ts';
import { startsDirective } from './semicolons.ts';
import { isAlwaysBlock, isNeverBlock, takesAnyNumber } from './vocabulary.ts';

interface OpenBlock {
  readonly start: number;
  end: number;
  readonly open: Span | undefined;
  close: Span | undefined;
  readonly directives: OpenDirective[];
  readonly owner: OpenDirective | undefined;
  readonly raw: boolean;
}

interface OpenDirective {
  readonly start: number;
  end: number;
  readonly name: Word;
  args: readonly Word[];
  block: OpenBlock | undefined;
}

/** How many closing braces a text lacks, and how many it has too many. */
interface Imbalance {
  missing: number;
  stray: number;
}

const NO_WORDS: readonly Word[] = [];
/** So many blocks are searched for the one that a brace belongs to; keeps reading linear. */
const DEEPEST = 100;
const BALANCED: Imbalance = { missing: 0, stray: 0 };

/**
 * Reads an nginx configuration file, fragment or template; never throws and keeps every character.
 * A text whose braces do not balance is read again with its indentation as a guide to where they belong.
 */
export function parseWhole(text: string): SyntaxTree {
  const first = new Parser(text, BALANCED);
  const tree = first.run();
  const { missing, stray } = first.found;
  return missing + stray === 0 ? tree : new Parser(text, { missing, stray }).run();
}

/** A stretch of a text that begins between two directives of one block and ends behind another directive. */
export interface Stretch {
  /** The block's opening brace and the directive that it belongs to; undefined for the outermost block. */
  readonly open: Span | undefined;
  readonly owner: Directive | undefined;
  readonly start: number;
  readonly end: number;
  /** True where it ends behind the brace that closes the block. */
  readonly closes: boolean;
}

/** What a stretch holds. */
export interface Part extends Pick<SyntaxTree, 'comments' | 'faults'> {
  /** The block, with those directives alone that stand in the stretch. */
  readonly block: Block;
}

/**
 * Reads a stretch of a text as the reading of the whole would; undefined where that cannot be: the text may be a
 * template, its braces do not balance there, or the stretch does not end between two directives.
 */
export function parsePart(text: string, stretch: Stretch): Part | undefined {
  return new Parser(text, BALANCED, stretch.start).part(stretch);
}

class Parser {
  /** What this reading found to be out of balance. */
  readonly found: Imbalance = { missing: 0, stray: 0 };
  readonly #lexer: Lexer;
  /** What is still to be mended by indentation. */
  readonly #mend: Imbalance;
  readonly #root: OpenBlock;
  /** The open blocks; a brace without a directive stands for the block around it. */
  readonly #stack: OpenBlock[];
  #block: OpenBlock;
  #current: OpenDirective | undefined;
  readonly #args: Word[] = [];
  #count = 0;
  /** End of the last token but comments. */
  #edge = 0;
  /** End of the last word whose quote is unclosed. */
  #unclosedAt = -1;
  /** The first Lua block whose body's end was guessed and is no brace. */
  #guessed: OpenBlock | undefined;

  constructor(text: string, mend: Imbalance, start?: number) {
    this.#lexer = new Lexer(text, start);
    this.#mend = mend;
    this.#root = newBlock(undefined, undefined, false);
    this.#root.end = text.length;
    this.#block = this.#root;
    this.#stack = [this.#root];
  }

  run(): SyntaxTree {
    this.#readTo(Number.POSITIVE_INFINITY);
    this.#finish();
    const { text, comments, tokens, faults } = this.#lexer;
    return { text, root: this.#root, comments, tokens, faults };
  }

  part({ open, owner, end, closes }: Stretch): Part | undefined {
    const lexer = this.#lexer;
    if (lexer.mayHoldTags) return undefined;
    const block = newBlock(open, owner && copyOf(owner), false);
    if (closes) this.#stack.push(block);
    else this.#stack[0] = block;
    this.#enter(block);
    this.#readTo(end);
    if (end === lexer.text.length) this.#finish();
    const { missing, stray } = this.found;
    const settled = lexer.position === end && !this.#current && missing + stray === 0;
    if (!settled || this.#stack.length > 1 || (closes && block.end !== end)) return undefined;
    return { block, comments: lexer.comments, faults: lexer.faults };
  }

  /** Reads tokens until one ends at an offset or beyond. */
  #readTo(end: number): void {
    const lexer = this.#lexer;
    while (lexer.position < end) {
      const kind = lexer.next();
      if (kind === END) return;
      if (kind === SEMICOLON) this.#semicolon();
      else if (kind === OPEN) this.#open();
      else if (kind === CLOSE) this.#close();
      else this.#word();
      this.#edge = lexer.position;
    }
  }

  #word(): void {
    const { word, brokeLine, unclosed } = this.#lexer;
    const current = this.#current;
    if (current && !(brokeLine && this.#isNext(word, current))) {
      this.#args[this.#count++] = word;
      if (unclosed) this.#unclosedAt = word.end;
      return;
    }
    if (current) this.#endUnterminated(current, takesAnyNumber(current.name.value));
    if (unclosed) this.#unclosedAt = word.end;
    if (this.#mend.missing > 0) this.#closeBefore(word);
    const directive: OpenDirective = {
      start: word.start,
      end: word.end,
      name: word,
      args: NO_WORDS,
      block: undefined,
    };
    this.#block.directives.push(directive);
    this.#begin(directive);
  }

  /** True where a word on a new line is the next directive and the semicolon before it is missing. */
  #isNext(word: Word, current: OpenDirective): boolean {
    if (this.#unclosedAt === this.#edge) return true;
    if (this.#lexer.data) return holdsPairs(this.#block.owner?.name.value) && this.#count > 0;
    return startsDirective(this.#lexer.text, word, current.name.value, this.#count);
  }

  #semicolon(): void {
    const at = this.#lexer.punctuation;
    const current = this.#current;
    if (!current) {
      this.#unexpected(at, ';');
      return;
    }
    this.#checkKind(current, false);
    this.#end(current, at.end);
  }

  #open(): void {
    const open = this.#lexer.punctuation;
    const owner = this.#current;
    if (!owner) {
      this.#unexpected(open, '{');
      this.#stack.push(this.#block);
      return;
    }
    this.#checkKind(owner, true);
    this.#end(owner, open.end);
    const raw = owner.name.value.endsWith('_by_lua_block');
    const block = newBlock(open, owner, raw);
    owner.block = block;
    this.#stack.push(block);
    this.#enter(block);
    if (raw) this.#lua(block);
  }

  #lua(block: OpenBlock): void {
    const column = this.#mend.missing > 0 ? columnOf(this.#lexer.text, block) : -1;
    const end = this.#lexer.lua(column);
    if (end === 'guessed') this.#guessed ??= block;
    if (end !== 'guessed at a brace') return;
    this.#mend.missing--;
    this.#unclosed(block);
  }

  #close(): void {
    const close = this.#lexer.punctuation;
    if (this.#current) this.#endUnterminated(this.#current);
    if (this.#mend.missing + this.#mend.stray > 0 && this.#isMisplaced(close)) return;
    if (this.#stack.length === 1) {
      this.#stray(close);
      return;
    }
    this.#leave(close);
  }

  /** Ends the innermost block at its brace, or where its brace is missing. */
  #leave(close: Span | undefined): void {
    const block = this.#stack.pop() as OpenBlock;
    const outer = this.#stack[this.#stack.length - 1] as OpenBlock;
    if (block === outer) return;
    const end = close ? close.end : this.#edge;
    block.close = close;
    block.end = end;
    if (block.owner) block.owner.end = end;
    this.#enter(outer);
  }

  #enter(block: OpenBlock): void {
    this.#block = block;
    this.#lexer.data = isDataBlock(block.owner?.name.value);
  }

  #begin(directive: OpenDirective): void {
    this.#current = directive;
    this.#lexer.directive = directive.name.value;
  }

  #end(directive: OpenDirective, end: number): void {
    if (this.#count > 0) directive.args = this.#args.slice(0, this.#count);
    this.#count = 0;
    directive.end = end;
    this.#current = undefined;
    this.#lexer.directive = undefined;
  }

  /**
   * Ends a directive that has neither `;` nor `{`; an unclosed quote before it has been told already.
   * `readable`: nginx takes the directive behind it for further arguments instead of refusing the file.
   */
  #endUnterminated(directive: OpenDirective, readable = false): void {
    const end = this.#count > 0 ? (this.#args[this.#count - 1] as Word).end : directive.name.end;
    this.#end(directive, end);
    if (this.#unclosedAt === end) return;
    const name = directive.name.value;
    const place = { start: end - 1, end, missing: ';' };
    if (readable) {
      const message = messages.likelySemicolon(name);
      this.#lexer.note({ ...place, code: 'likely-missing-semicolon', message, tolerated: true });
    } else {
      this.#lexer.note({ ...place, code: 'missing-semicolon', message: messages.semicolon(name) });
    }
  }

  /** Says so where a directive that nginx knows ends otherwise than nginx wants. */
  #checkKind(directive: OpenDirective, block: boolean): void {
    const around = this.#block.owner?.name.value;
    const { value } = directive.name;
    if (directive.name.quote !== '' || !isOwnBlock(around)) return;
    const at = this.#lexer.punctuation;
    if (block && isNeverBlock(value)) {
      this.#lexer.fault('not-terminated', at.start, at.end, messages.noBlock(value));
    } else if (!block && around !== undefined && isAlwaysBlock(value)) {
      this.#lexer.fault('missing-block', at.start, at.end, messages.block(value));
    }
  }

  /** True where the indentation of a closing brace tells that it is stray; closes blocks that it leaves open. */
  #isMisplaced(close: Span): boolean {
    const column = indentationOf(this.#lexer.text, close.start);
    const own = columnOf(this.#lexer.text, this.#block);
    if (column < 0 || own < 0) return false;
    if (column > own && this.#mend.stray > 0) {
      this.#mend.stray--;
      this.#stray(close);
      return true;
    }
    if (column === own) return false;
    const owner = this.#openedAt(column);
    while (owner > 0 && this.#stack.length > owner + 1 && this.#mend.missing > 0) this.#leaveOpen();
    return false;
  }

  /** Place in the stack of the nearest block whose line begins at a column; 0 where none of the innermost does. */
  #openedAt(column: number): number {
    const { length } = this.#stack;
    for (let i = length - 1; i > Math.max(0, length - DEEPEST); i--) {
      if (columnOf(this.#lexer.text, this.#stack[i] as OpenBlock) === column) return i;
    }
    return 0;
  }

  /** Closes the blocks that must have ended before a directive. */
  #closeBefore(word: Word): void {
    const column = indentationOf(this.#lexer.text, word.start);
    while (this.#mend.missing > 0 && this.#stack.length > 1 && column >= 0) {
      const own = columnOf(this.#lexer.text, this.#block);
      const outdented = own > 0 && column <= own;
      if (!outdented && !endsBlock(word.value, this.#block.owner?.name.value ?? '')) return;
      this.#leaveOpen();
    }
  }

  #leaveOpen(): void {
    this.#mend.missing--;
    this.#unclosed(this.#block);
    this.#leave(undefined);
  }

  #unclosed(block: OpenBlock): void {
    this.found.missing++;
    const { start, end } = block.open ?? block;
    if (!this.#lexer.templated) {
      this.#lexer.fault(
        'unclosed-block',
        start,
        end,
        messages.unclosed(block.owner?.name.value ?? ''),
      );
    }
  }

  #stray(close: Span): void {
    this.found.stray++;
    if (this.#lexer.templated) return;
    this.#lexer.fault('stray-brace', close.start, close.end, messages.stray());
  }

  #unexpected(at: Span, found: string): void {
    this.#lexer.fault('unexpected-character', at.start, at.end, messages.unexpected(found));
  }

  #finish(): void {
    if (this.#current) this.#endUnterminated(this.#current);
    while (this.#stack.length > 1) {
      if (this.#stack[this.#stack.length - 1] !== this.#stack[this.#stack.length - 2])
        this.#unclosed(this.#block);
      this.#leave(undefined);
    }
    if (this.#guessed && this.#mend.missing > 0) this.#unclosed(this.#guessed);
  }
}

function copyOf({ start, end, name, args }: Directive): OpenDirective {
  return { start, end, name, args, block: undefined };
}

function newBlock(
  open: Span | undefined,
  owner: OpenDirective | undefined,
  raw: boolean,
): OpenBlock {
  const start = open?.start ?? 0;
  return { start, end: open?.end ?? 0, open, close: undefined, directives: [], owner, raw };
}

/** Column of the line that opens a block; -1 where its directive does not begin that line. */
function columnOf(text: string, block: OpenBlock): number {
  return block.owner ? indentationOf(text, block.owner.start) : -1;
}
