import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decoded, encoded } from '../../scripts/z85.ts';

test('the example of RFC 32 is written as it stands there', () => {
  const bytes = Uint8Array.of(0x86, 0x4f, 0xd2, 0x6f, 0xb5, 0x59, 0xf7, 0x5b);
  assert.equal(encoded(bytes), 'HelloWorld');
});

test('any bytes come back, with zeros up to a multiple of four', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const back = decoded(encoded(bytes));
      assert.deepEqual([...back.subarray(0, bytes.length)], [...bytes]);
      assert.ok([...back.subarray(bytes.length)].every((byte) => byte === 0));
      assert.equal(back.length, Math.ceil(bytes.length / 4) * 4);
    }),
  );
});
