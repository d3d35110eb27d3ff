import { lineAt } from '../text/lines.ts';
import type { Span } from '../text/place.ts';
import { directiveAt, headOf } from './find.ts';
import type { SyntaxFault, SyntaxTree } from './tree.ts';

type Parse = (text: string) => SyntaxTree;

/** How many characters may be parsed again in search of what to leave out. */
const SEARCH = 1_000_000;
const MAX_TRIES = 12;

/**
 * The tree as it would be without the directives that have a syntax fault: blanks stand in their place, so that
 * offsets stay what they are. Leaves out as few of them as it can. The same tree where it has no fault.
 */
export function repair(tree: SyntaxTree, parse: Parse): SyntaxTree {
  let tries = Math.min(MAX_TRIES, Math.floor(SEARCH / (tree.text.length + 1)));
  let current = tree;
  const attempt = (span: Span): boolean => {
    if (tries-- <= 0) return false;
    const next = parse(blanked(current.text, [span]));
    if (next.faults.length >= current.faults.length) return false;
    current = next;
    return true;
  };
  while (current.faults.length > 0) {
    const [fault] = current.faults;
    if (!fault || !suspects(current, fault).some(attempt)) break;
  }
  if (current.faults.length === 0) return current;
  const left = current.faults.map((fault) => spoiled(current, fault));
  return parse(blanked(current.text, left));
}

/**
 * What may have to go for a fault to go, the likeliest first: of a directive over several lines, its first line; of a
 * block that never ends, what follows it; then all that is spoiled.
 */
function suspects(tree: SyntaxTree, fault: SyntaxFault): readonly Span[] {
  const owner = directiveAt(tree, fault.start);
  const next = owner?.block && !owner.block.close ? directiveAfter(tree, owner.end) : undefined;
  const whole = spoiled(tree, fault);
  const firstLine = {
    start: whole.start,
    end: Math.min(lineAt(tree.text, whole.start).end, whole.end),
  };
  return [next, firstLine, whole].filter((span) => span !== undefined);
}

/** The head of the first directive that starts at or after an offset. */
function directiveAfter(tree: SyntaxTree, offset: number): Span | undefined {
  const token = tree.tokens.find(({ start, kind }) => start >= offset && kind === 'word');
  const directive = token && directiveAt(tree, token.start);
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
