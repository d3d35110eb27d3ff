import type { Vocabulary } from '../dialects/language.ts';
import type { Directive, SyntaxTree } from '../syntax/tree.ts';
import { lineAt } from '../text/lines.ts';
import type { Span } from '../text/place.ts';

/** What stands before a cursor: a directive's name being typed, or one of its arguments. */
export interface Cursor {
  /** The directives around it, outermost first. */
  readonly around: readonly Directive[];
  /** The directive's name; undefined while it is being typed. */
  readonly directive: string | undefined;
  /** Complete arguments before the word at the cursor. */
  readonly before: readonly string[];
  /** The word at the cursor, from its start (after an opening quote) to the end of what is typed of it. */
  readonly word: Span;
  /** The part of the word that stands before the cursor. */
  readonly typed: string;
  /** True where nothing follows on the line. */
  readonly atLineEnd: boolean;
}

/**
 * Reads the line before an offset, so that half-typed text does not matter; undefined in comments and foreign bodies.
 */
export function cursorAt(
  tree: SyntaxTree,
  offset: number,
  vocabulary: Vocabulary,
): Cursor | undefined {
  const inside = tree.tokens.find((token) => token.start < offset && offset <= token.end);
  if (inside?.kind === 'comment' || (inside?.kind === 'foreign' && offset < inside.end))
    return undefined;
  const line = lineAt(tree.text, offset);
  const typed = statementBefore(tree.text.slice(line.start, offset), vocabulary.breaks);
  const words = typed.split(/\s+/).filter((word, i, all) => word !== '' || i === all.length - 1);
  const last = words.pop() ?? '';
  const quoted = /^["']/.test(last) ? 1 : 0;
  const rest = /^[^\s;{}"'>]*/.exec(tree.text.slice(offset, line.end))?.[0] ?? '';
  return {
    around: blocksAround(tree, offset),
    directive: words[0],
    before: words.slice(1),
    word: { start: offset - last.length + quoted, end: offset + rest.length },
    typed: last.slice(quoted),
    atLineEnd: /^\s*$/.test(tree.text.slice(offset + rest.length, line.end)),
  };
}

/** The part of a line after the last character that ends a directive, quotes respected. */
function statementBefore(text: string, breaks: string): string {
  let start = 0;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (breaks.includes(char) && text[i - 1] !== '$') start = i + 1;
  }
  return text.slice(start);
}

function blocksAround(tree: SyntaxTree, offset: number): readonly Directive[] {
  const around: Directive[] = [];
  let block = tree.root;
  for (;;) {
    const inner = block.directives.find((directive) => {
      const body = directive.block;
      return (
        body &&
        (body.open?.end ?? body.start) <= offset &&
        offset <= (body.close?.start ?? body.end)
      );
    });
    if (!inner?.block) return around;
    around.push(inner);
    block = inner.block;
  }
}
