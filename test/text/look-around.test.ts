import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compilePattern, surelyMisses } from '../../server/src/text/pattern.ts';

const EXPRESSED = [
  '^/(?!api/)(.*)$',
  '^(?!/stigman)(.*)$',
  '^/((?!stigman/|kc/).*)$',
  '^(/(?!a(?:b|c))\\w+)/(.*)$',
  '^/(?=stig)(?!stigmata)([^/]+)/',
  '^/[a-k](?!\\.)(?:b|c)',
  '^(?!.*\\.php$)/(.*)',
  '^/(?!(?:api|kc)(?:/|$))',
  '^/(?:stigman)/(?!api)',
  '^/(a)(?!b)(.*)$',
  '(?<!a)/(b|c)',
  '(?<=stigman/)api(?<!kc)',
];

const OPEN = [
  '/(?!api)',
  '^/a+(?!b)',
  '^/(?!a)b|^/c',
  '^/(a|b)(?!c)',
  '^(?:/(?!a)[a-z]*)+$',
  '^/(?!(a))b',
  '^((?!/api).)*$',
  '^/(a)\\1',
];

describe('patterns with look-around', () => {
  const text = fc
    .array(fc.constantFrom('/', 'a', 'b', 'c', 'api', 'kc', 'stigman', '.', '.php', 'x'), {
      maxLength: 8,
    })
    .map((parts) => `/${parts.join('')}`);
  for (const source of EXPRESSED) {
    it(`reads ${source} as a backtracking engine does`, () => {
      const pattern = compilePattern(source);
      assert.ok(pattern);
      const wanted = new RegExp(source);
      fc.assert(
        fc.property(text, (subject) => {
          const groups = wanted
            .exec(subject)
            ?.slice()
            .map((group) => group ?? '');
          assert.deepEqual(pattern.exec(subject)?.groups, groups);
        }),
        { numRuns: 500 },
      );
    });
  }
  for (const source of OPEN) {
    it(`leaves ${source} open`, () => assert.equal(compilePattern(source), undefined));
    it(`takes a text for missed by ${source} only where it is`, () => {
      const wanted = new RegExp(source);
      fc.assert(
        fc.property(text, (subject) => {
          assert.ok(!(surelyMisses(source, subject) && wanted.test(subject)));
        }),
        { numRuns: 500 },
      );
    });
  }
  it('knows that a path without a hidden file is not caught by a guard of hidden files', () => {
    assert.ok(surelyMisses('/\\.(?!well-known).*', '/stigman/api/op/state/sse'));
    assert.ok(!surelyMisses('/\\.(?!well-known).*', '/.git/config'));
  });
});
