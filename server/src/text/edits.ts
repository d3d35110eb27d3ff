import type { Span } from './place.ts';

/** Replaces `start`..`end` of one text by `newText`. */
export interface Replacement extends Span {
  readonly newText: string;
}

/** True where two replacements cannot both be made: they share a character, or insert at the same offset. */
export function collide(a: Span, b: Span): boolean {
  if (a.start === b.start) return true;
  return a.start < b.end && b.start < a.end;
}

/** The text with all replacements made; they must not collide and may come in any order. */
export function applyEdits(text: string, edits: readonly Replacement[]): string {
  let out = '';
  let at = 0;
  for (const edit of inOrder(edits)) {
    out += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return out + text.slice(at);
}

function inOrder(edits: readonly Replacement[]): readonly Replacement[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** A stretch of the original text, or a text that stands between two of them. */
type Piece = Span | string;

/** A text under repeated change that knows what to replace in the original to get there. */
export class EditedText {
  readonly original: string;
  #pieces: readonly Piece[];
  #text: string;

  constructor(original: string) {
    this.original = original;
    this.#text = original;
    this.#pieces = [{ start: 0, end: original.length }];
  }

  /** The same text with the same changes, to be changed on its own. */
  clone(): EditedText {
    const copy = new EditedText(this.original);
    copy.#pieces = this.#pieces;
    copy.#text = this.#text;
    return copy;
  }

  get text(): string {
    return this.#text;
  }

  /** Makes replacements, given in offsets of the present text; they must not collide. */
  apply(edits: readonly Replacement[]): void {
    const pieces: Piece[] = [];
    let at = 0;
    for (const edit of inOrder(edits)) {
      pieces.push(...this.#cut(at, edit.start), edit.newText);
      at = edit.end;
    }
    pieces.push(...this.#cut(at, this.#text.length));
    this.#text = applyEdits(this.#text, edits);
    this.#pieces = pieces;
  }

  /** Where in the original an offset of the present text stands; undefined within what was added. */
  originOf(offset: number): number | undefined {
    let at = 0;
    for (const piece of this.#pieces) {
      const length = typeof piece === 'string' ? piece.length : piece.end - piece.start;
      if (offset < at + length)
        return typeof piece === 'string' ? undefined : piece.start + offset - at;
      at += length;
    }
    return undefined;
  }

  /** What to replace in the original to get the present text: sorted, apart from each other, none empty. */
  edits(): readonly Replacement[] {
    const edits: Replacement[] = [];
    let at = 0;
    let added = '';
    const flush = (until: number) => {
      if (this.original.slice(at, until) !== added)
        edits.push({ start: at, end: until, newText: added });
      added = '';
    };
    for (const piece of this.#pieces) {
      if (typeof piece === 'string') {
        added += piece;
      } else if (piece.end > piece.start) {
        flush(piece.start);
        at = piece.end;
      }
    }
    flush(this.original.length);
    return edits;
  }

  #cut(start: number, end: number): readonly Piece[] {
    const found: Piece[] = [];
    let at = 0;
    for (const piece of this.#pieces) {
      const length = typeof piece === 'string' ? piece.length : piece.end - piece.start;
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, length);
      if (from < to)
        found.push(typeof piece === 'string' ? piece.slice(from, to) : part(piece, from, to));
      at += length;
    }
    return found;
  }
}

function part(span: Span, from: number, to: number): Span {
  return { start: span.start + from, end: span.start + to };
}
