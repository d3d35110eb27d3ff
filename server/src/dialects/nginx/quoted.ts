/** Longest stretch of the file that a message repeats. */
const LONGEST_NAME = 60;

/** A stretch of the file as messages repeat it: in quotes, and no longer than it has to be. */
export function quoted(text: string): string {
  return `"${text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text}"`;
}
