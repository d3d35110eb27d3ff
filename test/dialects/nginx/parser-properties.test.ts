import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from '../../../server/src/dialects/nginx/parse.ts';
import { type SyntaxTree, walk } from '../../../server/src/syntax/tree.ts';
import { readAsNginx } from '../../support/nginx-reader.ts';
import { gapsAreWhiteSpace, printsBack, rangesNest } from '../../support/tree-properties.ts';

const PLAIN = [
  'a',
  'bc',
  '/x',
  ' ',
  ' ',
  '\t',
  '\n',
  '\r\n',
  ';',
  ';',
  '"',
  "'",
  '\\',
  '$',
  '#',
  ')',
  'é',
  '😀',
];
const BRACES = ['{', '}', '${', '{ ', ' }\n', '{\n', '};'];
const KNOWN = [
  'server {\n',
  '    location / {\n',
  '\tproxy_pass http://a;',
  'listen 80',
  'if ($a) {',
  'server_name x\n',
  'content_by_lua_block {',
  'map $a $b {\n',
  'types {',
  '-- x\n',
  '[[',
  ']]',
  'internal;',
  "''",
  '""',
];
const TEMPLATES = [
  '{{ x }}',
  '{{',
  '}}',
  '{% if a %}',
  '{%',
  '%}',
  '<%= y %>',
  '<%',
  '%>',
  '${A_B}\n',
  '{# c #}',
];
const FOREIGN = ['\uFEFF', '\0', '\ud800', '\udc00', '\u2028', '\x0b'];

function textOf(...pieces: readonly (readonly string[])[]): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...pieces.flat()), { maxLength: 40 })
    .map((parts) => parts.join(''));
}

function holds(text: string): SyntaxTree {
  const tree = parse(text);
  printsBack(tree, text);
  gapsAreWhiteSpace(tree);
  rangesNest(tree);
  return tree;
}

/** The words of a text as bytes, directive by directive. */
function words(tree: SyntaxTree): string[][] {
  return [...walk(tree.root)].map((directive) =>
    [directive.name, ...directive.args].map((word) =>
      Buffer.from(word.value, 'utf8').toString('latin1'),
    ),
  );
}

test('any string gives a tree that prints back and whose ranges nest', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void holds(text)));
});

test('any mixture of nginx, templates, Lua and rubbish gives a tree that prints back', () => {
  const mixture = textOf(PLAIN, BRACES, KNOWN, TEMPLATES, FOREIGN);
  fc.assert(
    fc.property(mixture, (text) => void holds(text)),
    { numRuns: 3000 },
  );
});

test('a text that nginx reads has no fault and the same words; one that it refuses has a fault', () => {
  fc.assert(
    fc.property(textOf(PLAIN, BRACES), (text) => {
      fc.pre(!/\{[{%#]|<%|\$\{\w+\}/.test(text));
      const tree = holds(text);
      const { directives, error } = readAsNginx(text);
      if (error) {
        assert.notEqual(tree.faults.length, 0, `nginx: ${error.message} on line ${error.line}`);
      } else {
        assert.deepEqual(tree.faults, []);
        assert.deepEqual(words(tree), directives);
      }
    }),
    { numRuns: 5000 },
  );
});

test('every prefix of a configuration, as while it is typed, gives a tree that prints back', () => {
  const text =
    'http {\n  map $a $b { default "x y"; \'\' {{ z }}; }\n  server {\n    location ~ "a{2}" { content_by_lua_block { if x then return "}" end -- }\n }\n }\n  }\n}\n';
  for (let end = 0; end <= text.length; end++) holds(text.slice(0, end));
});
