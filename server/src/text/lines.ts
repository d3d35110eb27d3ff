import type { Span } from './place.ts';

/** Start offset of each line, for turning UTF-16 offsets into lines and columns that count from 0. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.#starts.push(at + 1);
    }
  }

  /** Line and column, both from 0; an offset beyond the text counts as its end. */
  position(offset: number): { readonly line: number; readonly character: number } {
    const at = Math.max(0, Math.min(offset, this.#text.length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: at - (this.#starts[low] as number) };
  }

  /** Offset of a line and column from 0; beyond the end of a line or of the text, that end. */
  offset(line: number, character: number): number {
    const start = this.#starts[line];
    if (start === undefined) return this.#text.length;
    return Math.min(start + character, lineAt(this.#text, start).end);
  }
}

/** The line end that the text uses: that of its first line, LF where it has none. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** The line around an offset, without its line end. */
export function lineAt(text: string, offset: number): Span {
  const start = offset > 0 ? text.lastIndexOf('\n', offset - 1) + 1 : 0;
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  return { start, end: end > start && text[end - 1] === '\r' ? end - 1 : end };
}

/** White space at the head of the line around an offset. */
export function indentAt(text: string, offset: number): string {
  const line = lineAt(text, offset);
  return /^[ \t]*/.exec(text.slice(line.start, line.end))?.[0] ?? '';
}
