import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { applyEdits, collide, EditedText, type Replacement } from '../../server/src/text/edits.ts';

describe('applyEdits', () => {
  it('makes replacements in any order', () => {
    const edits = [
      { start: 4, end: 5, newText: 'E' },
      { start: 0, end: 1, newText: '' },
      { start: 2, end: 2, newText: '--' },
    ];
    assert.equal(applyEdits('abcdef', edits), 'b--cdEf');
  });
});

describe('collide', () => {
  it('is so for shared characters and for one and the same offset', () => {
    assert.ok(collide({ start: 0, end: 2 }, { start: 1, end: 3 }));
    assert.ok(collide({ start: 1, end: 1 }, { start: 1, end: 1 }));
    assert.ok(!collide({ start: 0, end: 2 }, { start: 2, end: 3 }));
  });
});

/** Replacements that do not collide, for a text of a length. */
function replacements(length: number): fc.Arbitrary<readonly Replacement[]> {
  const cuts = fc.array(fc.nat(length), { minLength: 2, maxLength: 8 });
  return fc
    .tuple(cuts, fc.array(fc.string({ maxLength: 3 }), { minLength: 4, maxLength: 4 }))
    .map(([offsets, texts]) => {
      const sorted = [...new Set(offsets)].sort((a, b) => a - b);
      const edits: Replacement[] = [];
      for (let i = 0; i + 1 < sorted.length; i += 2) {
        const [start, end] = [sorted[i] ?? 0, sorted[i + 1] ?? 0];
        edits.push({ start, end, newText: texts[i / 2] ?? '' });
      }
      return edits;
    });
}

describe('EditedText', () => {
  it('knows after any rounds of edits what to replace in the original', () => {
    const rounds = fc
      .string({ maxLength: 40 })
      .chain((text) => fc.tuple(fc.constant(text), fc.array(replacements(60), { maxLength: 4 })));
    fc.assert(
      fc.property(rounds, ([original, changes]) => {
        const edited = new EditedText(original);
        for (const edits of changes) {
          const fitting = edits.filter((edit) => edit.end <= edited.text.length);
          const expected = applyEdits(edited.text, fitting);
          edited.apply(fitting);
          assert.equal(edited.text, expected);
        }
        assert.equal(applyEdits(original, edited.edits()), edited.text);
      }),
    );
  });

  it('keeps what was not touched out of the edits', () => {
    const edited = new EditedText('one two three');
    edited.apply([{ start: 4, end: 7, newText: 'zwei' }]);
    edited.apply([{ start: 0, end: 0, newText: '> ' }]);
    assert.deepEqual(edited.edits(), [
      { start: 0, end: 0, newText: '> ' },
      { start: 4, end: 7, newText: 'zwei' },
    ]);
  });
});
