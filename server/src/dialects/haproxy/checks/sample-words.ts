import type { Word } from '../../../syntax/tree.ts';
import { oncePer } from '../../once.ts';
import { conditionStart } from '../condition-start.ts';
import { type Call, parseExpression, parseFormat } from '../expressions.ts';
import { isVariable } from '../lexer.ts';
import type { HaproxyWording } from '../wording.ts';
import { conditionWords } from './condition-words.ts';

/** The name of a fetch or a converter in a sample expression; the fetch that a test begins with, and what cannot be read, are of their own kind. */
export interface SampleWord {
  readonly name: string;
  readonly kind: 'test' | 'sample fetch' | 'converter' | 'broken';
  readonly args: readonly string[];
  /** The name alone, or the word around it where quotes and escapes hide its place. */
  readonly word: Word;
}

const RULES = new Set(['http-request', 'http-response', 'http-after-response']);
/** Keywords whose words may be formats. */
const FORMATTED = new Set([...RULES, 'use_backend', 'log-format', 'unique-id-format']);
/** Actions behind which an expression stands. */
const EXPRESSED = /^(?:set-var\(|track-sc\d+$)/;

/**
 * What sample expressions of a line name: those of acls and conditions, of which the first name is spelt elsewhere, of
 * formats, and of the actions that take one.
 */
export const sampleWordsOf = oncePer((wording: HaproxyWording): readonly SampleWord[] => {
  const [keyword = ''] = wording.values;
  const tests = keyword === 'acl' ? wording.args.slice(1, 2) : conditionWords(wording).methods;
  const tested = tests.flatMap((word) => inExpression(word, word.value, 0, 'test'));
  if (!FORMATTED.has(keyword)) return tested;
  const end = conditionStart(wording.values);
  const words = end < 0 ? wording.args : wording.args.slice(0, end - 1);
  const formats = words.flatMap((word) => inFormat(word));
  const [action, expression] = words;
  const taken = RULES.has(keyword) && EXPRESSED.test(action?.value ?? '') ? expression : undefined;
  return [...tested, ...formats, ...(taken ? inExpression(taken, taken.value, 0) : [])];
});

function inFormat(word: Word): readonly SampleWord[] {
  if (!word.value.includes('%') || isVariable(word)) return [];
  return parseFormat(word.value).flatMap((piece) =>
    piece.kind === 'sample' ? inExpression(word, piece.text, piece.at) : [],
  );
}

/** `at`: where the expression stands in the word's value. */
function inExpression(
  word: Word,
  text: string,
  at: number,
  first: SampleWord['kind'] = 'sample fetch',
): readonly SampleWord[] {
  if (isVariable(word)) return [];
  const calls = parseExpression(text)?.calls;
  if (!calls) return isReadable(text) ? [] : [{ name: '', kind: 'broken', args: [], word }];
  return calls.map((call, i) => ({
    name: call.name,
    kind: i === 0 ? first : 'converter',
    args: call.args,
    word: nameIn(word, call, at),
  }));
}

/** HAProxy passes over a comma with nothing behind it (measured on 2.6.12). */
function isReadable(text: string): boolean {
  return parseExpression(text.replace(/,(?=,|$)/g, '')) !== undefined;
}

function nameIn(word: Word, { name, at: offset }: Call, at: number): Word {
  if (word.end - word.start !== word.value.length) return word;
  const start = word.start + at + offset;
  return { ...word, start, end: start + name.length, value: name };
}
