import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Agreement, agreementOf, type Sample } from './agreement.ts';
import { type Lab, openLab } from './lab.ts';
import { brisk } from './pace.ts';
import { hasProxy, type ProxyName } from './process.ts';

/** Which generated configurations are compared with which proxy. */
export interface Agreeing {
  readonly proxy: ProxyName;
  /** How many there are where the environment does not say. */
  readonly count: number;
  readonly serversAtOnce: number;
  /** Largest share of verdicts that may be unknown. */
  readonly unknownShare: number;
  readonly sampleOf: (lab: Lab, seed: number) => Promise<Sample>;
}

/**
 * Declares the test that every verdict on generated configurations is what the running proxy does. A long run sets
 * STIGMAN_GENERATED (how many) and STIGMAN_SEED (from which on).
 */
export function agrees(on: Agreeing): void {
  const count = Number(process.env.STIGMAN_GENERATED ?? on.count);
  const first = Number(process.env.STIGMAN_SEED ?? 1);
  describe(`generated ${on.proxy} configurations`, () => {
    let lab: Lab;
    before(async () => {
      lab = await openLab(brisk);
    });
    after(() => lab.close());

    it(`get the verdicts that the running ${on.proxy} gives`, async (t) => {
      if (!hasProxy(t, on.proxy)) return;
      const results = await runAll(lab, on, first, count);
      const judged = sum(results, (result) => result.judged);
      const unknown = sum(results, (result) => result.unknown);
      t.diagnostic(`${results.length} configurations, ${judged} verdicts, ${unknown} unknown`);
      const faults = results.filter((result) => result.report !== '');
      assert.equal(faults.length, 0, faults.map((fault) => fault.report).join('\n\n'));
      assert.ok(judged >= results.length * 6, `only ${judged} verdicts were compared`);
      assert.ok(unknown < judged * on.unknownShare, `${unknown} of ${judged} are unknown`);
    });
  });
}

async function runAll(
  lab: Lab,
  { sampleOf, serversAtOnce }: Agreeing,
  first: number,
  count: number,
): Promise<readonly Agreement[]> {
  const results: Agreement[] = [];
  let seed = first;
  const measured = async (of: number) => agreementOf(lab, await sampleOf(lab, of));
  const worker = async () => {
    while (seed < first + count) results.push(await measured(seed++));
  };
  await Promise.all(Array.from({ length: serversAtOnce }, worker));
  const settled: Agreement[] = [];
  for (const result of results) {
    // Once more, alone, what disagreed: a loaded machine can be late, a wrong model is wrong twice.
    settled.push(result.report === '' ? result : await measured(result.seed));
  }
  return settled;
}

function sum(results: readonly Agreement[], of: (result: Agreement) => number): number {
  return results.reduce((total, result) => total + of(result), 0);
}
