import { lastBefore } from '../../syntax/find.ts';
import { changedHead, shiftedDirectives, shiftedSpans } from '../../syntax/shift.ts';
import type { Block, Directive, SyntaxTree } from '../../syntax/tree.ts';
import { type Change, changeBetween } from '../../text/change.ts';
import { isBalanced } from './nesting.ts';
import { type Part, parsePart, parseWhole, type Stretch } from './parser.ts';
import { mayHoldTags } from './templates.ts';

/** With more faults than this a text is read as a whole. */
const MOST_FAULTS = 100;

/**
 * Reads an nginx configuration file, fragment or template; never throws and keeps every character. Of an earlier tree
 * all is used again but the directives around the place where the text has changed; the tree is the same either way.
 */
export function parse(text: string, previous?: SyntaxTree): SyntaxTree {
  return (previous && patched(previous, text)) ?? parseWhole(text);
}

/** A block on the way to a change, with the index of the directive that leads on. */
interface Step {
  readonly block: Block;
  readonly index: number;
}

function patched(tree: SyntaxTree, text: string): SyntaxTree | undefined {
  if (!isSettled(tree)) return undefined;
  const change = changeBetween(tree.text, text);
  const { block, steps } = wayTo(tree.root, change);
  const patch = patchIn(block, change, tree);
  if (looksAhead(tree, patch.stretch.start)) return undefined;
  const part = parsePart(text, patch.stretch);
  return part && assembled(tree, text, { block, steps, patch, part });
}

/** True for the tree of a text that is no template and whose braces balance. */
function isSettled({ text, faults }: SyntaxTree): boolean {
  return faults.length < MOST_FAULTS && !mayHoldTags(text) && isBalanced(faults);
}

/** True where the end of a string before an offset was guessed from what follows it. */
function looksAhead({ faults }: SyntaxTree, offset: number): boolean {
  return faults.some(({ code, start }) => code === 'unclosed-quote' && start < offset);
}

/** The innermost block between whose braces a change lies, and the blocks around it, outermost first. */
function wayTo(root: Block, { start, oldEnd }: Change) {
  const steps: Step[] = [];
  let block = root;
  for (;;) {
    const index = lastBefore(block, start);
    const inner = block.directives[index]?.block;
    if (!inner?.open || !inner.close || inner.raw) return { block, steps };
    if (start < inner.open.end || oldEnd > inner.close.start) return { block, steps };
    steps.push({ block, index });
    block = inner;
  }
}

/** What to read again: the stretch of the new text, which directives of the block it replaces, and where they end. */
interface Patch {
  readonly stretch: Stretch;
  readonly from: number;
  readonly to: number;
  readonly oldEnd: number;
  /** By how many UTF-16 units the text behind the change has moved. */
  readonly delta: number;
}

function patchIn(block: Block, { start, oldEnd, newEnd }: Change, { text }: SyntaxTree): Patch {
  const { directives, open, close, owner } = block;
  let from = lastBefore(block, start) + 1;
  const lineStart = text.lastIndexOf('\n', start - 1);
  while (from > 0 && !endsBefore(directives[from - 1] as Directive, lineStart)) from--;
  let to = from;
  while (to < directives.length && !endsBehind(directives[to] as Directive, oldEnd)) to++;
  const last = directives[to];
  const end = last ? last.end : (close?.end ?? text.length);
  const delta = newEnd - oldEnd;
  const stretch = {
    open,
    owner,
    start: directives[from - 1]?.end ?? open?.end ?? 0,
    end: end + delta,
    closes: !last && close !== undefined,
  };
  return { stretch, from, to: to + 1, oldEnd: end, delta };
}

/** How a directive is read may depend on what follows it on its line. */
function endsBefore(directive: Directive, offset: number): boolean {
  return directive.end <= offset && isTerminated(directive);
}

function endsBehind(directive: Directive, offset: number): boolean {
  return directive.end > offset && isTerminated(directive);
}

/** True where a directive has its semicolon or its closing brace. */
function isTerminated({ name, args, block, end }: Directive): boolean {
  return block ? block.close !== undefined : end > (args.at(-1) ?? name).end;
}

interface Pieces {
  readonly block: Block;
  readonly steps: readonly Step[];
  readonly patch: Patch;
  readonly part: Part;
}

function assembled(tree: SyntaxTree, text: string, pieces: Pieces): SyntaxTree {
  const { block, steps, patch, part } = pieces;
  const { stretch, from, to, oldEnd, delta } = patch;
  const directives = [
    ...block.directives.slice(0, from),
    ...part.block.directives,
    ...shiftedDirectives(block.directives.slice(to), delta),
  ];
  let inner = withDirectives(block, directives, delta);
  for (const step of steps.toReversed()) inner = around(step, inner, delta);
  const kept = <T extends { readonly start: number; readonly end: number }>(
    old: readonly T[],
    fresh: readonly T[],
  ) => [
    ...old.filter(({ end }) => end <= stretch.start),
    ...fresh,
    ...shiftedSpans(
      old.filter(({ start }) => start >= oldEnd),
      delta,
    ),
  ];
  let tokens: SyntaxTree['tokens'] | undefined;
  return {
    text,
    root: inner,
    comments: kept(tree.comments, part.comments),
    faults: kept(tree.faults, part.faults),
    get tokens() {
      tokens ??= parseWhole(text).tokens;
      return tokens;
    },
  };
}

/** A block with one of its directives replaced by the one that holds a block within. */
function around({ block, index }: Step, inner: Block, delta: number): Block {
  const directives = [
    ...block.directives.slice(0, index),
    inner.owner as Directive,
    ...shiftedDirectives(block.directives.slice(index + 1), delta),
  ];
  return withDirectives(block, directives, delta);
}

/** A block, and the directive that it belongs to, with other directives in it and a later end. */
function withDirectives(
  { start, end, open, close, owner, raw }: Block,
  directives: readonly Directive[],
  delta: number,
): Block {
  const own = owner && changedHead(owner);
  const block: Block = {
    start,
    end: end + delta,
    open,
    close: close && { ...close, start: close.start + delta, end: close.end + delta },
    directives,
    owner: own,
    raw,
  };
  if (own) {
    own.end += delta;
    own.block = block;
  }
  return block;
}
