import type { FoldingRange } from 'vscode-languageserver-types';
import { type SyntaxTree, walk } from '../syntax/tree.ts';
import { linesOf } from './positions.ts';

/** Blocks over several lines, and runs of comments that fill their lines. */
export function foldingRanges(tree: SyntaxTree): readonly FoldingRange[] {
  return [...blockFolds(tree), ...commentFolds(tree)];
}

function blockFolds(tree: SyntaxTree): readonly FoldingRange[] {
  const lines = linesOf(tree);
  const folds: FoldingRange[] = [];
  for (const directive of walk(tree.root)) {
    if (!directive.block) continue;
    const startLine = lines.position(directive.start).line;
    const closeLine = lines.position(directive.block.close?.start ?? directive.end).line;
    const endLine = directive.block.close ? closeLine - 1 : closeLine;
    if (endLine > startLine) folds.push({ startLine, endLine });
  }
  return folds;
}

function commentFolds(tree: SyntaxTree): readonly FoldingRange[] {
  const lines = linesOf(tree);
  const folds: FoldingRange[] = [];
  let first: number | undefined;
  let last = -2;
  for (const comment of tree.comments) {
    const { line, character } = lines.position(comment.start);
    const alone = tree.text.slice(comment.start - character, comment.start).trim() === '';
    if (alone && line === last + 1 && first !== undefined) {
      last = line;
      continue;
    }
    if (first !== undefined && last > first)
      folds.push({ startLine: first, endLine: last, kind: 'comment' });
    first = alone ? line : undefined;
    last = alone ? line : -2;
  }
  if (first !== undefined && last > first)
    folds.push({ startLine: first, endLine: last, kind: 'comment' });
  return folds;
}
