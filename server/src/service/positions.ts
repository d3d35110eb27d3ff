import type { Position, Range } from 'vscode-languageserver-types';
import type { Sources } from '../syntax/sources.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import { LineIndex } from '../text/lines.ts';
import type { Place, Span } from '../text/place.ts';

const indexes = new WeakMap<SyntaxTree, LineIndex>();

/** The lines of a tree's text, counted once. */
export function linesOf(tree: SyntaxTree): LineIndex {
  let index = indexes.get(tree);
  if (!index) {
    index = new LineIndex(tree.text);
    indexes.set(tree, index);
  }
  return index;
}

export function rangeOf(tree: SyntaxTree, span: Span): Range {
  const lines = linesOf(tree);
  return { start: lines.position(span.start), end: lines.position(span.end) };
}

/** The range of a place; the start of its file where that is not among the sources. */
export function rangeIn(sources: Sources, place: Place): Range {
  const tree = sources.tree(place.uri);
  const start = { line: 0, character: 0 };
  return tree ? rangeOf(tree, place) : { start, end: start };
}

/** UTF-16 offset of a position. */
export function offsetOf(tree: SyntaxTree, position: Position): number {
  return linesOf(tree).offset(position.line, position.character);
}
