import * as l10n from '@vscode/l10n';

/** What is wrong with an expression, as a main clause. */
export type Problem = string;

/** Text between quotes, a variable, a pattern's place and the rest of what httpd's scanner knows (measured on 2.4.71). */
const TOKEN =
  /\s*(?:(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?\d+|\$\d)|(?<sign>&&|\|\||=~|!~|==|!=|<=|>=|[!(){},.=<>])|(?<option>-?[A-Za-z_]\w*))/y;
const PATTERN = /\s*(?:\/(?:[^/\\]|\\.)*\/|m([^\w\s\\])(?:(?!\1)[^\\]|\\.)*\1)[ism]*/y;
const COMPARING = /^(?:==?|!=|<=?|>=?|-?(?:eq|ne|lt|le|gt|ge)|-\w{2,})$/;
const MOST_NESTED = 50;

/** The first fault in the grammar of an `<If>`; undefined where there is none, or where later versions may read it. */
export function grammarProblem(source: string): Problem | undefined {
  try {
    new Reader(source).whole();
  } catch (error) {
    if (error instanceof Mistake) return error.problem;
    throw error;
  }
  return undefined;
}

class Mistake extends Error {
  readonly problem: Problem | undefined;

  constructor(problem: Problem | undefined) {
    super(problem);
    this.problem = problem;
  }
}

interface Token {
  readonly kind: 'text' | 'sign' | 'word' | 'end';
  readonly written: string;
}

/** Reads an expression by httpd's grammar; throws at the first fault. */
class Reader {
  readonly #source: string;
  #at = 0;
  #token: Token = { kind: 'end', written: '' };
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
    this.#next();
  }

  whole(): void {
    this.#either();
    if (this.#token.kind !== 'end') this.#fail();
  }

  #either(): void {
    this.#both();
    while (this.#take('||') || this.#take('or')) this.#both();
  }

  #both(): void {
    this.#term();
    while (this.#take('&&') || this.#take('and')) this.#term();
  }

  #term(): void {
    this.#enter();
    if (this.#take('!') || this.#take('not')) this.#term();
    else if (this.#take('(')) {
      this.#either();
      this.#expect(')');
    } else if (!this.#take('true') && !this.#take('false')) {
      if (/^-[A-Za-z]$/.test(this.#token.written)) {
        this.#next();
        this.#value();
      } else this.#comparison();
    }
    this.#depth--;
  }

  #comparison(): void {
    this.#value();
    const { written } = this.#token;
    if (written === '=~' || written === '!~') this.#pattern();
    else if (this.#take('in') || this.#take('-in')) this.#list();
    else if (COMPARING.test(written)) {
      this.#next();
      this.#value();
    } else this.#fail(l10n.t('The expression compares a value with nothing'));
  }

  #pattern(): void {
    PATTERN.lastIndex = this.#at;
    if (!PATTERN.test(this.#source))
      throw new Mistake(
        l10n.t('The expression has no pattern such as /x/ or m#x# behind =~ or !~'),
      );
    this.#at = PATTERN.lastIndex;
    this.#next();
  }

  #list(): void {
    if (!this.#take('{')) {
      this.#value();
      return;
    }
    do this.#value();
    while (this.#take(','));
    this.#expect('}');
  }

  #value(): void {
    do this.#part();
    while (this.#take('.'));
  }

  #part(): void {
    const { kind, written } = this.#token;
    if (kind !== 'text' && kind !== 'word') this.#fail();
    this.#next();
    if (kind === 'text') {
      if (/%\{(?!\w+[:}])/.test(written))
        throw new Mistake(l10n.t('The expression has {0} without the name of a variable', '%{'));
      return;
    }
    if (!this.#take('('))
      throw new Mistake(
        /^(?:s|sub|join|split)$/.test(written)
          ? undefined
          : l10n.t`The expression has ${written} without quotes`,
      );
    this.#enter();
    this.#value();
    if (this.#token.written === ',') throw new Mistake(undefined);
    this.#expect(')');
    this.#depth--;
  }

  /** One level deeper; nothing is told of what nests too deep. */
  #enter(): void {
    if (++this.#depth > MOST_NESTED) throw new Mistake(undefined);
  }

  #take(written: string): boolean {
    if (this.#token.kind === 'text' || this.#token.written !== written) return false;
    this.#next();
    return true;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) this.#fail(l10n.t`The expression has no "${sign}" where one is needed`);
  }

  #fail(otherwise?: Problem): never {
    const { kind, written } = this.#token;
    if (kind === 'end') throw new Mistake(otherwise ?? l10n.t('The expression ends too early'));
    throw new Mistake(l10n.t`The expression has ${written} where it cannot stand`);
  }

  #next(): void {
    TOKEN.lastIndex = this.#at;
    const found = TOKEN.exec(this.#source);
    const { text, sign, option } = found?.groups ?? {};
    if (text ?? sign ?? option) {
      this.#at = TOKEN.lastIndex;
      const kind = text ? 'text' : sign ? 'sign' : 'word';
      this.#token = { kind, written: (text ?? sign ?? option) as string };
    } else this.#variable();
  }

  /** `%{NAME}` or `%{function:argument}`, in which others may stand. */
  #variable(): void {
    const start = this.#at + (/^\s*/.exec(this.#source.slice(this.#at))?.[0].length ?? 0);
    const rest = this.#source.slice(start);
    if (rest === '') {
      this.#token = { kind: 'end', written: '' };
      return;
    }
    const end = endOfVariable(rest);
    if (end === undefined) {
      const open = /^%\{|^["']/.test(rest);
      throw new Mistake(
        open
          ? l10n.t`The expression does not close what ${rest.slice(0, 12)} opens`
          : l10n.t`The expression has ${rest.charAt(0)} where it cannot stand`,
      );
    }
    this.#token = { kind: 'text', written: rest.slice(0, end) };
    this.#at = start + end;
  }
}

function endOfVariable(text: string): number | undefined {
  if (!text.startsWith('%{')) return undefined;
  let depth = 0;
  for (const { 0: mark, index } of text.matchAll(/%\{|\}/g)) {
    depth += mark === '}' ? -1 : 1;
    if (depth === 0) return index + 1;
  }
  return undefined;
}
