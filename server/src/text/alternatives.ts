/** More ways through a pattern than these are not worth following. */
const MOST = 8;
/** A group of plain alternatives that comes once, or with `?` at most once, behind a literal head. */
const GROUP =
  /^(\^?(?:[\w/~%@:-]|\\[./-])*)\((?:\?:|\?P?<\w+>)?([\w/~%-]+(?:\|[\w/~%-]+)*)\)(?![*+{]|\?[?+])(\??)/;

/** A plain group within a branch of another group: `(/c)?` in `^/(a|b(/c)?)/`. */
const INNER =
  /(?<=\(|\||\(\?:)([\w/~%-]*)\((?:\?:)?([\w/~%-]+(?:\|[\w/~%-]+)*)\)(?![*+{]|\?[?+])(\??)([\w/~%-]*)(?=[|)])/;

/** The pattern with one group within a group made branches of the outer one. */
function flattened(pattern: string): string {
  return pattern.replace(
    INNER,
    (_, before: string, choices: string, optional: string, after: string) =>
      [...choices.split('|'), ...(optional ? [''] : [])]
        .map((choice) => before + choice + after)
        .join('|'),
  );
}

/**
 * A pattern with the groups of its head spelled out, one pattern for each way through them, at most eight:
 * `^/(a|b)/(.*)` as `^/a/(.*)` and `^/b/(.*)`. What such a pattern begins with can be read off as literal text.
 */
export function spelledOut(pattern: string): readonly string[] {
  let ways: readonly string[] = [plain(pattern)];
  for (;;) {
    const longer = ways.flatMap(withoutGroup);
    const settled = longer.every((way, i) => way === ways[i]);
    if (settled || longer.length > MOST) return ways;
    ways = longer;
  }
}

function plain(pattern: string): string {
  let flat = pattern;
  for (let i = 0; i < MOST; i++) flat = flattened(flat);
  return flat;
}

function withoutGroup(pattern: string): readonly string[] {
  const match = GROUP.exec(pattern);
  if (!match) return [pattern];
  const [whole, head = '', choices = '', optional] = match;
  const tail = pattern.slice(whole.length);
  return [...choices.split('|'), ...(optional ? [''] : [])].map((choice) => head + choice + tail);
}
