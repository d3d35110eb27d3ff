import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fact } from '../../server/src/delivery/delivery.ts';
import { remediesOf } from '../../server/src/rules/nodes.ts';
import { fact, remedy } from './build.ts';

function factWith(title: string, offset: number, deed?: string): Fact {
  const made = remedy(title, true, [offset, title]);
  return fact(offset, { remedies: [deed === undefined ? made : { ...made, deed }] });
}

function told(facts: readonly Fact[]) {
  return remediesOf(facts).map(({ title, preferred, edits }) => [title, preferred, edits().length]);
}

describe('remedies of several facts', () => {
  it('that do the same in several blocks have one for all before them', () => {
    const facts = ['a', 'b'].map((block, i) => factWith(`Set x in ${block}`, i, 'Set x'));
    assert.deepEqual(told(facts), [
      ['Set x in a, and likewise in 1 more', true, 2],
      ['Set x in a', false, 1],
      ['Set x in b', false, 1],
    ]);
  });

  it('whose titles only begin alike stay apart', () => {
    const facts = ['/a in b', '/a in c'].map((path, i) =>
      factWith(`Add a location for ${path}`, i),
    );
    assert.deepEqual(told(facts), [
      ['Add a location for /a in b', true, 1],
      ['Add a location for /a in c', false, 1],
    ]);
  });
});
