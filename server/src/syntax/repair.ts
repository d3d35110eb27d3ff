import { LineIndex, lineAt } from '../text/lines.ts';
import type { Span } from '../text/place.ts';
import { directiveAt, directiveFrom, headOf } from './find.ts';
import { type Parse, type SyntaxFault, type SyntaxTree, walk } from './tree.ts';

/** How many characters may be parsed again in search of what to leave out. */
const SEARCH = 1_000_000;
const MAX_TRIES = 12;
const MAX_INDENT = 200;

/**
 * The tree as it would be without the directives that have a syntax fault: blanks stand in their place, so that
 * offsets stay what they are. Leaves out as few of them as it can, and of two choices takes the one after which the
 * indentation is right. The same tree where it has no fault.
 */
export function repair(tree: SyntaxTree, parse: Parse): SyntaxTree {
  let tries = Math.min(MAX_TRIES, Math.floor(SEARCH / (tree.text.length + 1)));
  let current = tree;
  for (let fault = current.faults[0]; fault; fault = current.faults[0]) {
    const spans = suspects(current, fault).slice(0, tries);
    tries -= spans.length;
    const best = spans
      .map((span) => parse(blanked(current.text, [span]), current))
      .sort((a, b) => a.faults.length - b.faults.length || misplaced(a) - misplaced(b))[0];
    if (!best || best.faults.length >= current.faults.length) break;
    current = best;
  }
  if (current.faults.length === 0) return current;
  const left = current.faults.map((fault) => spoiled(current, fault));
  return parse(blanked(current.text, left), current);
}

/** How many blocks end on a line that is not indented as the line where they begin. */
function misplaced(tree: SyntaxTree): number {
  const lines = new LineIndex(tree.text);
  const indent = (offset: number) => {
    const start = lines.offset(lines.position(offset).line, 0);
    return /[ \t]*/.exec(tree.text.slice(start, start + MAX_INDENT))?.[0];
  };
  let count = 0;
  for (const { start, block } of walk(tree.root)) {
    if (block?.close && indent(start) !== indent(block.close.start)) count++;
  }
  return count;
}

/**
 * What may have to go for a fault to go: of a directive over several lines its first line, all that is spoiled, and
 * what follows a block that never ends.
 */
function suspects(tree: SyntaxTree, fault: SyntaxFault): readonly Span[] {
  const owner = directiveAt(tree, fault.start);
  const next = owner?.block && !owner.block.close ? directiveAfter(tree, owner.end) : undefined;
  const whole = spoiled(tree, fault);
  const firstLine = {
    start: whole.start,
    end: Math.min(lineAt(tree.text, whole.start).end, whole.end),
  };
  return [firstLine, whole, next].filter((span) => span !== undefined);
}

/** The head of the first directive that starts at or after an offset. */
function directiveAfter(tree: SyntaxTree, offset: number): Span | undefined {
  const directive = directiveFrom(tree, offset);
  return directive && headOf(directive);
}

/** A directive with a fault, of a block its head; a fault outside of directives is its own span. */
function spoiled(tree: SyntaxTree, fault: SyntaxFault): Span {
  const directive = directiveAt(tree, fault.start);
  const head = directive && headOf(directive);
  return head && fault.start <= head.end ? head : fault;
}

function blanked(text: string, spans: readonly Span[]): string {
  let out = '';
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    out += text.slice(at, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    at = end;
  }
  return out + text.slice(at);
}
