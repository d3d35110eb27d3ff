/** `^` and the characters behind it that stand for themselves, an escaped mark of punctuation among them. */
const HEAD = /^\^((?:[^\\^$.|?*+()[\]{}]|\\[^\w\s])*)/;

/**
 * What every text that an anchored pattern matches begins with; empty where that cannot be told at a glance. A look at
 * it spares the engine most texts: of hundreds of rules for other paths nearly all fail there.
 */
export function literalHead(source: string): string {
  const [whole, written] = HEAD.exec(source) ?? [];
  if (!written || whole === undefined || mayBranch(source)) return '';
  const optional = /^[?*{]/.test(source.slice(whole.length));
  const certain = optional ? written.replace(/\\?.$/su, '') : written;
  return certain.replace(/\\(.)/gs, '$1');
}

/** True where alternatives may stand outside of all groups. */
function mayBranch(source: string): boolean {
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (char === '\\') at++;
    else if (char === '[') return source.includes('|');
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '|' && depth === 0) return true;
  }
  return false;
}
