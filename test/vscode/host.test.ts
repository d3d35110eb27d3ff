import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Outcome } from './host/main.ts';
import { packHost } from './pack-host.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const LIMIT_MS = 180_000;

describe('the extension, seen through the API of VS Code', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      file: 'nginx/conf.d/stigman.conf',
      extensions: [await packHost()],
    });
  });
  after(() => workbench?.close());

  test('every check of the extension-host suite passes', async (t) => {
    const outcomes = await results(workbench.workspace);
    assert.ok(outcomes.length > 0);
    for (const { name, error } of outcomes) {
      await t.test(name, () => {
        if (error !== undefined) throw new Error(error);
      });
    }
  });
});

async function results(workspace: string): Promise<readonly Outcome[]> {
  const file = join(workspace, '.host-results.json');
  const end = Date.now() + LIMIT_MS;
  while (Date.now() < end) {
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
    await pause(250);
  }
  throw new Error(`The extension-host suite did not end within ${LIMIT_MS / 1000} s`);
}
