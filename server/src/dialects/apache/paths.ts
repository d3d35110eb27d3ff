/** A beginning of the paths that a pattern matches, and what comes behind it: more to read, any text, or nothing. */
interface Way {
  readonly text: string;
  readonly end: 'open' | 'any' | 'other' | 'nothing';
}

/** More ways through a pattern than these are not worth following. */
const MOST = 8;
const MAX_DEPTH = 20;

/**
 * What the paths matched by a pattern start with, as far as it is literal: a text for each way through its groups, cut
 * back to a slash. "/" where the pattern says nothing.
 */
export function literalPrefixes(pattern: string): readonly string[] {
  const source = pattern.replace(/^\(\?[a-z]+\)/, '');
  if (source.startsWith('!')) return ['/'];
  const isAnchored = source.startsWith('^');
  const ways = new PatternWalk(source).alternatives(0);
  const told = isAnchored
    ? ways
    : ways.filter(({ text, end }) => text.startsWith('/') && end !== 'nothing');
  const found = new Set(told.map(prefixOf));
  return found.size > 0 ? [...found] : ['/'];
}

/** Where any text may follow, a slash may too: `^/stigman(.*)$` serves `/stigman/`. */
function prefixOf({ text, end }: Way): string {
  const rooted = text.startsWith('/') ? text : `/${text}`;
  if (end === 'nothing') return rooted;
  if (end === 'other') return rooted.slice(0, rooted.lastIndexOf('/') + 1);
  return rooted.endsWith('/') ? rooted : `${rooted}/`;
}

const EMPTY: Way = { text: '', end: 'open' };
const OTHER: Way = { text: '', end: 'other' };
const GROUP_HEAD = /\((?:\?(?:<[\w]+>|P<\w+>|'\w+'|[a-z]*:))?/y;
const ASSERTION = /\(\?(?:<?[=!]|[a-z]+\))/y;
const QUANTIFIER = /(?:([?*+])|\{(\d*)(?:(,)(\d*))?\})[?+]?/y;

/** Follows a pattern from its head for as long as it is literal. */
class PatternWalk {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** The ways through branches up to a closing parenthesis or the end. */
  alternatives(depth: number): readonly Way[] {
    const found = [...this.#sequence(depth)];
    while (this.#source[this.#at] === '|') {
      this.#at++;
      found.push(...this.#sequence(depth));
    }
    return found;
  }

  #sequence(depth: number): readonly Way[] {
    let ways: readonly Way[] = [EMPTY];
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source[this.#at] ?? '')) {
      const options = this.#repeated(this.#piece(depth));
      const longer = ways.flatMap((way) => (way.end === 'open' ? followed(way, options) : [way]));
      ways = longer.length > MOST ? ways.map(({ text }) => ({ text, end: 'other' })) : longer;
    }
    return ways;
  }

  #piece(depth: number): readonly Way[] {
    const char = this.#source[this.#at] ?? '';
    if (char === '(') return this.#group(depth);
    if (char === '[') return this.#set();
    this.#at++;
    if (char === '\\') return escaped(this.#source[this.#at++] ?? '');
    if (char === '^') return [EMPTY];
    if (char === '$') return [{ text: '', end: 'nothing' }];
    return [char === '.' ? { text: '', end: 'any' } : { text: char, end: 'open' }];
  }

  #group(depth: number): readonly Way[] {
    const isAssertion = this.#take(ASSERTION) !== undefined;
    if (isAssertion && this.#source[this.#at - 1] === ')') return [EMPTY];
    if (!isAssertion && !this.#take(GROUP_HEAD)) this.#at++;
    const inner = depth < MAX_DEPTH ? this.alternatives(depth + 1) : [OTHER];
    if (this.#source[this.#at] === ')') this.#at++;
    return isAssertion ? [EMPTY] : inner;
  }

  /** A set of characters: literal where it holds but one. */
  #set(): readonly Way[] {
    const written = this.#take(/\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]?/y)?.[0] ?? '';
    const only = /^\[\\?([^\\^])\]$/.exec(written)?.[1];
    return [only === undefined ? OTHER : { text: only, end: 'open' }];
  }

  #repeated(once: readonly Way[]): readonly Way[] {
    const match = this.#take(QUANTIFIER);
    if (!match) return once;
    const [, sign, least = '', comma, most] = match;
    const isOptional = sign ? sign !== '+' : !(Number(least) > 0);
    const isMany = sign ? sign !== '?' : Number(least) > 1 || (comma !== undefined && most !== '1');
    const isAny = once.every(({ end }) => end === 'any' || end === 'other');
    const several = once.map((way) =>
      isMany && way.end === 'open' && way.text !== '/' ? { ...way, end: 'other' as const } : way,
    );
    return isOptional && !isAny ? [EMPTY, ...several] : several;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source) ?? undefined;
    if (match) this.#at = pattern.lastIndex;
    return match;
  }
}

function followed({ text }: Way, options: readonly Way[]): readonly Way[] {
  return options.map((option) => ({ text: text + option.text, end: option.end }));
}

function escaped(char: string): readonly Way[] {
  if (/[bBAG]/.test(char)) return [EMPTY];
  return [/\w/.test(char) ? OTHER : { text: char, end: 'open' }];
}
