/** A stretch of one text, in UTF-16 offsets; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch of a named file. */
export interface Place extends Span {
  readonly uri: string;
}

/** Replaces `start`..`end` of the file by `newText`. */
export interface TextEdit extends Place {
  readonly newText: string;
}

/** A place with a sentence that tells why it matters. */
export interface RelatedPlace extends Place {
  readonly message: string;
}

/** The place of a span in a file. */
export function placeOf(uri: string, span: Span): Place {
  return { uri, start: span.start, end: span.end };
}

/** True where both name the same stretch of the same file. */
export function samePlace(a: Place, b: Place): boolean {
  return a.uri === b.uri && a.start === b.start && a.end === b.end;
}
