import { commentNear } from '../syntax/comments.ts';
import type { Directive, SyntaxTree } from '../syntax/tree.ts';

/** With this begins what users say to this tool in comments. */
const MARK = 'stigman-proxy-lint:';

const marked = new WeakMap<SyntaxTree, boolean>();

/** The comments that speak about a directive, in files that say anything to this tool; else nothing. */
export function markNear(tree: SyntaxTree, directive: Directive): string {
  const speaks = marked.get(tree) ?? tree.text.includes(MARK);
  marked.set(tree, speaks);
  return speaks ? commentNear(tree, directive) : '';
}
