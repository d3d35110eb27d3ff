import type { Configuration } from '../dialects/configuration.ts';
import type { Vocabulary } from '../dialects/language.ts';
import { directiveAt, headOf } from '../syntax/find.ts';
import type { Directive, SyntaxTree } from '../syntax/tree.ts';
import { lineAt } from '../text/lines.ts';
import type { Span } from '../text/place.ts';
import { statementBefore } from './statement.ts';
import { surroundings } from './surroundings.ts';

/** What stands before a cursor: a directive's name being typed, or one of its arguments. */
export interface Cursor {
  /** The directives around it, outermost first; those around the include of its file come before its own. */
  readonly around: readonly Directive[];
  /** The directive's name; undefined while it is being typed. */
  readonly directive: string | undefined;
  /** Complete arguments before the word at the cursor, without their quotes. */
  readonly before: readonly string[];
  /** The word at the cursor, from its start (after an opening quote) to the end of what is typed of it. */
  readonly word: Span;
  /** The part of the word that stands before the cursor, on its line. */
  readonly typed: string;
  /** True within a quote. */
  readonly quoted: boolean;
  /** What follows the word on its line, without white space at the end. */
  readonly rest: string;
}

/**
 * Reads the text before an offset, so that half-typed text does not matter; undefined in comments, in foreign bodies,
 * right behind a closing quote and behind the bracket that ends the start of a section.
 */
export function cursorAt(
  uri: string,
  offset: number,
  configuration: Configuration,
): Cursor | undefined {
  const tree = configuration.sources.tree(uri);
  const vocabulary = configuration.dialect.language?.vocabulary;
  if (!tree || !vocabulary || isForeign(tree, offset)) return undefined;
  const before = tree.text.slice(startOfStatement(tree, offset, vocabulary), offset);
  const statement = statementBefore(before, vocabulary.breaks);
  if (!statement) return undefined;
  const { words, quoted } = statement;
  const last = statement.last.slice(statement.last.lastIndexOf('\n') + 1);
  if (words[0]?.startsWith('<') && last.endsWith('>')) return undefined;
  const after = tree.text.slice(offset, lineAt(tree.text, offset).end);
  const ending = (quoted ? /^[^\s"']*/ : /^[^\s;{}"'>]*/).exec(after)?.[0] ?? '';
  return {
    around: surroundings(uri, offset, configuration),
    directive: words[0],
    before: words.slice(1),
    word: { start: offset - last.length, end: offset + ending.length },
    typed: last,
    quoted,
    rest: after.slice(ending.length).trimEnd(),
  };
}

function isForeign(tree: SyntaxTree, offset: number): boolean {
  const inside = tree.tokens.find((token) => token.start < offset && offset <= token.end);
  return inside?.kind === 'comment' || (inside?.kind === 'foreign' && offset < inside.end);
}

/**
 * Where the statement at an offset starts, or the line in which it does. Where only a terminator ends a directive, a
 * line goes on with the one above if it begins as no directive does: while someone types, the terminator is missing.
 */
function startOfStatement(tree: SyntaxTree, offset: number, vocabulary: Vocabulary): number {
  const { text } = tree;
  const line = lineAt(text, offset);
  if (vocabulary.joinsLines) return firstOfJoined(text, line.start);
  const directive = vocabulary.breaks === '' ? undefined : directiveAt(tree, offset);
  if (!directive || directive.start >= line.start || offset > headOf(directive).end)
    return line.start;
  return /^\s*["'$]/.test(text.slice(line.start, line.end)) ? directive.start : line.start;
}

/** Start of the first of the lines that backslashes join to the one that starts at an offset. */
function firstOfJoined(text: string, lineStart: number): number {
  let start = lineStart;
  while (/\\\r?\n$/.test(text.slice(Math.max(0, start - 3), start)))
    start = lineAt(text, start - 1).start;
  return start;
}
