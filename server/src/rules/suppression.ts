import { directiveFrom, headOf } from '../syntax/find.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import { lineAt } from '../text/lines.ts';
import type { Place, Span } from '../text/place.ts';

/** What a comment that silences rules starts with, after the dialect's comment prefix. */
export const IGNORE = 'stigman-proxy-lint-ignore';

/** A comment that silences rules on one line: its own, or the next one where it stands alone. */
export interface Suppression {
  readonly place: Place;
  readonly ruleIds: readonly string[];
  readonly reason: string;
  /** The line that it speaks about, with those on which the head of its directive goes on. */
  readonly covers: Span;
}

const FORM = new RegExp(`${IGNORE}\\b(.*)$`);

/** The suppression comments of a file, in order. */
export function suppressionsIn(uri: string, tree: SyntaxTree): readonly Suppression[] {
  if (!tree.text.includes(IGNORE)) return [];
  const found: Suppression[] = [];
  for (const comment of tree.comments) {
    const match = FORM.exec(tree.text.slice(comment.start, comment.end));
    if (!match) continue;
    const [ids = '', reason = ''] = (match[1] ?? '').split(/[ \t]--(.*)/s);
    const ruleIds = ids.split(/[\s,]+/).filter((id) => id !== '');
    found.push({
      place: { uri, start: comment.start, end: comment.end },
      ruleIds,
      reason: reason.trim(),
      covers: coveredLine(tree, comment),
    });
  }
  return found;
}

function coveredLine(tree: SyntaxTree, comment: Span): Span {
  let line = lineAt(tree.text, comment.start);
  if (tree.text.slice(line.start, comment.start).trim() !== '') return line;
  const prefix = tree.text.slice(comment.start, comment.start + 1);
  do {
    const next = tree.text.indexOf('\n', line.end) + 1;
    if (next === 0) return line;
    line = lineAt(tree.text, next);
  } while (tree.text.slice(line.start, line.end).trimStart().startsWith(prefix));
  const directive = directiveFrom(tree, line.start);
  const goesOn = directive && directive.start < line.end ? headOf(directive).end : line.end;
  return { start: line.start, end: Math.max(line.end, goesOn) };
}
