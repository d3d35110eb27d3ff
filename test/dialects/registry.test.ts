import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dialectsOnDemand } from '../../server/src/dialects/on-demand.ts';
import { dialects } from '../../server/src/dialects/registry.ts';

test('what is loaded on demand are the dialects of the registry, as their entries say', async () => {
  const loaded = await Promise.all(dialectsOnDemand.map((entry) => entry.load()));
  assert.deepEqual(loaded, dialects);
  for (const [at, { id, languageIds }] of dialectsOnDemand.entries()) {
    assert.deepEqual(
      { id, languageIds },
      { id: dialects[at]?.id, languageIds: dialects[at]?.languageIds },
    );
  }
});
