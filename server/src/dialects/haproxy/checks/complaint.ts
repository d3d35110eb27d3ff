import type { Word } from '../../../syntax/tree.ts';
import type { Statement } from './fault.ts';

/** A word that HAProxy refuses, and what the message says of it. */
export interface Complaint extends Pick<Statement, 'message' | 'severity'> {
  readonly word: Word;
  readonly code?: string;
}

/** `problem`: what follows the word in the message. */
export function complaint(word: Word, problem: string): Complaint {
  return {
    word,
    message: `${word.value || 'The empty word'} ${problem}; HAProxy refuses the file.`,
  };
}

/** A word that HAProxy does not take there. */
export function wrong(word: Word, advice: string): Complaint {
  return complaint(word, `is not what HAProxy takes here. Write ${advice}`);
}

/** A word without the one that HAProxy takes behind it. */
export function incomplete(word: Word): Complaint {
  return complaint(word, 'needs a word behind it');
}

/** A word that has to be one of some; an absent one is not told here. */
export function oneOf(
  word: Word | undefined,
  legal: RegExp,
  advice: string,
): Complaint | undefined {
  return word && !legal.test(word.value) ? wrong(word, advice) : undefined;
}

/** A word behind the last that a line takes. */
export function surplus(word: Word | undefined): Complaint | undefined {
  if (!word) return undefined;
  return {
    ...complaint(
      word,
      'is one word too many. Take it out, or put quotes around what belongs together',
    ),
    code: 'argument-count',
  };
}
