/** More beginnings than these are not worth following. */
const MOST_HEADS = 8;
/** A character, or a group of plain alternatives, with what says how often it comes. */
const PIECE = /^(?:([\w/~%-])|\\([./-])|\((?:\?:)?([\w/~%|-]*)\))([?*+{]?)/;

/** The literal texts at the head of a regular expression on a path: one for each way through its alternatives. */
export function prefixesOfRegex(regex: string): readonly string[] {
  return alternatives(regex).flatMap(headsOf).slice(0, MOST_HEADS);
}

/** Cut at each `|` outside groups. */
function alternatives(regex: string): readonly string[] {
  const found = [''];
  let depth = 0;
  for (const char of regex) {
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (char === '|' && depth === 0) found.push('');
    else found.push(`${found.pop()}${char}`);
  }
  return found;
}

function headsOf(regex: string): readonly string[] {
  let heads: readonly string[] = [''];
  let rest = regex.replace(/^\^/, '');
  if (!PIECE.test(rest)) rest = rest.replace(/^\([^()]*\)\?/, '');
  for (let piece = PIECE.exec(rest); piece; piece = PIECE.exec(rest)) {
    const [whole, plain, escaped, group, often] = piece;
    if (often === '*' || often === '{') break;
    const choices = [
      ...(group ?? plain ?? escaped ?? '').split('|'),
      ...(often === '?' ? [''] : []),
    ];
    const longer = heads.flatMap((head) => choices.map((choice) => head + choice));
    if (longer.length > MOST_HEADS) break;
    heads = longer;
    rest = rest.slice(whole.length);
    if (often === '+') break;
  }
  return [...new Set(heads)];
}
