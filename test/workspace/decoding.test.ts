import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decode, encode } from '../../server/src/workspace/decoding.ts';

describe('decode', () => {
  it('keeps a byte order mark in the text', () => {
    assert.deepEqual(decode(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)), {
      text: '\ufeffa',
      encoding: 'utf-8',
    });
  });

  it('takes a NUL in the first KB as a sign of no text', () => {
    assert.equal(decode(Uint8Array.of(0x61, 0)), undefined);
    assert.ok(decode(new Uint8Array([...new Uint8Array(2000).fill(0x61), 0])));
  });

  it('reads what is not UTF-8 byte for byte', () => {
    assert.deepEqual(decode(Uint8Array.of(0xe9, 0x81)), { text: 'é\x81', encoding: 'iso-8859-1' });
  });

  it('loses no byte on the way to a text and back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const decoded = decode(bytes);
        if (decoded) assert.deepEqual(encode(decoded), Uint8Array.from(bytes));
        else assert.ok(bytes.includes(0));
      }),
    );
  });
});
