import type { Span } from '../text/place.ts';
import { moved } from './lines.ts';
import type { Block, Directive, Word } from './tree.ts';

/** Spans that stand so many UTF-16 units further on; the same objects where they stay. */
export function shiftedSpans<T extends Span>(spans: readonly T[], delta: number): readonly T[] {
  return delta === 0 ? spans : spans.map((span) => moved(span, delta));
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
      const head = shiftedHead(directive, delta);
      next.to.push(head);
      if (!block) continue;
      const inner: Directive[] = [];
      head.block = shiftedBlock(block, head, inner, delta);
      if (block.directives.length > 0) rest.push({ from: block.directives, to: inner });
    }
  }
  return found;
}

/** The words of a directive where they were read, with what the proxy sees of its arguments. */
interface Head {
  readonly start: number;
  readonly name: Word;
  readonly args: readonly Word[];
  readonly values: readonly string[];
}

/** A directive that stands elsewhere than it was read; its words are given their places when they are asked for. */
class ShiftedDirective implements Directive {
  readonly head: Head;
  readonly start: number;
  end: number;
  block: Block | undefined = undefined;
  #name: Word | undefined;
  #args: readonly Word[] | undefined;

  constructor(head: Head, start: number, end: number) {
    this.head = head;
    this.start = start;
    this.end = end;
  }

  get name(): Word {
    this.#name ??= shiftedWord(this.head.name, this.start - this.head.start);
    return this.#name;
  }

  get args(): readonly Word[] {
    const delta = this.start - this.head.start;
    this.#args ??= this.head.args.map((word) => shiftedWord(word, delta));
    return this.#args;
  }
}

/** A directive without its block, that many UTF-16 units further on. */
function shiftedHead(directive: Directive, delta: number): ShiftedDirective {
  const head = directive instanceof ShiftedDirective ? directive.head : headOf(directive);
  return new ShiftedDirective(head, directive.start + delta, directive.end + delta);
}

function headOf({ start, name, args }: Directive): Head {
  return { start, name, args, values: args.map((word) => word.value) };
}

/** A directive without its block, in which something is to change. */
export function changedHead(directive: Directive): ShiftedDirective {
  return new ShiftedDirective(headOf(directive), directive.start, directive.end);
}

/** What stands for a directive with all that is in it, and for what it becomes as it moves. */
export function identityOf(directive: Directive): object {
  return directive instanceof ShiftedDirective ? directive.head : directive;
}

/** What the proxy sees of a directive's name, without asking where it stands. */
export function nameIn(directive: Directive): string {
  return (directive instanceof ShiftedDirective ? directive.head : directive).name.value;
}

/** The same of its arguments; one list for a directive and what it becomes as it moves. */
export function valuesIn(directive: Directive): readonly string[] {
  return directive instanceof ShiftedDirective
    ? directive.head.values
    : directive.args.map((word) => word.value);
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
    open: open && moved(open, delta),
    close: close && moved(close, delta),
    directives,
    owner,
    raw,
  };
}

function shiftedWord({ start, end, value, quote }: Word, delta: number): Word {
  return { start: start + delta, end: end + delta, value, quote };
}
