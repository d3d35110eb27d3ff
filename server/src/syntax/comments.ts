import { lineAt } from '../text/lines.ts';
import type { Directive, SyntaxTree } from './tree.ts';

/** The comments that speak about a directive: the one on its first line, and those that fill the lines right above. */
export function commentNear(tree: SyntaxTree, directive: Directive): string {
  const line = lineAt(tree.text, directive.start);
  const found: string[] = [];
  let edge = line.start;
  for (let i = firstAfter(tree, line.end) - 1; i >= 0; i--) {
    const comment = tree.comments[i] as { start: number; end: number };
    if (comment.start >= line.start && comment.start >= directive.start) {
      found.unshift(tree.text.slice(comment.start, comment.end));
      continue;
    }
    const own = lineAt(tree.text, comment.start);
    const alone = tree.text.slice(own.start, comment.start).trim() === '';
    const adjacent =
      tree.text.slice(comment.end, edge).trim() === '' &&
      (tree.text.slice(comment.end, edge).match(/\n/g)?.length ?? 0) <= 1;
    if (!alone || !adjacent) break;
    found.unshift(tree.text.slice(comment.start, comment.end));
    edge = own.start;
  }
  return found.join('\n');
}

/** Index of the first comment that starts at or after an offset. */
function firstAfter(tree: SyntaxTree, offset: number): number {
  let low = 0;
  let high = tree.comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tree.comments[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
