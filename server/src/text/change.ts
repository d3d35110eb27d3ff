/** The one stretch in which two texts differ, in UTF-16 offsets: it begins at `start` in both. */
export interface Change {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** The shortest stretch that has to be replaced in one text to get the other; empty where they are equal. */
export function changeBetween(before: string, after: string): Change {
  const start = sameAtStart(before, after);
  const same = sameAtEnd(before, after, start);
  return { start, oldEnd: before.length - same, newEnd: after.length - same };
}

/** Texts are compared by stretches of this many characters first, which is far quicker than one by one. */
const STRETCH = 4096;

function sameAtStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at + STRETCH <= most && a.slice(at, at + STRETCH) === b.slice(at, at + STRETCH)) {
    at += STRETCH;
  }
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

/** How many characters both texts end with, none of them before `start`. */
function sameAtEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  const stretch = (text: string, same: number) =>
    text.slice(text.length - same - STRETCH, text.length - same);
  let same = 0;
  while (same + STRETCH <= most && stretch(a, same) === stretch(b, same)) same += STRETCH;
  while (same < most && a.charCodeAt(a.length - 1 - same) === b.charCodeAt(b.length - 1 - same)) {
    same++;
  }
  return same;
}
