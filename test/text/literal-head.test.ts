import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { literalHead } from '../../server/src/text/literal-head.ts';
import { compilePattern } from '../../server/src/text/pattern.ts';

const heads: readonly (readonly [pattern: string, head: string])[] = [
  ['^/app1/(.*)$', '/app1/'],
  ['^/file\\.txt$', '/file.txt'],
  ['^/apps?/', '/app'],
  ['^/a*', '/'],
  ['^/a{0,2}b', '/'],
  ['^/dots\\.?x', '/dots'],
  ['^/\u{1F600}?x', '/'],
  ['^/(a|b)/', '/'],
  ['^/a|/b', ''],
  ['^/a|^/b', ''],
  ['^/[|]x', ''],
  ['^/\\d+', '/'],
  ['/a', ''],
  ['(?i)^/a', ''],
];

describe('the literal head of a pattern', () => {
  for (const [pattern, head] of heads) {
    test(pattern, () => assert.equal(literalHead(pattern), head));
  }

  test('begins every text that the pattern matches', () => {
    const pieces = fc.constantFrom(
      '/',
      'a',
      'b',
      '\\.',
      '?',
      '*',
      '+',
      '(',
      ')',
      '|',
      '[ab]',
      '\\d',
    );
    const sources = fc.array(pieces, { maxLength: 8 }).map((all) => `^${all.join('')}`);
    const texts = fc.string({ unit: fc.constantFrom('/', 'a', 'b', '.', '1'), maxLength: 6 });
    fc.assert(
      fc.property(sources, texts, (source, text) => {
        fc.pre(isPattern(source));
        assert.equal(
          compilePattern(source)?.exec(text) !== undefined,
          new RegExp(source).test(text),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

function isPattern(source: string): boolean {
  try {
    new RegExp(source);
    return compilePattern(source) !== undefined;
  } catch {
    return false;
  }
}
