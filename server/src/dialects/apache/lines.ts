import { detached } from '../../text/detached.ts';

/** One line as httpd reads it: continued lines joined, white space at both ends gone. */
export interface LogicalLine {
  readonly text: string;
  /** Offset of a position in `text`, from where the line starts; of its end, the end of the last character. */
  readonly offset: (index: number) => number;
}

const CR = 13;
const BACKSLASH = 92;

/** What httpd takes for white space; a byte order mark and a no-break space are none. */
export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= CR);
}

/**
 * The line that starts at an offset: how far it is to the next, and what it holds unless it is blank; offsets count from
 * its start. A backslash right before LF or CRLF joins the next line to this one, in comments too; before any other
 * character, or at the end of the file, it is a backslash (measured).
 */
export function logicalLineAt(
  text: string,
  start: number,
): { readonly length: number; readonly line: LogicalLine | undefined } {
  const pieces: Piece[] = [];
  let at = start;
  let more = true;
  while (more && at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = lineEnd(text, at, newline);
    more = newline >= 0 && end > at && text.charCodeAt(end - 1) === BACKSLASH;
    pieces.push({ start: at - start, end: (more ? end - 1 : end) - start });
    at = newline < 0 ? text.length : newline + 1;
  }
  return { length: at - start, line: trimmed(detached(text.slice(start, at)), pieces) };
}

interface Piece {
  readonly start: number;
  readonly end: number;
}

function lineEnd(text: string, start: number, newline: number): number {
  if (newline < 0) return text.length;
  return newline > start && text.charCodeAt(newline - 1) === CR ? newline - 1 : newline;
}

function trimmed(text: string, pieces: readonly Piece[]): LogicalLine | undefined {
  const first = pieces[0];
  if (pieces.length === 1 && first) return whole(text, first);
  const joined = pieces.map((piece) => text.slice(piece.start, piece.end)).join('');
  const span = withoutSpace(joined, 0, joined.length);
  if (span.start === span.end) return undefined;
  const starts: number[] = [];
  let length = 0;
  for (const piece of pieces) {
    starts.push(length);
    length += piece.end - piece.start;
  }
  const offsetOf = (index: number): number => {
    const piece = lastAtOrBefore(starts, index);
    return (pieces[piece]?.start ?? 0) + index - (starts[piece] ?? 0);
  };
  return {
    text: joined.slice(span.start, span.end),
    offset: (index) => {
      const inner = index + span.start;
      return inner < span.end ? offsetOf(inner) : offsetOf(span.end - 1) + 1;
    },
  };
}

function whole(text: string, piece: Piece): LogicalLine | undefined {
  const { start, end } = withoutSpace(text, piece.start, piece.end);
  if (start === end) return undefined;
  return { text: text.slice(start, end), offset: (index) => start + Math.min(index, end - start) };
}

function withoutSpace(text: string, from: number, to: number): Piece {
  let start = from;
  let end = to;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

function lastAtOrBefore(starts: readonly number[], index: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}
