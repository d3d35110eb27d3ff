import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DirectoryEntry } from '../../server/src/workspace/filesystem.ts';
import { expandGlob, matcherOf } from '../../server/src/workspace/glob.ts';

const cases: readonly (readonly [pattern: string, matching: string[], others: string[]])[] = [
  ['*.conf', ['a.conf', 'a b.conf'], ['.a.conf', 'a.conf.bak', 'aconf']],
  ['*', ['a', 'a.b'], ['.hidden']],
  ['.*', ['.hidden'], ['a']],
  ['a?c', ['abc', 'aéc'], ['ac', 'abbc']],
  ['[0-9]*', ['10-a', '9'], ['a9']],
  ['[!a]b', ['cb'], ['ab']],
  ['[^a]b', ['cb'], ['ab']],
  ['[]x]', [']', 'x'], ['y']],
  ['a[', ['a['], ['a']],
  ['\\*', ['*'], ['a']],
  ['*a*a*a*b', ['aaab'], ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa']],
];

describe('matcherOf', () => {
  for (const [pattern, matching, others] of cases) {
    it(`matches ${pattern} as glob(3) does`, () => {
      for (const name of matching) assert.ok(matcherOf(pattern)(name), name);
      for (const name of others) assert.ok(!matcherOf(pattern)(name), name);
    });
  }
});

function listing(folders: Readonly<Record<string, readonly DirectoryEntry[]>>) {
  return (folder: string) => folders[folder];
}

function file(name: string, target?: string): DirectoryEntry {
  return { name, kind: 'file', target };
}

describe('expandGlob', () => {
  it('sorts by byte', () => {
    const list = listing({
      'file:///d': ['b', 'a', 'B', '10', '9', 'ä'].map((name) => file(name)),
    });
    const names = expandGlob('file:///d/*', list).map((uri) => decodeURIComponent(uri.slice(10)));
    assert.deepEqual(names, ['10', '9', 'B', 'a', 'b', 'ä']);
  });

  it('follows wildcards in folders and symbolic links', () => {
    const list = listing({
      'file:///d': [
        { name: 'x', kind: 'directory', target: undefined },
        { name: 'y', kind: 'directory', target: 'file:///real' },
        file('z'),
      ],
      'file:///d/x': [file('one.conf')],
      'file:///real': [file('two.conf', 'file:///elsewhere/two.conf')],
    });
    assert.deepEqual(expandGlob('file:///d/*/*.conf', list), [
      'file:///d/x/one.conf',
      'file:///elsewhere/two.conf',
    ]);
  });

  it('finds nothing where there is no folder', () => {
    assert.deepEqual(expandGlob('file:///gone/*.conf', listing({})), []);
  });
});
