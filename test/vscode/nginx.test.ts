import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  applyQuickFix,
  goToLine,
  openFile,
  openWorkbench,
  picture,
  problems,
  save,
  type Workbench,
} from './workbench.ts';

const SITE = 'nginx/conf.d/stigman.conf';

let workbench: Workbench;

before(async () => {
  workbench = await openWorkbench({
    file: SITE,
    prepare: (workspace) =>
      copyFileSync(join(workspace, 'nginx/nginx.conf'), join(workspace, 'front.conf')),
  });
});

after(() => workbench?.close());

function lineOf(file: string, text: string): number {
  const lines = readFileSync(join(workbench.workspace, file), 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

test('an nginx configuration shows what breaks, in the editor and among the problems', async () => {
  const { page } = workbench;
  await page.locator('.squiggly-error').first().waitFor();
  await (await problems(page, 'missing-upgrade-headers')).first().waitFor();
  await picture(page, 'nginx-diagnostics');
});

test('the quick fix mends the file, and the diagnostic goes', async () => {
  const { page, workspace } = workbench;
  const socket = await problems(page, 'missing-upgrade-headers');
  await socket.first().waitFor();
  await goToLine(page, lineOf(SITE, 'location /stigman/'));
  await applyQuickFix(page, 'Upgrade');
  await save(page);
  await socket.first().waitFor({ state: 'detached' });
  const saved = readFileSync(join(workspace, SITE), 'utf8');
  assert.match(saved, /proxy_set_header\s+Upgrade\s+\$http_upgrade;/);
  assert.match(saved, /proxy_set_header\s+Host\s+\$host;/);
  await picture(page, 'nginx-mended');
});

test('diagnostics follow the typing', async () => {
  const { page } = workbench;
  await openFile(page, 'nginx/nginx.conf');
  const cut = await problems(page, 'short-read-timeout');
  await cut.first().waitFor();
  await goToLine(page, lineOf('nginx/nginx.conf', 'proxy_read_timeout'));
  await page.keyboard.press('End');
  for (let i = 0; i < '30s;'.length; i++) await page.keyboard.press('Backspace');
  await page.keyboard.type('1h;');
  await cut.first().waitFor({ state: 'detached' });
});

test('a .conf file is nginx by its content', async () => {
  const { page } = workbench;
  await openFile(page, 'front.conf');
  await page.locator('#status\\.editor\\.mode', { hasText: 'NGINX' }).waitFor();
});
