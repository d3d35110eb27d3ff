/** Width of a tab when lines that mix tabs and spaces are compared. */
const TAB_WIDTH = 4;

/** Column of a token that is the first of its line; -1 where something stands before it. */
export function indentationOf(text: string, start: number): number {
  let width = 0;
  let at = start - 1;
  for (; at >= 0; at--) {
    const character = text[at];
    if (character === ' ') width += 1;
    else if (character === '\t') width += TAB_WIDTH;
    else break;
  }
  return at < 0 || text[at] === '\n' ? width : -1;
}
