import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from '../../../server/src/dialects/nginx/parse.ts';
import type { SyntaxTree } from '../../../server/src/syntax/tree.ts';
import { keepsNoEarlierText, readsAsAfresh } from '../../support/changed-text.ts';

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

const TEXTS = [
  'http {\n  server {\n    listen 80;\n    location / {\n      proxy_pass http://a; # to a\n    }\n  }\n}\n',
  'server { listen 80; } server { listen 81; location /x { return 204; } }\n',
  '# first\nlisten 80;\nserver_name a b;\n\nlocation /a {\n  content_by_lua_block { x = "}" }\n}\n',
  'map $a $b {\n  x y;\n  z w\n}\nlimit_req zone=a;\n',
  'a;b;c{d;e{f;}}g;\n',
];

describe('reading a changed text', () => {
  test('gives the tree that reading it afresh gives, whatever was edited', () => {
    readsAsAfresh(parse, TEXTS, PIECES);
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
    keepsNoEarlierText(parse, (i, edited) =>
      edited
        ? `set $variable_${i}_again value_of_${i}_after_the_edit;\n`
        : `set $variable_${i} value_of_${i}_at_first;\n`,
    );
  });

  test('owners belong to the new tree', () => {
    const tree = parse('http { server { listen 8; } }', parse('http { server { listen 80; } }'));
    const http = tree.root.directives[0];
    assert.equal(http?.block?.owner, http);
    assert.equal(http?.block?.directives[0]?.block?.owner, http?.block?.directives[0]);
  });
});
