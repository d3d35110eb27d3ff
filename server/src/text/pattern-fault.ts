import * as l10n from '@vscode/l10n';

/** Literal runs, verbs, comments, conditions and free spacing: what follows them is read by other rules. */
const OTHER_RULES = /\\[Qc]|\(\*|\(\?[a-zA-Z^-]*x|\(\?[#(]/;

/**
 * What keeps a pattern from being compiled, as the end of a sentence; undefined where nothing certainly does. Told is
 * only what every engine refuses that nginx, httpd and HAProxy are built with; `perl`: what PCRE refuses, too.
 */
export function patternFault(source: string, perl: boolean): string | undefined {
  return OTHER_RULES.test(source) ? undefined : new Reader(source, perl).fault();
}

class Reader {
  readonly #source: string;
  readonly #perl: boolean;
  #at = 0;
  #depth = 0;

  constructor(source: string, perl: boolean) {
    this.#source = source;
    this.#perl = perl;
  }

  fault(): string | undefined {
    while (this.#at < this.#source.length) {
      const fault = this.#item();
      if (fault !== undefined) return fault;
    }
    return this.#depth > 0 ? l10n.t('a "(" has no ")"') : undefined;
  }

  /** Steps over one item, or tells what is wrong with it. */
  #item(): string | undefined {
    const at = this.#at++;
    switch (this.#source[at]) {
      case '\\':
        this.#at++;
        return at + 1 < this.#source.length ? undefined : l10n.t('it ends with a lone backslash');
      case '[':
        return this.#class();
      case '(':
        return this.#open(at);
      case ')':
        return --this.#depth < 0 ? l10n.t('a ")" has no "("') : undefined;
      case '{':
        return quantifierFault(this.#source.slice(at));
      case '*':
      case '+':
        return this.#repeat(at);
      default:
        return undefined;
    }
  }

  #repeat(at: number): string | undefined {
    const before = this.#source[at - 1];
    const vain = before === undefined || (/[(|]/.test(before) && this.#source[at - 2] !== '\\');
    return vain && this.#perl
      ? l10n.t`nothing stands before "${this.#source[at] ?? ''}" to be repeated`
      : undefined;
  }

  #open(at: number): string | undefined {
    this.#depth++;
    const named = /^\(\?P?<(?![=!])/.test(this.#source.slice(at, at + 5));
    const isWhole = /^\(\?P?<[a-z_]\w*>/i.test(this.#source.slice(at, at + 64));
    return named && !isWhole ? l10n.t('the name of a group has no ">"') : undefined;
  }

  /** The rest of a class, whose bracket has been read. */
  #class(): string | undefined {
    const source = this.#source;
    if (source[this.#at] === '^') this.#at++;
    const first = this.#at;
    while (this.#at < source.length) {
      if (source[this.#at] === ']' && this.#at > first) {
        this.#at++;
        return undefined;
      }
      const named = /^\[:\^?\w+:\]/.exec(source.slice(this.#at, this.#at + 24))?.[0];
      const range = named
        ? undefined
        : /^([ -Z^-~])-([ -Z^-~])/.exec(source.slice(this.#at, this.#at + 3));
      const [whole, from = '', to = ''] = range ?? [];
      if (from > to) return l10n.t`the range "${whole ?? ''}" runs backwards`;
      if (source[this.#at] === '\\') this.#at++;
      this.#at += (named ?? whole)?.length ?? 1;
    }
    return l10n.t('a "[" has no "]"');
  }
}

function quantifierFault(text: string): string | undefined {
  const [whole, least, most] = /^\{(\d+),(\d+)\}/.exec(text) ?? [];
  return Number(least) > Number(most)
    ? l10n.t`the repetition "${whole ?? ''}" runs backwards`
    : undefined;
}
