import * as l10n from '@vscode/l10n';
import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import { oncePer } from '../../once.ts';
import { isTime } from '../measures.ts';
import { quoted } from '../quoted.ts';
import type { DirectiveFact } from '../vocabulary.ts';
import { faultAtArgument } from './fault.ts';
import { type DirectiveCheck, hasPlaceholder } from './site.ts';

/** What nginx takes as the one argument of a directive. */
interface Form {
  readonly legal: (value: string) => boolean;
  /** What is told of another value of the directive of that name, both in quotes. */
  readonly message: (value: string, name: string) => string;
  /** Words that the argument may be; empty for measures. */
  readonly words: readonly string[];
  /** True where each of any number of arguments has to be legal. */
  readonly many?: boolean;
}

const TIME: Form = {
  legal: isTime,
  message: (value, name) =>
    l10n.t`${value} is no time. Write a number with ms, s, m, h or d behind it; nginx refuses the file with this value of ${name}.`,
  words: [],
};
const SIZE: Form = {
  legal: (value) => /^\d+[kmg]?$/i.test(value),
  message: (value, name) =>
    l10n.t`${value} is no size. Write a number, with k, m or g behind it where it is not in bytes; nginx refuses the file with this value of ${name}.`,
  words: [],
};

const NUMBER: Form = {
  legal: (value) => /^\d+$/.test(value),
  message: (value, name) =>
    l10n.t`${value} is no number. Write digits only; nginx refuses the file with this value of ${name}.`,
  words: [],
};
/** Directives whose number is no mere row of digits, or whose value is not looked at (measured). */
const UNREAD =
  /^(?:worker_priority|\w+_max_range_offset|http2_(?:push|idle_timeout|max_(?:field_size|header_size|requests)|recv_timeout))$/;

/**
 * nginx: `"x" directive invalid value`, `invalid value "y"`. Told of directives whose documented forms are a time, a
 * size, a number or a choice of words and nothing else (measured on 1.22 over all of them).
 */
export const invalidValue: DirectiveCheck = ({ name, facts }) => {
  const form = UNREAD.test(name) ? undefined : formOf(facts);
  if (!form) return undefined;
  return (entry): LanguageFault | undefined => {
    const { args } = entry;
    if (args.length > 1 && !form.many) return undefined;
    const index = args.findIndex((value) => !value.includes('$') && !form.legal(value));
    const value = args[index];
    if (value === undefined || hasPlaceholder(entry)) return undefined;
    const meant = nearest(value, form.words);
    const given = quoted(value);
    const setting = quoted(name);
    return faultAtArgument(entry, index, {
      code: 'invalid-value',
      message:
        meant === undefined
          ? form.message(given, setting)
          : l10n.t`${given} is no choice. Write ${meant}; nginx refuses the file with this value of ${setting}.`,
      replacement: meant,
    });
  };
};

const MEASURES: readonly (readonly [RegExp, Form])[] = [
  [/^\*`(?:time(?:out)?|interval)`\*$/, TIME],
  [/^\*`(?:size|length|rate)`\*$/, SIZE],
  [/^\*`(?:number|level)`\*$/, NUMBER],
];

const formOf = oncePer((facts: readonly DirectiveFact[]): Form | undefined => {
  const forms = facts.flatMap(({ syntax }) => syntax.map((form) => form.trim()));
  if (forms.length === 0) return undefined;
  for (const [pattern, form] of MEASURES) {
    if (forms.every((each) => pattern.test(each))) return form;
  }
  const many = forms.every((form) => form.endsWith(' ...'));
  const words = forms.flatMap((form) =>
    form.split('|').map((word) => (many ? word.replace(' ...', '') : word).trim()),
  );
  return words.every((word) => /^`[\w.-]+`$/.test(word)) ? choiceOf(words, many) : undefined;
});

/** nginx takes words in any case; among several it also takes `updating` where its reference does not say so. */
function choiceOf(written: readonly string[], many: boolean): Form | undefined {
  const words = [...new Set(written.map((word) => word.slice(1, -1)))];
  if (words.length < 2 || words.every((word) => /^(?:on|off)$/.test(word))) return undefined;
  const known = new Set([
    ...words.map((word) => word.toLowerCase()),
    ...(many ? ['updating'] : []),
  ]);
  return {
    legal: (value) => known.has(value.toLowerCase()),
    message: (value, name) =>
      l10n.t`${value} is no choice. Write one of ${words.join(', ')}; nginx refuses the file with this value of ${name}.`,
    words,
    many,
  };
}
