import type { Span } from '../text/place.ts';
import type { Block, Directive, Word } from './tree.ts';

/** Spans that stand so many UTF-16 units further on; the same objects where they stay. */
export function shiftedSpans<T extends Span>(spans: readonly T[], delta: number): readonly T[] {
  return delta === 0 ? spans : spans.map((span) => shifted(span, delta));
}

/** Directives with all that is in them, that many UTF-16 units further on; needs no recursion. */
export function shiftedDirectives(
  directives: readonly Directive[],
  delta: number,
): readonly Directive[] {
  if (delta === 0) return directives;
  const found: Directive[] = [];
  const rest = [{ from: directives, to: found }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    for (const directive of next.from) {
      const { block } = directive;
      const moved = shiftedHead(directive, delta);
      next.to.push(moved);
      if (!block) continue;
      const inner: Directive[] = [];
      moved.block = shiftedBlock(block, moved, inner, delta);
      if (block.directives.length > 0) rest.push({ from: block.directives, to: inner });
    }
  }
  return found;
}

type Movable = { -readonly [K in keyof Directive]: Directive[K] };

function shiftedHead({ start, end, name, args }: Directive, delta: number): Movable {
  return {
    start: start + delta,
    end: end + delta,
    name: shiftedWord(name, delta),
    args: args.length === 0 ? args : args.map((word) => shiftedWord(word, delta)),
    block: undefined,
  };
}

function shiftedBlock(
  { start, end, open, close, raw }: Block,
  owner: Directive,
  directives: readonly Directive[],
  delta: number,
): Block {
  return {
    start: start + delta,
    end: end + delta,
    open: open && shifted(open, delta),
    close: close && shifted(close, delta),
    directives,
    owner,
    raw,
  };
}

function shiftedWord({ start, end, value, quote }: Word, delta: number): Word {
  return { start: start + delta, end: end + delta, value, quote };
}

function shifted<T extends Span>(span: T, delta: number): T {
  return { ...span, start: span.start + delta, end: span.end + delta };
}
