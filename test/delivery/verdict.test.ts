import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Delivery } from '../../server/src/delivery/delivery.ts';
import { verdictOf } from '../../server/src/delivery/verdict.ts';
import { stigManager } from '../../server/src/stigman/application.ts';
import { endpoints, type OperationId } from '../../server/src/stigman/endpoints.ts';
import { at, delivery, fact, hold, limit, refusal, route, upgrade } from '../rules/build.ts';

function verdict(id: OperationId, given: Partial<Delivery> = {}): string {
  const endpoint = endpoints.find((candidate) => candidate.operationId === id);
  assert(endpoint);
  return verdictOf(delivery(endpoint, given), stigManager);
}

const doubt = (could: 'unreachable' | 'refused' | 'held' | 'cut') => ({
  doubts: [{ could, place: at(1), explanation: 'A variable.' }],
});

describe('verdictOf', () => {
  test('a sound delivery is ok', () => {
    for (const { operationId } of endpoints) assert.equal(verdict(operationId), 'ok', operationId);
  });
  test('unreachable comes before what follows on the way', () => {
    for (const outcome of ['wrong-path', 'elsewhere', 'redirect', 'proxy-error'] as const) {
      const lost = { route: route({ outcome }), holds: [hold(1)] };
      assert.equal(verdict('streamStateSse', lost), 'unreachable', outcome);
    }
    assert.equal(verdict('streamStateSse', { route: route({ outcome: 'unknown' }) }), 'unknown');
  });
  test('refused: a 4xx of the proxy, a body over the limit, no 101', () => {
    assert.equal(
      verdict('streamStateSse', { refusals: [refusal(1)], holds: [hold(1)] }),
      'refused',
    );
    assert.equal(verdict('logSocket', { upgrade: upgrade(1, { outcome: 'refused' }) }), 'refused');
    assert.equal(
      verdict('postReviewsByAsset', { bodyLimit: { ...fact(1), bytes: 31_457_279 } }),
      'refused',
    );
    assert.equal(
      verdict('postReviewsByAsset', { bodyLimit: { ...fact(1), bytes: 31_457_280 } }),
      'ok',
    );
    assert.equal(verdict('logSocket', { upgrade: upgrade(1, { outcome: 'unknown' }) }), 'unknown');
  });
  test('held: only streams, only where a run has shown it, before a cut that comes later than 5 s', () => {
    assert.equal(verdict('streamStateSse', { holds: [hold(1)], limits: [limit(1, 20)] }), 'held');
    assert.equal(verdict('streamStateSse', { holds: [hold(1)], limits: [limit(1, 2)] }), 'cut');
    assert.equal(verdict('cloneCollection', { holds: [hold(1, { certainty: 'unproven' })] }), 'ok');
    assert.equal(verdict('logSocket', { holds: [hold(1)] }), 'ok');
  });
  test('cut: 29 s and 30 s, not 31 s (measured); progress lines keep coming', () => {
    for (const id of ['streamStateSse', 'logSocket'] as const) {
      assert.equal(verdict(id, { limits: [limit(1, 29)] }), 'cut');
      assert.equal(verdict(id, { limits: [limit(1, 30)] }), 'cut');
      assert.equal(verdict(id, { limits: [limit(1, 31)] }), 'ok');
    }
    assert.equal(verdict('cloneCollection', { limits: [limit(1, 5)] }), 'ok');
    assert.equal(verdict('cloneCollection', { limits: [limit(1, 0.06)] }), 'cut');
    assert.equal(verdict('streamStateSse', { limits: [limit(1, 15, { kind: 'total' })] }), 'cut');
    assert.equal(
      verdict('postReviewsByAsset', { limits: [limit(1, 15, { kind: 'total' })] }),
      'ok',
    );
  });
  test('doubt gives unknown unless the break is certain', () => {
    assert.equal(verdict('streamStateSse', doubt('unreachable')), 'unknown');
    assert.equal(verdict('streamStateSse', doubt('refused')), 'unknown');
    assert.equal(verdict('streamStateSse', doubt('held')), 'unknown');
    assert.equal(verdict('streamStateSse', doubt('cut')), 'unknown');
    assert.equal(verdict('logSocket', doubt('held')), 'ok');
    assert.equal(
      verdict('streamStateSse', { ...doubt('refused'), refusals: [refusal(1)] }),
      'refused',
    );
    assert.equal(verdict('streamStateSse', { ...doubt('cut'), limits: [limit(1, 20)] }), 'cut');
  });
});
