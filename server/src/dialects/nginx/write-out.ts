import { applyEdits } from '../../text/edits.ts';
import { indentAt, lineAt, lineEndOf } from '../../text/lines.ts';
import type { TextEdit } from '../../text/place.ts';
import type { Entry } from './scope.ts';

/** Directives of an included file up to which a block is better off with them than with locations of its own. */
const MOST_DIRECTIVES = 12;

/**
 * The include that brought a directive into its block, where the file may stand in its place: it is one file of few
 * directives, and what surrounds the include has room for them.
 */
export function includeToWriteOut(entry: Entry): Entry | undefined {
  const include = entry.includedBy;
  if (!include || include.includedBy || /[*?[]/.test(include.args[0] ?? '')) return undefined;
  const { text, root } = entry.tree;
  if (root.directives.length > MOST_DIRECTIVES) return undefined;
  return standsAlone(include) || !text.includes('#') ? include : undefined;
}

/** Puts an included file, with changes to it, in the place of its include; other blocks that include it keep it as it is. */
export function writtenOut(
  include: Entry,
  included: Entry,
  changes: readonly TextEdit[],
): TextEdit {
  const { start, end } = include.directive;
  const lines = withoutMargin(applyEdits(included.tree.text, changes));
  const { text } = include.tree;
  const newText = standsAlone(include)
    ? lines.join(lineEndOf(text) + indentAt(text, start))
    : lines.map((line) => line.trim()).join(' ');
  return { uri: include.uri, start, end, newText };
}

function standsAlone({ tree: { text }, directive }: Entry): boolean {
  const line = lineAt(text, directive.start);
  const before = text.slice(line.start, directive.start);
  return before.trim() === '' && /^\s*(#.*)?$/.test(text.slice(directive.end, line.end));
}

/** The lines of a text that say something, less the indentation that all of them share. */
function withoutMargin(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const margin = Math.min(...lines.map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(margin).trimEnd());
}
