import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { isVariable } from '../../../server/src/dialects/haproxy/lexer.ts';
import { parseHaproxy } from '../../../server/src/dialects/haproxy/parser.ts';
import { print, walk } from '../../../server/src/syntax/tree.ts';

const corpus =
  process.env['STIGMAN_CORPUS'] ?? join(import.meta.dirname, '../../../../shared/corpus');

function wordsOf(line: string): readonly string[] {
  const directive = parseHaproxy(`frontend f\n${line}\n`).root.directives[0]?.block?.directives[0];
  return directive ? [directive.name.value, ...directive.args.map((word) => word.value)] : [];
}

function faultsOf(text: string): readonly string[] {
  return parseHaproxy(text).faults.map((fault) => fault.code);
}

/** Between two tokens stands white space and nothing else. */
function assertLossless(text: string): void {
  const tree = parseHaproxy(text);
  assert.equal(print(tree), text);
  let at = 0;
  for (const token of [...tree.tokens, { start: text.length, end: text.length }]) {
    assert.match(text.slice(at, token.start), /^\s*$/);
    at = token.end;
  }
}

test('sections hold their keyword lines', () => {
  const tree = parseHaproxy('global\n  maxconn 10\ndefaults d from e # x\nfrontend f\n bind :80\n');
  const heads = tree.root.directives.map((directive) => [
    directive.name.value,
    directive.args.length,
  ]);
  assert.deepEqual(heads, [
    ['global', 0],
    ['defaults', 3],
    ['frontend', 1],
  ]);
  assert.deepEqual([...walk(tree.root)].length, 5);
  assert.equal(tree.comments.length, 1);
  const frontend = tree.root.directives[2];
  assert.equal(tree.text.slice(frontend?.start, frontend?.end), 'frontend f\n bind :80');
});

test('quotes and escapes are resolved as HAProxy 2.6.12 resolves them', () => {
  assert.deepEqual(wordsOf(String.raw`h a\ b\'c\"d\#e\qf\1g\$h\.i`), [
    'h',
    String.raw`a b'c"d#e\qf\1g\$h\.i`,
  ]);
  assert.deepEqual(wordsOf(String.raw`h "a\'c\"d\#e\qf\1g\$h\.i"`), [
    'h',
    String.raw`a'c"d#e\qf\1g$h\.i`,
  ]);
  assert.deepEqual(wordsOf(String.raw`h 'a\c\"d'`), ['h', String.raw`a\c\"d`]);
  assert.deepEqual(wordsOf('h a"b c"d\'e f\''), ['h', 'ab cde f']);
  assert.deepEqual(wordsOf(String.raw`h \x41\t`), ['h', 'A\t']);
  assert.deepEqual(wordsOf('h a#b'), ['h', 'a']);
  assert.deepEqual(wordsOf('h "" b'), ['h', '', 'b']);
});

test('environment variables count in double quotes only', () => {
  const words =
    parseHaproxy('a "x${B-c}" "${D}" ${E} \'$F\' "$G"\n').root.directives[0]?.args ?? [];
  assert.deepEqual(
    words.map((word) => word.value),
    ['xc', '${D}', '${E}', '$F', '$G'],
  );
  assert.deepEqual(words.map(isVariable), [false, true, false, false, true]);
});

test('faults name what HAProxy refuses', () => {
  assert.deepEqual(faultsOf('global\n log "a\n'), ['unmatched-quote']);
  assert.deepEqual(faultsOf('global'), ['missing-line-end']);
  assert.deepEqual(faultsOf('maxconn 1\n'), ['outside-section']);
  assert.deepEqual(faultsOf('.if 1\n.else\n.elif 1\n'), ['macro-order', 'macro-open']);
  assert.deepEqual(faultsOf('.endif\n.if 0\n.endif x\n'), ['macro-order', 'macro-words']);
  assert.deepEqual(faultsOf('\uFEFFglobal\n'), ['outside-section']);
  assert.deepEqual(faultsOf('global\n a \\xZZ\n'), ['bad-escape']);
  assert.deepEqual(faultsOf('global\r\n a b\r\n'), []);
});

test('any text prints back and never throws', () => {
  const piece = fc.constantFrom(
    'frontend',
    'f',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '"',
    "'",
    '\\',
    '#',
    '$',
    '${A-b}',
    '\0',
    '\uFEFF',
    '\u00a0',
    '.if',
    '{',
    '%[path]',
    '\\x4',
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((parts) => parts.join('')),
      assertLossless,
    ),
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), assertLossless));
});

test('a text of many lines or of one long line takes one pass', () => {
  const tree = parseHaproxy(`frontend f\n${'  bind :80 # x\n'.repeat(100_000)}`);
  assert.equal(tree.root.directives[0]?.block?.directives.length, 100_000);
  assert.equal(parseHaproxy(`global\n${'a"b" '.repeat(200_000)}\n`).tokens.length, 200_001);
});

test('the corpus prints back byte for byte', (t) => {
  const folder = join(corpus, 'parse/haproxy');
  if (!existsSync(folder)) return t.skip('corpus folder absent');
  const files = globSync('**/*.cfg', { cwd: folder });
  assert.ok(files.length >= 40);
  for (const file of files) {
    const bytes = readFileSync(join(folder, file));
    const text = bytes.toString('latin1');
    assertLossless(text);
    assert.deepEqual(Buffer.from(print(parseHaproxy(text)), 'latin1'), bytes);
  }
});
