import { wordTable } from '../../text/word-table.ts';
import { wordsOfActions } from './checks/word-data.ts';

/** How many words follow an action before its condition. */
export const WORDS_OF = wordTable(wordsOfActions);

/** Index of the `if` or `unless` that begins the condition of a line, behind the words of its action, which may read the same; -1 where it has none. */
export function conditionStart(values: readonly string[]): number {
  const [keyword = '', action = ''] = values;
  const taken = keyword.startsWith('http-') ? WORDS_OF.get(action) : undefined;
  const least = taken === undefined ? 1 : taken + 2;
  return values.findIndex((word, i) => i >= least && (word === 'if' || word === 'unless'));
}

/** True for the word between two alternatives of a condition, in whatever case (measured on 2.6.12). */
export function isOr(word: string): boolean {
  return word === '||' || word.toLowerCase() === 'or';
}
