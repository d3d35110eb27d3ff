import type { FormattingOptions, Range, TextEdit } from 'vscode-languageserver-types';
import { type Block, type Directive, type SyntaxTree, type Token, walk } from '../syntax/tree.ts';
import { indentAt } from '../text/lines.ts';
import type { Span } from '../text/place.ts';
import { linesOf } from './positions.ts';

/** How the first token of a line is indented. */
interface Line {
  readonly start: number;
  readonly token: Token;
  /** Blocks around it; undefined where it goes on with the directive of a line above. */
  readonly depth: number | undefined;
}

/**
 * Indentation as minimal edits: white space at the head of lines and nothing else. Lines within a quoted text or a
 * foreign body keep theirs; a line that goes on with a directive moves with the directive's first line. Blocks that do
 * not close keep all of theirs, and where it is not known what stands in which block, nothing is edited.
 */
export function formattingEdits(
  tree: SyntaxTree,
  options: FormattingOptions,
  range?: Range,
): readonly TextEdit[] {
  const held = range ? [] : heldIn(tree);
  if (!held) return [];
  const unit = options.insertSpaces ? ' '.repeat(options.tabSize) : '\t';
  const edits: TextEdit[] = [];
  let shift: Shift | undefined;
  for (const line of linesIn(tree)) {
    const present = tree.text.slice(line.start, line.token.start);
    const isHeld = held.some(
      ({ start, end }) => start <= line.token.start && line.token.start < end,
    );
    const depth = isHeld ? undefined : line.depth;
    if (isHeld) shift = undefined;
    const wanted = depth === undefined ? moved(tree, line, shift, unit) : unit.repeat(depth);
    if (depth !== undefined) shift = { from: present, to: wanted };
    if (wanted !== present) edits.push(editOf(tree, line, wanted));
  }
  return range ? edits.filter((edit) => isWithin(edit.range, range)) : edits;
}

/** Faults that leave no doubt about which blocks there are. */
const LOCAL =
  /^(?:(?:likely-)?missing-semicolon|too-long-parameter|outside-section|unmatched-quote|missing-line-end)$/;

/**
 * The outermost blocks in which one does not close, or a quote: they keep their indentation, since which ends belong to
 * which blocks may hang on it. Undefined where nothing is known.
 */
function heldIn({ faults, root }: SyntaxTree): readonly Span[] | undefined {
  if ([...walk(root)].some(({ block }) => block?.raw && !block.close)) return undefined;
  const held: Span[] = root.directives.filter(isOpen);
  for (const { code, start } of faults) {
    if (LOCAL.test(code)) continue;
    const around = root.directives.find((each) => each.start <= start && start < each.end);
    if (!around?.block || !/^un(?:closed|matched)-/.test(code)) return undefined;
    held.push(around);
  }
  return held;
}

/** True where a block should have an end, or one within it, and has none. */
function isOpen(directive: Directive): boolean {
  const { block } = directive;
  if (!block?.open) return false;
  return !block.close || [...walk(block)].some((each) => each.block?.open && !each.block.close);
}

function editOf(tree: SyntaxTree, line: Line, newText: string): TextEdit {
  const lines = linesOf(tree);
  return {
    range: { start: lines.position(line.start), end: lines.position(line.token.start) },
    newText,
  };
}

/** A range that ends before the first character of a line leaves that line out. */
function isWithin(inner: Range, { start, end }: Range): boolean {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return inner.start.line >= start.line && inner.end.line <= last;
}

interface Shift {
  readonly from: string;
  readonly to: string;
}

/**
 * The indentation of a continued line after the line that it goes on with has moved; one step farther in where it was
 * no farther in than that line.
 */
function moved(tree: SyntaxTree, line: Line, shift: Shift | undefined, unit: string): string {
  const present = tree.text.slice(line.start, line.token.start);
  if (!shift) return present;
  const { from, to } = shift;
  const follows = present.startsWith(from);
  if (follows && (present !== from || line.token.kind === 'punctuation'))
    return to + present.slice(from.length);
  if (isGlued(tree, line)) return follows ? to || present.slice(0, 1) : present;
  return from.startsWith(present) && line.token.kind !== 'punctuation' ? to + unit : present;
}

/** True where in httpd nothing but the white space before a word parts it from the word before the backslash. */
function isGlued({ text }: SyntaxTree, { start }: Line): boolean {
  return /\S\\\r?\n$/.test(text.slice(Math.max(0, start - 4), start));
}

/** Every line that begins with a token of its own, and not with the rest of one that an escaped line end is part of. */
function linesIn(tree: SyntaxTree): readonly Line[] {
  const depths = new Depths(tree);
  const following = withoutComments(tree);
  const found: Line[] = [];
  let previousEnd = 0;
  tree.tokens.forEach((token, i) => {
    const start = tree.text.lastIndexOf('\n', token.start - 1) + 1;
    const escaped = start === previousEnd && start > 0 && token.kind !== 'punctuation';
    if (start >= previousEnd && !escaped && tree.text.slice(start, token.start).trim() === '') {
      found.push({ start, token, depth: depths.of(token, following[i]) });
    }
    previousEnd = token.end;
  });
  return found;
}

/** For each token the next one that is no comment, itself if it is none. */
function withoutComments({ tokens }: SyntaxTree): readonly (Token | undefined)[] {
  const found: (Token | undefined)[] = [];
  for (let i = tokens.length - 1; i >= 0; i--)
    found[i] = tokens[i]?.kind === 'comment' ? found[i + 1] : tokens[i];
  return found;
}

/** Depth of tokens, told in document order. */
class Depths {
  readonly #tree: SyntaxTree;
  readonly #heads = new Map<number, number>();
  readonly #closers = new Map<number, number>();
  /** Heads behind a section that has no end of its own. */
  readonly #behindOpen = new Set<number>();

  constructor(tree: SyntaxTree) {
    this.#tree = tree;
    const stack: { block: Block; depth: number }[] = [{ block: tree.root, depth: 0 }];
    for (let at = stack.pop(); at; at = stack.pop()) {
      if (at.block.close) this.#closers.set(at.block.close.start, at.depth - 1);
      at.block.directives.forEach((directive, i, all) => {
        this.#heads.set(directive.start, at.depth);
        if (directive.block) stack.push({ block: directive.block, depth: at.depth + 1 });
        const before = all[i - 1]?.block;
        if (before && !before.close) this.#behindOpen.add(directive.start);
      });
    }
  }

  /** `next`: the token itself, or the one that follows a run of comments. */
  of(token: Token, next: Token | undefined): number | undefined {
    const own = this.#heads.get(token.start) ?? this.#closers.get(token.start);
    return own !== undefined || token.kind !== 'comment' ? own : this.#ofComment(token, next);
  }

  /**
   * A comment stands with what follows it; before the end of a block, within the block. Where blocks have no ends, one
   * that stands farther in than the next head belongs to the block above: a line that is commented out.
   */
  #ofComment(comment: Token, next: Token | undefined): number | undefined {
    if (!next) return undefined;
    const closer = this.#closers.get(next.start);
    if (closer !== undefined) return closer + 1;
    const head = this.#heads.get(next.start);
    const { text } = this.#tree;
    const inner =
      this.#behindOpen.has(next.start) &&
      indentAt(text, comment.start).length > indentAt(text, next.start).length;
    return head !== undefined && inner ? head + 1 : head;
  }
}
