import { commentNear } from '../syntax/comments.ts';
import type { Directive, SyntaxTree } from '../syntax/tree.ts';
import { lineAt } from '../text/lines.ts';
import { oncePer } from './once.ts';

/** With this begins what users say to this tool in comments. */
const MARK = 'stigman-proxy-lint:';

/** True for a file that says anything to this tool. */
export const isMarked = oncePer(({ text }: SyntaxTree) => text.includes(MARK));

/** The comments that speak about a directive, in files that say anything to this tool; else nothing. */
export function markNear(tree: SyntaxTree, directive: Directive): string {
  return isMarked(tree) ? commentNear(tree, directive) : '';
}

/** True where a comment beside a block, not in it, may speak about something in it. */
export function isMarkedAround(tree: SyntaxTree, block: Directive): boolean {
  if (!isMarked(tree)) return false;
  const after = tree.text.slice(block.end, lineAt(tree.text, block.end).end);
  return `${commentNear(tree, block)}${after}`.includes(MARK);
}
