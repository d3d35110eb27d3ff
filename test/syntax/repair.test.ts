import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parse } from '../../server/src/dialects/nginx/parse.ts';
import { repair } from '../../server/src/syntax/repair.ts';

function repaired(text: string): string {
  return repair(parse(text), parse).text;
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

describe('repair', () => {
  it('leaves text without a fault as it is', () => {
    const tree = parse('server { listen 80; }\n');
    assert.equal(repair(tree, parse), tree);
  });

  it('leaves out a directive that is being typed, and nothing after it', () => {
    assert.equal(
      repaired(lines('server {', '  proxy_', '  listen 80;', '}')),
      lines('server {', '        ', '  listen 80;', '}'),
    );
    assert.equal(
      repaired(lines('server {', '  location', '  listen 80;', '}')),
      lines('server {', '          ', '  listen 80;', '}'),
    );
  });

  it('leaves out the head of a block that is being typed', () => {
    assert.equal(
      repaired(lines('server {', '  location / {', '  listen 80;', '}')),
      lines('server {', '              ', '  listen 80;', '}'),
    );
  });

  it('leaves out a stray brace', () => {
    assert.equal(
      repaired(lines('server {', '  listen 80;', '  {', '}')),
      lines('server {', '  listen 80;', '   ', '}'),
    );
  });

  it('keeps the length and the lines of any text', () => {
    const piece = fc.constantFrom(
      'server {',
      '}',
      '"',
      'a b;',
      '\n',
      'x',
      '\r\n',
      "'",
      '{',
      ';',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const result = repaired(text);
        assert.equal(result.length, text.length);
        assert.deepEqual(result.match(/\r?\n/g), text.match(/\r?\n/g));
      }),
    );
  });
});
