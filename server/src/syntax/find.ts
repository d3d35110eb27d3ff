import type { Span } from '../text/place.ts';
import type { Block, Directive, SyntaxTree } from './tree.ts';

/** The innermost directive that covers an offset, its end included; undefined between directives. */
export function directiveAt(tree: SyntaxTree, offset: number): Directive | undefined {
  let found: Directive | undefined;
  let next = lastBefore(tree.root, offset);
  while (next && offset <= next.end) {
    found = next;
    next = next.block && lastBefore(next.block, offset);
  }
  return found;
}

/** The last directive of a block that starts at or before an offset. */
function lastBefore(block: Block, offset: number): Directive | undefined {
  let low = 0;
  let high = block.directives.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((block.directives[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return block.directives[low - 1];
}

/** A directive without its body: up to the token that opens its block, or the whole of it. */
export function headOf(directive: Directive): Span {
  const end = directive.block
    ? (directive.block.open?.end ?? directive.block.start)
    : directive.end;
  return { start: directive.start, end };
}
