import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { dialectOf, inspectedText } from './support/inspected.ts';

/** Words that every JavaScript object knows, each with one of the same length that none does. */
const PAIRS = [
  ['constructor', 'konstructor'],
  ['__proto__', '__prota__'],
  ['toString', 'toStrinq'],
  ['hasOwnProperty', 'hasOwnPropertu'],
] as const;

const FOLDERS = { nginx: 'nginx', apacheconf: 'apache', haproxy: 'haproxy' } as const;

/** Every so many words of a text is replaced, each time with the next pair. */
const STRIDE = 23;

for (const [languageId, name] of Object.entries(FOLDERS)) {
  describe(`words of JavaScript in ${languageId}`, () => {
    const folder = new URL(`proxies/${name}/by-hand/`, import.meta.url);
    for (const file of readdirSync(folder).sort()) {
      test(`${file}: are words like any other`, () => {
        const text = readFileSync(new URL(file, folder), 'utf8');
        for (const [i, { index, 0: word }] of wordsOf(text).entries()) {
          const [known, unknown] = PAIRS[i % PAIRS.length] as (typeof PAIRS)[number];
          const withWord = (other: string) =>
            text.slice(0, index) + other + text.slice(index + word.length);
          const told = foundIn(languageId, withWord(known));
          assert.deepEqual(told, foundIn(languageId, withWord(unknown)), `at ${word}, ${index}`);
        }
      });
    }
  });
}

function wordsOf(text: string): readonly RegExpExecArray[] {
  return [...text.matchAll(/[A-Za-z_][\w.-]+/g)].filter((_, i) => i % STRIDE === 0);
}

function foundIn(languageId: string, text: string): readonly string[] {
  const { findings } = inspectedText(dialectOf(languageId), text);
  return findings.map(({ ruleId, severity, place }) => `${place.start} ${severity} ${ruleId}`);
}
