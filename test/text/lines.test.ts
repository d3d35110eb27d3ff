import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LineIndex, lineAt } from '../../server/src/text/lines.ts';

describe('lineAt', () => {
  it('is empty at the head of a text that begins with a line end', () => {
    assert.deepEqual(lineAt('\na\n', 0), { start: 0, end: 0 });
    assert.deepEqual(lineAt('\r\na\n', 0), { start: 0, end: 0 });
    assert.deepEqual(lineAt('\na\n', 1), { start: 1, end: 2 });
  });
});

describe('LineIndex', () => {
  it('takes a column beyond the end of a line for that end', () => {
    for (const text of ['ab\ncd', 'ab\r\ncd']) {
      const lines = new LineIndex(text);
      assert.equal(lines.offset(0, 99), 2);
      assert.equal(lines.offset(1, 99), text.length);
      assert.equal(lines.offset(9, 0), text.length);
    }
  });
});
