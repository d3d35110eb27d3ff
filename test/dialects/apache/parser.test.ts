import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parse } from '../../../server/src/dialects/apache/parser.ts';
import { type SyntaxTree, walk } from '../../../server/src/syntax/tree.ts';
import { corpusFiles } from '../../support/corpus.ts';
import { gapsAreWhiteSpace, printsBack, rangesNest } from '../../support/tree-properties.ts';

/** White space, and the backslash of a continued line. */
const GAP = /^(?:[ \t\r\n\v\f]|\\(?=\r?\n))*$/;

function check(text: string): SyntaxTree {
  const tree = parse(text);
  printsBack(tree, text);
  gapsAreWhiteSpace(tree, GAP);
  rangesNest(tree);
  return tree;
}

/** Directives as name and arguments, those of sections indented. */
function reading(text: string): string[] {
  const out: string[] = [];
  for (const directive of walk(check(text).root)) {
    const words = [directive.name, ...directive.args].map((word) => word.value).join('|');
    out.push(directive.block ? `<${words}>` : words);
  }
  return out;
}

function codes(text: string): string[] {
  return check(text).faults.map((fault) => fault.code);
}

const files = corpusFiles('parse/apache');
const skip = files ? false : 'corpus folder absent';

describe('files of the corpus', () => {
  test('print back, with nothing but white space between their tokens', { skip }, () => {
    for (const file of files ?? []) check(file.text);
    assert.ok((files ?? []).length > 200);
  });

  test('have no fault where httpd reads them', { skip }, () => {
    const passing = (files ?? []).filter(({ name }) => name.includes('/passing/'));
    const faulty = passing.filter(({ text }) => parse(text).faults.length > 0);
    assert.deepEqual(
      faulty.map(({ name }) => name),
      [],
    );
    assert.ok(passing.length > 20);
  });
});

describe('lines', () => {
  test('a backslash before the line end joins the next line, in comments too', () => {
    assert.deepEqual(
      reading('Proxy\\\nPass /a \\\r\n  http://b/\n# gone \\\nTimeout 7\nTimeout 8'),
      ['ProxyPass|/a|http://b/', 'Timeout|8'],
    );
  });

  test('a backslash before white space, or at the end of the file, joins nothing', () => {
    assert.deepEqual(reading('Timeout 7 \\ \nTimeout 8\\'), ['Timeout|7|\\', 'Timeout|8\\']);
  });

  test('there is no comment behind a directive, but one behind a section head is dropped', () => {
    assert.deepEqual(reading('Timeout 7 # x\n<Location /a> # why\n</Location>'), [
      'Timeout|7|#|x',
      '<Location|/a>',
    ]);
    assert.equal(check('<Location /a> # why\n</Location>').comments.length, 1);
  });
});

describe('words', () => {
  test('a quote opens a word at its start only and need not be closed', () => {
    assert.deepEqual(reading('A "b c"d \'e "f\' g"h "i j'), ['A|b c|d|e "f|g"h|i j']);
  });

  test('a backslash stands for itself and for the quote of its word', () => {
    assert.deepEqual(reading(String.raw`A "b\"c\\d\e" f\\g\"`), [String.raw`A|b"c\d\e|f\g\"`]);
  });
});

describe('sections', () => {
  test('nest, and names are compared without regard to case', () => {
    const tree = check('<VIRTUALHOST *:80>\n<If "a > b">\nX\n</if>\n</VirtualHost>\nY');
    assert.deepEqual(codes(tree.text), []);
    assert.deepEqual(
      tree.root.directives.map((directive) => directive.name.value),
      ['VIRTUALHOST', 'Y'],
    );
    assert.equal(tree.root.directives[0]?.block?.directives[0]?.args[0]?.value, 'a > b');
  });

  test('the last bracket of the head closes it', () => {
    assert.deepEqual(reading('<IfVersion >= 2.4>\n</IfVersion>'), ['<IfVersion|>=|2.4>']);
  });

  test('faults stand where httpd sees them, and where their cause is', () => {
    assert.deepEqual(codes('<Location /a>\n'), ['unclosed-section']);
    assert.deepEqual(codes('<Location /a>\n</Directory>\n</Location>'), ['unmatched-close']);
    const inner = '<VirtualHost *>\n<Location /a>\n</VirtualHost>';
    assert.deepEqual(codes(inner), ['unclosed-section', 'unmatched-close']);
    assert.deepEqual(codes('</Location>'), ['unmatched-close']);
    assert.deepEqual(codes('<Location /a\n</Location>'), ['missing-bracket']);
    assert.deepEqual(codes('<Location /a>\n</Location >'), ['missing-bracket']);
    assert.deepEqual(codes('<>'), ['malformed-section']);
    assert.deepEqual(codes('\uFEFFListen 80'), ['byte-order-mark']);
  });

  test('the end of the file closes what is read while it is true', () => {
    assert.deepEqual(codes('<IfModule a.c>\n<IfDefine b>\nX'), []);
  });
});

describe('any text', () => {
  const pieces = [
    ...['<', '</', '>', 'Location', ' /a', '\n', '\r\n', '\\\n', '\\\r\n', '\\', '"', "'", '#'],
    ...['<Location /a>\n', '</Location>\n', '<IfModule x>', 'ProxyPass', ' ', '\t', '\v', '\0'],
    ...['\uFEFF', '\u00a0', '\ud800', '😀', '${A}', '=', '<!--', '<?xml'],
  ];

  test('is kept, whatever it is', () => {
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, (each) => void check(each)),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (each) => void check(each)),
      { numRuns: 500 },
    );
  });

  test('may nest and go on without end', () => {
    check(`${'<A>\n'.repeat(10_000)}X\n${'</A>\n'.repeat(10_000)}`);
    check('<A>\n'.repeat(10_000) + '</B>\n'.repeat(10_000));
    check('X \\\n'.repeat(50_000));
    check(`X ${'a '.repeat(200_000)}`);
    check(`X "${'\\"'.repeat(200_000)}`);
  });
});
