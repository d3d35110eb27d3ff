import type { Position, SelectionRange } from 'vscode-languageserver-types';
import { directivesAt, headOf } from '../syntax/find.ts';
import type { Directive, SyntaxTree } from '../syntax/tree.ts';
import type { Span } from '../text/place.ts';
import { offsetOf, rangeOf } from './positions.ts';

/** The spans that grow around each position: word, head, directive, body, block, and so on outward. */
export function selectionRanges(
  tree: SyntaxTree,
  positions: readonly Position[],
): readonly SelectionRange[] {
  return positions.map((position) => growing(tree, offsetOf(tree, position)));
}

function growing(tree: SyntaxTree, offset: number): SelectionRange {
  let parent: SelectionRange | undefined;
  for (const span of spansAround(tree, offset).reverse()) {
    const range = rangeOf(tree, span);
    parent = parent ? { range, parent } : { range };
  }
  return parent ?? { range: rangeOf(tree, { start: offset, end: offset }) };
}

/** Innermost first, each within the next. */
function spansAround(tree: SyntaxTree, offset: number): Span[] {
  const spans: Span[] = [];
  const around = directivesAt(tree, offset);
  const at = around.at(-1);
  const word = at && [at.name, ...at.args].find((one) => one.start <= offset && offset <= one.end);
  if (word) spans.push(word);
  for (const directive of around.toReversed()) spans.push(...spansOf(directive, offset));
  spans.push({ start: 0, end: tree.text.length });
  return spans.filter(
    (span, i) =>
      i === 0 || span.start < (spans[i - 1]?.start ?? 0) || span.end > (spans[i - 1]?.end ?? 0),
  );
}

function spansOf(directive: Directive, offset: number): readonly Span[] {
  const head = headOf(directive);
  if (offset <= head.end) return [head, directive];
  const body = {
    start: directive.block?.open?.end ?? head.end,
    end: directive.block?.close?.start ?? directive.end,
  };
  return offset <= body.end ? [body, directive] : [directive];
}
