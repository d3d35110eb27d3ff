/** A look-ahead at a fixed place behind the start of the text, taken out of its pattern. */
export interface Lookahead {
  /** Matches where the text goes on as the look-ahead says. */
  readonly pattern: string;
  readonly negative: boolean;
}

export interface WithoutLookaheads {
  readonly pattern: string;
  readonly lookaheads: readonly Lookahead[];
}

/** One character of a pattern without a quantifier, or the opening or end of a group. */
const STEP =
  /\)|\((?:\?:|\?P?<[A-Za-z_]\w*>)?(?!\?)|\[\^?\]?(?:\\.|[^\]\\])*\]|\\[^\dbBAzZGQEpPkgxo]|[^\\()[\]{}*+?|^$]/y;
const QUANTIFIER = /[*+?{]/;

/**
 * Takes apart a PCRE pattern whose look-aheads stand at a fixed distance from its `^`, as in `^/(?!api/)(.*)$`: the
 * whole matches where the rest matches and each look-ahead holds. Undefined where it has another shape, or captures
 * within a look-ahead.
 */
export function withoutLookaheads(source: string): WithoutLookaheads | undefined {
  const head = /^(?:\(\?i\))?\^/.exec(source)?.[0];
  if (head === undefined) return undefined;
  const lookaheads: Lookahead[] = [];
  let found = { kept: head, opened: 0, end: head.length };
  let { kept, opened, end: at } = found;
  let before = head;
  for (;;) {
    const ahead = lookaheadAt(source, at);
    if (ahead) {
      lookaheads.push({ pattern: `${before}(?:${ahead.text})`, negative: ahead.negative });
      at = ahead.end;
      found = { kept, opened, end: at };
      continue;
    }
    STEP.lastIndex = at;
    const step = STEP.exec(source)?.[0];
    if (step === undefined || QUANTIFIER.test(source[at + step.length] ?? '')) break;
    if (step === ')' && opened === 0) break;
    if (step.startsWith('(')) opened++;
    else if (step === ')') opened--;
    else before += step;
    kept += step;
    at += step.length;
  }
  const rest = source.slice(found.end);
  if (lookaheads.some(({ pattern }) => CAPTURE.test(pattern)) || /\(\?[=!]/.test(rest))
    return undefined;
  if (lookaheads.length === 0 || !isOneWay(rest, found.opened)) return undefined;
  return { pattern: found.kept + rest, lookaheads };
}

const CAPTURE = /(?<!\\)\((?!\?(?:i\)|:))/;

function lookaheadAt(
  source: string,
  at: number,
): { readonly text: string; readonly negative: boolean; readonly end: number } | undefined {
  const sign = /^\(\?([=!])/.exec(source.slice(at, at + 3))?.[1];
  const close = sign && groupEnd(source, at);
  if (!close) return undefined;
  return { text: source.slice(at + 3, close), negative: sign === '!', end: close + 1 };
}

const ASSERTION = /^\(\?<?[=!]/;

/** The pattern without its look-arounds, which matches at least what it does; undefined where one is repeated. */
export function withoutLookarounds(source: string): string | undefined {
  let kept = '';
  let at = 0;
  for (const { index } of marks(source, 0)) {
    if (index < at || !ASSERTION.test(source.slice(index, index + 4))) continue;
    const end = groupEnd(source, index);
    if (end === undefined || QUANTIFIER.test(source[end + 1] ?? '')) return undefined;
    kept += source.slice(at, index);
    at = end + 1;
  }
  return kept + source.slice(at);
}

/** The offset of the parenthesis that closes the group which opens at `start`. */
function groupEnd(source: string, start: number): number | undefined {
  let depth = 0;
  for (const { index, text } of marks(source, start)) {
    if (text === '(') depth++;
    if (text === ')' && --depth === 0) return index;
  }
  return undefined;
}

/** False where the groups that are open at its start have alternatives or are repeated. */
function isOneWay(rest: string, opened: number): boolean {
  let depth = opened;
  for (const { index, text } of marks(rest, 0)) {
    if (text === '(') depth++;
    if (text === '|' && depth <= opened) return false;
    if (text !== ')') continue;
    depth--;
    if (depth < opened && QUANTIFIER.test(rest[index + 1] ?? '')) return false;
    if (depth < opened) opened = depth;
  }
  return true;
}

/** Parentheses and bars that are neither escaped nor in a class. */
function* marks(source: string, from: number): Generator<{ index: number; text: string }> {
  const mark = /\\.|\[\^?\]?(?:\\.|[^\]\\])*(?:\]|\\?$)|[()|]/gs;
  mark.lastIndex = from;
  for (let match = mark.exec(source); match; match = mark.exec(source)) {
    if (match[0].length === 1) yield { index: match.index, text: match[0] };
  }
}
