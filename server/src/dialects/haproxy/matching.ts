import { compilePattern } from '../../text/pattern.ts';

/** How a text is compared with a pattern (7.1.3 and 7.1.4 of the manual). */
export type Method = 'str' | 'beg' | 'end' | 'sub' | 'dir' | 'dom' | 'reg';

/** True where the text matches; undefined where that cannot be told. */
export function matchText(
  text: string,
  pattern: string,
  method: Method,
  ignoreCase: boolean,
): boolean | undefined {
  if (method === 'reg') {
    const compiled = compilePattern(pattern, ignoreCase);
    return compiled && compiled.exec(text) !== undefined;
  }
  const subject = ignoreCase ? text.toLowerCase() : text;
  const wanted = ignoreCase ? pattern.toLowerCase() : pattern;
  switch (method) {
    case 'str':
      return subject === wanted;
    case 'beg':
      return subject.startsWith(wanted);
    case 'end':
      return subject.endsWith(wanted);
    case 'sub':
      return subject.includes(wanted);
    case 'dir':
      return hasWord(subject, wanted, '/');
    case 'dom':
      return hasWord(subject, wanted, '/?.:');
  }
}

/** True where the pattern stands in the text between delimiters; its own at either end do not count. */
function hasWord(text: string, pattern: string, delimiters: string): boolean {
  let start = 0;
  let end = pattern.length;
  while (start < end && delimiters.includes(pattern[start] as string)) start++;
  while (end > start && delimiters.includes(pattern[end - 1] as string)) end--;
  const word = pattern.slice(start, end);
  if (word === '') return false;
  const bounds = (at: number) =>
    at < 0 || at >= text.length || delimiters.includes(text[at] as string);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (bounds(at - 1) && bounds(at + word.length)) return true;
  }
  return false;
}

/** Operators for integers. */
export const operators: ReadonlySet<string> = new Set(['eq', 'ge', 'gt', 'le', 'lt']);

/** Compares a number with any of the patterns, which may be ranges; undefined for one that is not a number. */
export function matchNumber(
  value: number,
  patterns: readonly string[],
  operator: string,
): boolean | undefined {
  let sure: boolean | undefined = false;
  for (const pattern of patterns) {
    const matches = compare(value, pattern, operator);
    if (matches) return true;
    if (matches === undefined) sure = undefined;
  }
  return sure;
}

function compare(value: number, pattern: string, operator: string): boolean | undefined {
  const [, low, colon, high] = /^(-?\d*)(?:(:)(\d*))?$/.exec(pattern) ?? [];
  if (low === undefined || (low === '' && colon === undefined)) return undefined;
  const bound = Number(low);
  switch (operator) {
    case 'ge':
      return value >= bound;
    case 'gt':
      return value > bound;
    case 'le':
      return value <= bound;
    case 'lt':
      return value < bound;
    default:
      if (colon === undefined) return value === bound;
      return (low === '' || value >= bound) && (high === '' || value <= Number(high));
  }
}

/** True where an IPv4 address lies in a network; undefined for what is neither an address nor a network. */
export function matchAddress(address: string, network: string): boolean | undefined {
  if (network.includes(':')) return false;
  const [base = '', bits = '32'] = network.split('/');
  const mask = /^\d+$/.test(bits) ? 2 ** 32 - 2 ** (32 - Number(bits)) : addressOf(bits);
  const [value, wanted] = [addressOf(address), addressOf(base)];
  if (value === undefined || wanted === undefined || mask === undefined) return undefined;
  return (value & mask) === (wanted & mask);
}

/** An address of four parts as a number. */
function addressOf(text: string): number | undefined {
  const parts = text.split('.').map(Number);
  if (!/^\d+(\.\d+){3}$/.test(text) || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
