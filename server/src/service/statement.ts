/** The words of a statement up to a cursor. */
export interface Statement {
  /** The complete words before the one at the cursor, without their quotes. */
  readonly words: readonly string[];
  /** What is typed of the word at the cursor, after an opening quote. */
  readonly last: string;
  /** True where that quote is open. */
  readonly quoted: boolean;
}

/**
 * Cuts a text into words, from behind the last character of `breaks` that ends a statement; with such characters a `#`
 * begins a comment up to the line's end. Undefined right behind a closing quote, where no word can be typed.
 */
export function statementBefore(text: string, breaks: string): Statement | undefined {
  return new Scanner(text, breaks).run();
}

/** `${name}`, or as much of it as is typed. */
const BRACED = /\$\{[^}\s]*\}?/y;

class Scanner {
  readonly #text: string;
  readonly #breaks: string;
  #words: string[] = [];
  #word: string | undefined;
  #quote = '';
  #closed = false;

  constructor(text: string, breaks: string) {
    this.#text = text;
    this.#breaks = breaks;
  }

  run(): Statement | undefined {
    for (let at = 0; at < this.#text.length; ) at = this.#step(at);
    if (this.#closed) return undefined;
    return { words: this.#words, last: this.#word ?? '', quoted: this.#quote !== '' };
  }

  /** Takes what stands at an offset, and answers where the next begins. */
  #step(at: number): number {
    const char = this.#text[at] as string;
    if (char === '\\') return this.#escape(at);
    if (this.#quote !== '') return this.#withinQuote(char, at);
    BRACED.lastIndex = at;
    const braced = BRACED.exec(this.#text)?.[0];
    if (braced !== undefined) return this.#take(braced, at);
    if (/\s/.test(char)) return this.#finish(at + 1);
    if (this.#breaks.includes(char)) return this.#begin(at + 1);
    if (char === '#' && this.#breaks !== '' && this.#word === undefined) return this.#lineEnd(at);
    if (this.#word !== undefined || !/["']/.test(char)) return this.#take(char, at);
    this.#quote = char;
    this.#word = '';
    return at + 1;
  }

  #take(piece: string, at: number): number {
    this.#word = (this.#word ?? '') + piece;
    this.#closed = false;
    return at + piece.length;
  }

  /** A backslash takes what follows it into the word; at the end of a line it only parts two words. */
  #escape(at: number): number {
    const joined = /^\\\r?\n/.exec(this.#text.slice(at, at + 3))?.[0];
    return joined === undefined
      ? this.#take(this.#text.slice(at, at + 2), at)
      : this.#finish(at + joined.length);
  }

  #withinQuote(char: string, at: number): number {
    if (char !== this.#quote) return this.#take(char, at);
    this.#quote = '';
    this.#closed = true;
    return at + 1;
  }

  #finish(next: number): number {
    if (this.#word !== undefined) this.#words.push(this.#word);
    this.#word = undefined;
    this.#closed = false;
    return next;
  }

  #begin(next: number): number {
    this.#finish(next);
    this.#words = [];
    return next;
  }

  #lineEnd(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end < 0 ? this.#text.length : end;
  }
}
