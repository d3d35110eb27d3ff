/**
 * The same characters in a string of their own. A slice keeps the whole text alive that it is cut from: a tree that is
 * mended part by part would keep the text of each edit.
 */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
