import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { parse } from '../../../server/src/dialects/nginx/parse.ts';
import type { SyntaxTree } from '../../../server/src/syntax/tree.ts';

const PIECES = [
  'listen 80;',
  'server_name a\n',
  'location / {',
  '\n  proxy_pass http://a;\n',
  'server {\n',
  '}\n',
  '}',
  '{',
  ';',
  ' ',
  '\n',
  '"',
  "'",
  '#',
  '# note\n',
  '\\',
  '$',
  '${A_B}\n',
  'internal;',
  'content_by_lua_block {',
  'map $a $b {\n x y;\n}\n',
  'types { a b',
  '{{ x }}',
  '\uFEFF',
  'a',
];

const base = fc.constantFrom(
  'http {\n  server {\n    listen 80;\n    location / {\n      proxy_pass http://a; # to a\n    }\n  }\n}\n',
  'server { listen 80; } server { listen 81; location /x { return 204; } }\n',
  '# first\nlisten 80;\nserver_name a b;\n\nlocation /a {\n  content_by_lua_block { x = "}" }\n}\n',
  'map $a $b {\n  x y;\n  z w\n}\nlimit_req zone=a;\n',
  'a;b;c{d;e{f;}}g;\n',
);

/** Where to edit, in parts of the text; how much to take away; what to put there. */
const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat({ max: 12 }),
    added: fc.array(fc.constantFrom(...PIECES), { maxLength: 3 }).map((pieces) => pieces.join('')),
  }),
  { minLength: 1, maxLength: 8 },
);

function sameTree(actual: SyntaxTree, expected: SyntaxTree): void {
  assert.deepEqual(plain(actual), plain(expected));
}

/** A tree without the links from blocks to their directives, and its tokens written out. */
function plain({ text, root, comments, tokens, faults }: SyntaxTree): unknown {
  const json = JSON.stringify({ text, root, comments, tokens, faults }, (key, value) =>
    key === 'owner' || key === 'kind' ? undefined : value,
  );
  return JSON.parse(json);
}

/** Bytes in use once all garbage is gone. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

describe('reading a changed text', () => {
  test('gives the tree that reading it afresh gives, whatever was edited', () => {
    fc.assert(
      fc.property(base, edits, (text, changes) => {
        let current = text;
        let tree = parse(text);
        for (const { at, removed, added } of changes) {
          const start = Math.floor(at * current.length);
          current = current.slice(0, start) + added + current.slice(start + removed);
          tree = parse(current, tree);
          sameTree(tree, parse(current));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('uses the directives before the change again', () => {
    const before = parse('http { server { listen 80; } server { listen 81; } }');
    const after = parse('http { server { listen 80; } server { listen 8100; } }', before);
    const servers = (tree: SyntaxTree) => tree.root.directives[0]?.block?.directives ?? [];
    assert.equal(servers(after)[0], servers(before)[0]);
    assert.notEqual(servers(after)[1], servers(before)[1]);
  });

  test('moves what stands behind the change', () => {
    const after = parse('a 1;\nb { c 2; }\n', parse('a;\nb { c 2; }\n'));
    const inner = after.root.directives[1]?.block?.directives[0];
    assert.equal(after.text.slice(inner?.start, inner?.end), 'c 2;');
  });

  test('keeps none of the texts before', () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, i) => `set $variable_${i} value_of_${i}_at_first;\n`,
    );
    let tree = parse(lines.join(''));
    const before = heapUsed();
    for (let i = 0; i < 100; i++) {
      lines[i * 150] = `set $variable_${i}_again value_of_${i}_after_the_edit;\n`;
      tree = parse(lines.join(''), tree);
    }
    const megabytes = (heapUsed() - before) / 1e6;
    assert.ok(megabytes < 20, `${megabytes} MB more after a hundred edits of a text of 0.8 MB`);
    assert.equal(tree.root.directives.length, lines.length);
  });

  test('owners belong to the new tree', () => {
    const tree = parse('http { server { listen 8; } }', parse('http { server { listen 80; } }'));
    const http = tree.root.directives[0];
    assert.equal(http?.block?.owner, http);
    assert.equal(http?.block?.directives[0]?.block?.owner, http?.block?.directives[0]);
  });
});
