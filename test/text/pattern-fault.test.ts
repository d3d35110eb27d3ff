import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { patternFault } from '../../server/src/text/pattern-fault.ts';

describe('faults of patterns', () => {
  test('are told of what no engine compiles', () => {
    for (const pattern of ['(a', 'a)', '[a', 'a\\', '(?<n', 'a{3,2}', '[z-a]', '[]', '[^]'])
      assert.notEqual(patternFault(pattern, false), undefined, pattern);
  });
  test('are told of a repetition of nothing where the engine is PCRE', () => {
    for (const pattern of ['*.php', '(+a)', 'a|*b']) {
      assert.notEqual(patternFault(pattern, true), undefined, pattern);
      assert.equal(patternFault(pattern, false), undefined, pattern);
    }
  });
  test('are not told of what is legal, or is read by other rules', () => {
    const legal = [
      ...[
        '\\(a',
        '[(]',
        '[]a]',
        '[^]a]',
        '[[:alpha:])]',
        '(?<n>a)',
        '(?P<n>a)',
        '(?i)a*?',
        'a{2,}',
      ],
      ...[
        'a{,2}',
        '{',
        '\\{',
        '(?=a)',
        '(?<=a)b',
        '(?<!a)b',
        '[a-]',
        '[\\]]',
        '(?:a|b)+',
        '[\\d-a]',
      ],
      ...['\\Q(\\E', '(*UTF8)a', '(?x) a # (', '(?#()a', '^/a(?!b)(.*)$', '\\\\(a)', 'a++', '\\|*'],
    ];
    for (const pattern of legal) assert.equal(patternFault(pattern, true), undefined, pattern);
  });
});
