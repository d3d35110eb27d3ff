import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import type { Statement } from './fault.ts';

/** A word that HAProxy refuses, and what the message says of it. */
export interface Complaint extends Pick<Statement, 'message' | 'severity'> {
  readonly word: Word;
  readonly code?: string;
}

/** What is told of a word, by the word as the message names it. */
export type Sentence = (named: string) => string;

export function complaint(word: Word, sentence: Sentence): Complaint {
  return { word, message: sentence(word.value || l10n.t('The empty word')) };
}

/** A word that HAProxy does not take there; `advice` names what it takes. */
export function wrong(word: Word, advice: string): Complaint {
  return complaint(
    word,
    (named) =>
      l10n.t`${named} is not what HAProxy takes here. Write ${advice}; HAProxy refuses the file.`,
  );
}

/** A word without the one that HAProxy takes behind it. */
export function incomplete(word: Word): Complaint {
  return complaint(
    word,
    (named) => l10n.t`${named} needs a word behind it; HAProxy refuses the file.`,
  );
}

/** A word that has to be one of some; an absent one is not told here. */
export function oneOf(
  word: Word | undefined,
  legal: RegExp,
  advice: () => string,
): Complaint | undefined {
  return word && !legal.test(word.value) ? wrong(word, advice()) : undefined;
}

/** A word behind the last that a line takes. */
export function surplus(word: Word | undefined): Complaint | undefined {
  if (!word) return undefined;
  return {
    ...complaint(
      word,
      (named) =>
        l10n.t`${named} is one word too many. Take it out, or put quotes around what belongs together; HAProxy refuses the file.`,
    ),
    code: 'argument-count',
  };
}
