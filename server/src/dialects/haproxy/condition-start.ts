import { wordTable } from '../../text/word-table.ts';

/** How many words follow an action before its condition. */
export const WORDS_OF = wordTable<number>({
  'add-header': 2,
  'set-header': 2,
  'del-header': 1,
  'early-hint': 2,
  'strict-mode': 1,
  'replace-header': 3,
  'replace-value': 3,
  'replace-path': 2,
  'replace-pathq': 2,
  'replace-uri': 2,
  'set-path': 1,
  'set-pathq': 1,
  'set-query': 1,
  'set-uri': 1,
  'set-method': 1,
  'set-log-level': 1,
  'set-nice': 1,
  'set-mark': 1,
  'set-tos': 1,
  'use-service': 1,
  'cache-use': 1,
  'cache-store': 1,
  allow: 0,
  reject: 0,
  'disable-l7-retry': 0,
});

/** Index of the `if` or `unless` that begins the condition of a line, behind the words of its action, which may read the same; -1 where it has none. */
export function conditionStart(values: readonly string[]): number {
  const [keyword = '', action = ''] = values;
  const taken = keyword.startsWith('http-') ? WORDS_OF.get(action) : undefined;
  const least = taken === undefined ? 1 : taken + 2;
  return values.findIndex((word, i) => i >= least && (word === 'if' || word === 'unless'));
}
