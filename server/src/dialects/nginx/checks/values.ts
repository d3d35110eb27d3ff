import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import { oncePer } from '../../once.ts';
import type { DirectiveFact } from '../vocabulary.ts';
import { faultAtArgument } from './fault.ts';
import { quoted } from './messages.ts';
import { type DirectiveCheck, hasPlaceholder } from './site.ts';

/** What nginx takes as the one argument of a directive. */
interface Form {
  readonly legal: (value: string) => boolean;
  /** What is wrong with another value, and what to write. */
  readonly advice: string;
  /** Words that the argument may be; empty for measures. */
  readonly words: readonly string[];
}

const TIME: Form = {
  legal: (value) => /^(?:\d+(?:ms|[yMwdhms])? *)+$/.test(value),
  advice: 'is no time. Write a number with ms, s, m, h or d behind it',
  words: [],
};
const SIZE: Form = {
  legal: (value) => /^\d+[kmg]?$/i.test(value),
  advice: 'is no size. Write a number, with k, m or g behind it where it is not in bytes',
  words: [],
};

/**
 * nginx: `"x" directive invalid value`, `invalid value "y"`. Told of directives whose documented forms are a time, a size
 * or a choice of words and nothing else (measured on 1.22 over all of them); `http2_…` ones are ignored since 1.19.7.
 */
export const invalidValue: DirectiveCheck = ({ name, facts }) => {
  const form = name.startsWith('http2_') ? undefined : formOf(facts);
  if (!form) return undefined;
  return (entry): LanguageFault | undefined => {
    const [value, ...others] = entry.args;
    if (value === undefined || others.length > 0 || value.includes('$')) return undefined;
    if (form.legal(value) || hasPlaceholder(entry)) return undefined;
    const meant = nearest(value, form.words);
    const advice = meant === undefined ? form.advice : `is no choice. Write ${meant}`;
    return faultAtArgument(entry, 0, {
      code: 'invalid-value',
      severity: 'error',
      message: `${quoted(value)} ${advice}; nginx refuses the file with this value of ${quoted(name)}.`,
      ...(meant !== undefined && { replacement: meant }),
    });
  };
};

const formOf = oncePer((facts: readonly DirectiveFact[]): Form | undefined => {
  const forms = facts.flatMap(({ syntax }) => syntax.map((form) => form.trim()));
  if (forms.length === 0) return undefined;
  if (forms.every((form) => form === '*`time`*')) return TIME;
  if (forms.every((form) => form === '*`size`*')) return SIZE;
  const words = forms.flatMap((form) => form.split('|').map((word) => word.trim()));
  return words.every((word) => /^`[\w.-]+`$/.test(word)) ? choiceOf(words) : undefined;
});

/** nginx takes words in any case. */
function choiceOf(written: readonly string[]): Form | undefined {
  const words = [...new Set(written.map((word) => word.slice(1, -1)))];
  if (words.length < 2 || words.every((word) => /^(?:on|off)$/.test(word))) return undefined;
  const known = new Set(words.map((word) => word.toLowerCase()));
  return {
    legal: (value) => known.has(value.toLowerCase()),
    advice: `is no choice. Write one of ${words.join(', ')}`,
    words,
  };
}
