import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { selfSigned } from '../lab/certificate.ts';
import { type Lab, openLab } from '../lab/lab.ts';
import { brisk } from '../lab/pace.ts';
import { hasProxy, temporaryFolder } from '../lab/process.ts';
import { type Agreement, agreementOf } from './agreement.ts';

/** How many configurations are generated, and from which seed on; a long run sets both. */
const COUNT = Number(process.env['STIGMAN_GENERATED'] ?? 240);
const FIRST_SEED = Number(process.env['STIGMAN_SEED'] ?? 1);
const SERVERS_AT_ONCE = 10;
const UNKNOWN_SHARE = 0.1;

describe('generated HAProxy configurations', () => {
  let lab: Lab;
  let folder: string;
  before(async () => {
    lab = await openLab(brisk);
    folder = temporaryFolder('certificate');
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await lab.close();
  });

  it('get the verdicts that the running HAProxy gives', async (t) => {
    if (!hasProxy(t, 'haproxy')) return;
    const pair = selfSigned('localhost');
    const certificate = pair && join(folder, 'both.pem');
    if (pair && certificate) writeFileSync(certificate, pair.cert + pair.key);
    const results = await runAll(lab, certificate);
    const judged = sum(results, (result) => result.judged);
    const unknown = sum(results, (result) => result.unknown);
    t.diagnostic(`${results.length} configurations, ${judged} verdicts, ${unknown} unknown`);
    const faults = results.filter((result) => result.report !== '');
    assert.equal(faults.length, 0, faults.map((fault) => fault.report).join('\n\n'));
    assert.ok(judged >= results.length * 6, `only ${judged} verdicts were compared`);
    assert.ok(unknown < judged * UNKNOWN_SHARE, `${unknown} of ${judged} verdicts are unknown`);
  });
});

async function runAll(lab: Lab, certificate: string | undefined): Promise<readonly Agreement[]> {
  const results: Agreement[] = [];
  let seed = FIRST_SEED;
  const worker = async () => {
    while (seed < FIRST_SEED + COUNT) {
      results.push(await agreementOf(lab, seed++, certificate));
    }
  };
  await Promise.all(Array.from({ length: SERVERS_AT_ONCE }, worker));
  return again(lab, results, certificate);
}

/** Measures what disagreed once more, one at a time: a loaded machine can be late, a wrong model is wrong twice. */
async function again(
  lab: Lab,
  results: readonly Agreement[],
  certificate: string | undefined,
): Promise<readonly Agreement[]> {
  const settled: Agreement[] = [];
  for (const result of results) {
    settled.push(result.report === '' ? result : await agreementOf(lab, result.seed, certificate));
  }
  return settled;
}

function sum(results: readonly Agreement[], of: (result: Agreement) => number): number {
  return results.reduce((total, result) => total + of(result), 0);
}
