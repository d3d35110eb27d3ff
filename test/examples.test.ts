import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { root } from '../scripts/setup.mjs';

interface Finding {
  readonly ruleId: string;
}

/** Rules that `check` reports for a folder of examples/, as the bundled command line does, without a failure of its own. */
function rulesIn(folder: string): Promise<string[]> {
  const args = ['dist/cli.js', 'check', `examples/${folder}`, '--format', 'json'];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root }, (error, stdout, stderr) => {
      assert.equal(stderr, '');
      assert.ok(!error || error.code === 1);
      const { findings }: { findings: Finding[] } = JSON.parse(stdout);
      resolve(findings.map(({ ruleId }) => ruleId).sort());
    });
  });
}

const faults = {
  nginx: ['missing-upgrade-headers', 'short-read-timeout', 'small-body-limit'],
  apache: ['misread-duration', 'missing-flushpackets', 'missing-upgrade-headers'],
  haproxy: ['misread-duration', 'missing-upgrade-headers'],
};

for (const [dialect, expected] of Object.entries(faults)) {
  test(`the ${dialect} example has the faults that its first lines tell of`, async () => {
    assert.deepEqual(await rulesIn(dialect), expected);
  });
  test(`the mended ${dialect} example has none`, async () => {
    assert.deepEqual(await rulesIn(`mended/${dialect}`), []);
  });
}
