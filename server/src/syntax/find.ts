import type { Span } from '../text/place.ts';
import type { Block, Directive, SyntaxTree } from './tree.ts';

/** The innermost directive that covers an offset, its end included; undefined between directives. */
export function directiveAt(tree: SyntaxTree, offset: number): Directive | undefined {
  return directivesAt(tree, offset).at(-1);
}

/** All directives that cover an offset, their ends included, outermost first. */
export function directivesAt(tree: SyntaxTree, offset: number): readonly Directive[] {
  const found: Directive[] = [];
  for (let block: Block | undefined = tree.root; block; ) {
    const next: Directive | undefined = block.directives[lastBefore(block, offset)];
    if (!next || offset > next.end) break;
    found.push(next);
    block = next.block;
  }
  return found;
}

/** The directives around one, outermost first. */
export function directivesAround(tree: SyntaxTree, directive: Directive): readonly Directive[] {
  const found = directivesAt(tree, directive.start);
  return found.slice(0, found.indexOf(directive));
}

/** The directives of the block that one stands in, it among them. */
export function siblingsOf(tree: SyntaxTree, directive: Directive): readonly Directive[] {
  const block = directivesAround(tree, directive).at(-1)?.block ?? tree.root;
  return block.directives;
}

/** The first directive that starts at or after an offset. */
export function directiveFrom(tree: SyntaxTree, offset: number): Directive | undefined {
  const around = directivesAt(tree, offset);
  const start = around.find((directive) => directive.start === offset);
  if (start) return start;
  for (const block of [...around.map((each) => each.block).reverse(), tree.root]) {
    const next = block?.directives.find((directive) => directive.start >= offset);
    if (next) return next;
  }
  return undefined;
}

/** Index of the last directive of a block that starts at or before an offset; -1 where none does. */
export function lastBefore(block: Block, offset: number): number {
  let low = 0;
  let high = block.directives.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((block.directives[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A directive without its body: up to the token that opens its block, or the whole of it. */
export function headOf(directive: Directive): Span {
  const end = directive.block
    ? (directive.block.open?.end ?? directive.block.start)
    : directive.end;
  return { start: directive.start, end };
}
