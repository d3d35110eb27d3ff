import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Dialect } from '../../../server/src/dialects/dialect.ts';
import { dialects } from '../../../server/src/dialects/registry.ts';
import { type Lab, openLab } from '../lab/lab.ts';
import { brisk } from '../lab/pace.ts';
import { hasProxy } from '../lab/process.ts';
import { type Agreement, agreementOf } from './agreement.ts';

/** How many configurations are generated, and from which seed on; a long run sets both. */
const COUNT = Number(process.env.STIGMAN_GENERATED ?? 320);
const FIRST_SEED = Number(process.env.STIGMAN_SEED ?? 1);
const SERVERS_AT_ONCE = 10;
const UNKNOWN_SHARE = 0.05;

describe('generated nginx configurations', () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab(brisk);
  });
  after(() => lab.close());

  it('get the verdicts that the running nginx gives', async (t) => {
    if (!hasProxy(t, 'nginx')) return;
    const nginx = dialects.find((dialect) => dialect.id === 'nginx');
    assert.ok(nginx, 'the registry knows nginx');
    const results = await runAll(lab, nginx);
    const judged = sum(results, (result) => result.judged);
    const unknown = sum(results, (result) => result.unknown);
    t.diagnostic(`${results.length} configurations, ${judged} verdicts, ${unknown} unknown`);
    const faults = results.filter((result) => result.report !== '');
    assert.equal(faults.length, 0, faults.map((fault) => fault.report).join('\n\n'));
    assert.ok(judged >= results.length * 6, `only ${judged} verdicts were compared`);
    assert.ok(unknown < judged * UNKNOWN_SHARE, `${unknown} of ${judged} verdicts are unknown`);
  });
});

async function runAll(lab: Lab, nginx: Dialect): Promise<readonly Agreement[]> {
  const results: Agreement[] = [];
  let seed = FIRST_SEED;
  const worker = async () => {
    while (seed < FIRST_SEED + COUNT) results.push(await agreementOf(lab, nginx, seed++));
  };
  await Promise.all(Array.from({ length: SERVERS_AT_ONCE }, worker));
  return again(lab, nginx, results);
}

/** Measures what disagreed once more, one at a time: a loaded machine can be late, a wrong model is wrong twice. */
async function again(
  lab: Lab,
  nginx: Dialect,
  results: readonly Agreement[],
): Promise<readonly Agreement[]> {
  const settled: Agreement[] = [];
  for (const result of results) {
    settled.push(result.report === '' ? result : await agreementOf(lab, nginx, result.seed));
  }
  return settled;
}

function sum(results: readonly Agreement[], of: (result: Agreement) => number): number {
  return results.reduce((total, result) => total + of(result), 0);
}
