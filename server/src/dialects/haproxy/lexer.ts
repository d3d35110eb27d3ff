import * as l10n from '@vscode/l10n';
import type { SyntaxFault, Word } from '../../syntax/tree.ts';
import type { Span } from '../../text/place.ts';

/** A word whose value holds an environment variable that the text does not tell. */
export interface VariableWord extends Word {
  readonly variable: true;
}

/** True where the word's value depends on the environment of the process. */
export function isVariable(word: Word): boolean {
  return 'variable' in word;
}

/** One line cut into words as HAProxy cuts it (2.2 of its manual, checked on 2.6.12). */
export interface Line {
  readonly words: readonly Word[];
  readonly comment: Span | undefined;
  readonly faults: readonly SyntaxFault[];
}

const PLAIN = /[^"'\\#$ \t\v\f\r\n]+/y;
const VARIABLE = /\$(?:\{(\.?[A-Za-z_]\w*)(\[\*\])?(?:-([^}\n]*))?\}|(\.?[A-Za-z_]\w*))/y;
const HEX = /[0-9A-Fa-f]{2}/y;
const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  ' ': ' ',
  '\\': '\\',
  '#': '#',
  "'": "'",
  '"': '"',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Values of environment variables that the files themselves set, by name. */
export type Environment = ReadonlyMap<string, string>;

/** Cuts `start`..`end` of the text, which is one line without its line end. */
export function lexLine(
  text: string,
  start: number,
  end: number,
  environment: Environment = new Map(),
): Line {
  return new LineLexer(text, start, end, environment).run();
}

class LineLexer {
  readonly #text: string;
  readonly #end: number;
  #at: number;
  readonly #words: Word[] = [];
  readonly #faults: SyntaxFault[] = [];
  #comment: Span | undefined;
  #wordStart = -1;
  #value = '';
  #quote: '' | '"' | "'" = '';
  #firstQuote: '' | '"' | "'" = '';
  #quoteStart = 0;
  #variable = false;
  readonly #environment: Environment;

  constructor(text: string, start: number, end: number, environment: Environment) {
    this.#environment = environment;
    this.#text = text;
    this.#at = start;
    this.#end = end;
  }

  run(): Line {
    while (this.#at < this.#end && this.#comment === undefined) this.#step();
    if (this.#quote !== '')
      this.#fault('unmatched-quote', l10n.t('This quote is not closed on its line.'));
    this.#finishWord();
    return { words: this.#words, comment: this.#comment, faults: this.#faults };
  }

  #step(): void {
    PLAIN.lastIndex = this.#at;
    const plain = PLAIN.exec(this.#text)?.[0];
    if (plain !== undefined) this.#take(plain, plain.length);
    else this.#special(this.#text[this.#at] as string);
  }

  #special(char: string): void {
    if (char === '\\' && this.#quote !== "'") this.#escape();
    else if (char === '"' || char === "'") this.#quoteMark(char);
    else if (this.#quote === '"' && char === '$') this.#expand();
    else if (this.#quote !== '' || char === '$') this.#take(char, 1);
    else this.#delimiter(char);
  }

  #delimiter(char: string): void {
    this.#finishWord();
    if (char === '#') this.#comment = { start: this.#at, end: this.#end };
    else this.#at++;
  }

  #take(value: string, length: number): void {
    this.#open();
    this.#value += value;
    this.#at += length;
  }

  #open(): void {
    if (this.#wordStart >= 0) return;
    this.#wordStart = this.#at;
    const char = this.#text[this.#at];
    this.#firstQuote = char === '"' || char === "'" ? char : '';
  }

  #escape(): void {
    const next = this.#at + 1 < this.#end ? (this.#text[this.#at + 1] as string) : '';
    const simple = SIMPLE_ESCAPES[next];
    if (simple !== undefined) this.#take(simple, 2);
    else if (next === '$' && this.#quote === '"') this.#take('$', 2);
    else if (next === 'x') this.#hexadecimal();
    else this.#take('\\', 1);
  }

  #hexadecimal(): void {
    HEX.lastIndex = this.#at + 2;
    const hex = HEX.exec(this.#text)?.[0];
    if (hex !== undefined && this.#at + 4 <= this.#end) {
      this.#take(String.fromCharCode(Number.parseInt(hex, 16)), 4);
      return;
    }
    const message = l10n.t('Two hexadecimal digits must follow {0}.', '\\x');
    this.#faults.push({ start: this.#at, end: this.#at + 2, code: 'bad-escape', message });
    this.#take('\\x', 2);
  }

  #quoteMark(char: '"' | "'"): void {
    if (this.#quote !== '' && this.#quote !== char) {
      this.#take(char, 1);
      return;
    }
    this.#open();
    this.#quote = this.#quote === '' ? char : '';
    this.#quoteStart = this.#at;
    this.#at++;
  }

  #expand(): void {
    VARIABLE.lastIndex = this.#at;
    const found = VARIABLE.exec(this.#text);
    if (!found || VARIABLE.lastIndex > this.#end) {
      const message = l10n.t('A variable name must follow $ within double quotes.');
      this.#faults.push({ start: this.#at, end: this.#at + 1, code: 'bad-variable', message });
      this.#take('$', 1);
      return;
    }
    const [whole, braced, list, fallback, bare] = found;
    const value = this.#environment.get(braced ?? bare ?? '') ?? fallback;
    if (value === undefined || list !== undefined) this.#variable = true;
    this.#take(value ?? whole, whole.length);
  }

  #finishWord(): void {
    if (this.#wordStart < 0) return;
    const word = {
      start: this.#wordStart,
      end: this.#at,
      value: this.#value,
      quote: this.#firstQuote,
    };
    this.#words.push(this.#variable ? ({ ...word, variable: true } as VariableWord) : word);
    this.#wordStart = -1;
    this.#value = '';
    this.#firstQuote = '';
    this.#variable = false;
  }

  #fault(code: string, message: string): void {
    this.#faults.push({ start: this.#quoteStart, end: this.#end, code, message });
  }
}
