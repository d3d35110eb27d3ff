import { nearest } from '../../../text/spelling.ts';

/** How many different unknown words of one kind are compared with the known ones. */
const MOST_COMPARED = 200;

/** Words of one kind: which are known, and what an unknown one most likely should be. */
export class Spellings {
  readonly #known: ReadonlySet<string>;
  readonly #meant = new Map<string, string | undefined>();

  constructor(known: Iterable<string>) {
    this.#known = new Set(known);
  }

  has(word: string): boolean {
    return this.#known.has(word);
  }

  /** The known word that one is most likely a misspelling of; HAProxy minds the case. */
  meant(word: string): string | undefined {
    if (this.#known.has(word.toLowerCase())) return word.toLowerCase();
    if (!this.#meant.has(word) && this.#meant.size < MOST_COMPARED)
      this.#meant.set(word, nearest(word, this.#known));
    return this.#meant.get(word);
  }
}
