import { changeBetween } from '../text/change.ts';
import type { Span } from '../text/place.ts';
import type { Block, Directive, Parse, SyntaxTree, Word } from './tree.ts';

/**
 * A line as its language cuts it, wherever it stands: all offsets count from its start. Where a later version of a text
 * has the same line, the same object stands for it, so that what follows from the words alone can be kept by it.
 */
export interface Wording {
  /** Up to the start of the next line. */
  readonly length: number;
  readonly words: readonly Word[];
  /** What its directive spans, without what stands below it. */
  readonly span: Span;
}

/** All lines of a text. */
export interface Lines<W extends Wording> {
  readonly text: string;
  readonly wordings: readonly W[];
}

/**
 * Cuts a text into lines. `read` cuts the one that starts at an offset, and may look at nothing before it and at one
 * character behind it. Then lines that end before a change are what they were, and so is all from the first line on
 * that starts behind the change where a line of the earlier text did: of an `earlier` text those are used again.
 */
function linesOf<W extends Wording>(
  text: string,
  read: (text: string, start: number) => W,
  earlier: Lines<W> = { text: '', wordings: [] },
): Lines<W> {
  const { start, oldEnd, newEnd } = changeBetween(earlier.text, text);
  const old = earlier.wordings;
  const delta = newEnd - oldEnd;
  let at = 0;
  let next = 0;
  while (next < old.length && at + lengthOf(old[next]) < start) at += lengthOf(old[next++]);
  const wordings = old.slice(0, next);
  for (let oldAt = at; at < text.length; at += lengthOf(wordings.at(-1))) {
    while (next < old.length && (oldAt < oldEnd || oldAt + delta < at)) {
      oldAt += lengthOf(old[next++]);
    }
    if (oldAt >= oldEnd && oldAt + delta === at) break;
    wordings.push(read(text, at));
  }
  return { text, wordings: at < text.length ? wordings.concat(old.slice(next)) : wordings };
}

/** A parser of a language of lines; `tree` makes the tree of them. Lines outlive edits, see `linesOf`. */
export function lineParser<W extends Wording>(
  read: (text: string, start: number) => W,
  tree: (lines: Lines<W>) => SyntaxTree,
): Parse {
  const behind = new WeakMap<SyntaxTree, Lines<W>>();
  return (text, previous) => {
    const lines = linesOf(text, read, previous && behind.get(previous));
    const made = tree(lines);
    behind.set(made, lines);
    return made;
  };
}

function lengthOf(wording: Wording | undefined): number {
  return wording?.length ?? 0;
}

/** A directive that one line writes; its words are given their places when they are asked for. */
export class LineDirective<W extends Wording> implements Directive {
  readonly wording: W;
  block: Block | undefined = undefined;
  /** Where its line starts. */
  readonly #at: number;
  #name: Word | undefined;
  #args: readonly Word[] | undefined;

  constructor(wording: W, at: number) {
    this.wording = wording;
    this.#at = at;
  }

  get start(): number {
    return this.#at + this.wording.span.start;
  }

  get end(): number {
    return this.block?.end ?? this.#at + this.wording.span.end;
  }

  get name(): Word {
    this.#name ??= moved(this.wording.words[0] as Word, this.#at);
    return this.#name;
  }

  get args(): readonly Word[] {
    this.#args ??= this.wording.words.slice(1).map((word) => moved(word, this.#at));
    return this.#args;
  }
}

/** What is so many UTF-16 units further on. */
export function moved<T extends { readonly start: number; readonly end: number }>(
  span: T,
  by: number,
): T {
  return { ...span, start: span.start + by, end: span.end + by };
}
