import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  applyQuickFix,
  goToLine,
  lineOf,
  openFile,
  picture,
  problems,
  runCommand,
  save,
  textOf,
} from './screen.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

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

function goTo(file: string, text: string): Promise<void> {
  return goToLine(workbench.page, lineOf(workbench, file, text));
}

/** Applies a fix where a text stands, saves, and waits until the problem is gone; returns what was saved. */
async function mend(
  file: string,
  text: string,
  problem: string | RegExp,
  fix: string,
): Promise<string> {
  const { page } = workbench;
  const findings = await problems(page, problem);
  await findings.first().waitFor();
  await goTo(file, text);
  await applyQuickFix(page, fix);
  await save(page);
  await findings.first().waitFor({ state: 'detached' });
  return textOf(workbench, file);
}

test('an nginx configuration shows what breaks, in the editor and among the problems', async () => {
  const { page } = workbench;
  await page.locator('.squiggly-error').first().waitFor();
  // VS Code asks for no lens while another part of the window has the focus, as the panel has once it is open.
  await page.keyboard.press('Control+1');
  await page.locator('.codelens-decoration', { hasText: 'STIG Manager' }).first().waitFor();
  await (await problems(page, 'missing-upgrade-headers')).first().waitFor();
  await picture(page, 'nginx-diagnostics');
});

test('the quick fix mends the file on disk, and the diagnostic goes', async () => {
  const saved = await mend(SITE, 'location /stigman/', 'missing-upgrade-headers', 'Upgrade');
  assert.match(saved, /proxy_set_header\s+Upgrade\s+\$http_upgrade;/);
  assert.match(saved, /proxy_set_header\s+Host\s+\$host;/);
  await picture(workbench.page, 'nginx-mended');
});

test('diagnostics follow the typing', async () => {
  const { page } = workbench;
  await openFile(workbench, 'nginx/nginx.conf');
  const cut = await problems(page, 'short-read-timeout');
  await cut.first().waitFor();
  await goTo('nginx/nginx.conf', 'proxy_read_timeout');
  await page.keyboard.press('End');
  for (let i = 0; i < '30s;'.length; i++) await page.keyboard.press('Backspace');
  await page.keyboard.type('1h;');
  await cut.first().waitFor({ state: 'detached' });
  await save(page);
});

test('a .conf file is nginx by its content', async () => {
  const { page } = workbench;
  await openFile(workbench, 'front.conf');
  await page.locator('#status\\.editor\\.mode', { hasText: 'NGINX' }).waitFor();
});

test('an Apache mapping gets flushpackets=on', async () => {
  const file = 'apache/stigman.conf';
  await openFile(workbench, file);
  const saved = await mend(file, 'ProxyPass ', 'missing-flushpackets', 'flushpackets');
  assert.match(saved, /ProxyPass .* flushpackets=on/);
  await picture(workbench.page, 'apache-mended');
});

test('HAProxy milliseconds become seconds', async () => {
  const { page } = workbench;
  const file = 'haproxy/haproxy.cfg';
  await openFile(workbench, file);
  const saved = await mend(file, 'timeout server', /timeout server 60\b/, 'Write 60s');
  assert.match(saved, /timeout server\s+\d+(s|m|h)/);
  await page.locator('.codelens-decoration', { hasText: 'state events ok' }).first().waitFor();
  await picture(page, 'haproxy-mended');
});

test('one endpoint is chosen and marked in the explanation of its file', async () => {
  const { page } = workbench;
  await openFile(workbench, 'nginx/conf.d/stigman.conf');
  await runCommand(page, 'Proxy Lint: Explain This Endpoint');
  const widget = page.locator('.quick-input-widget');
  await widget.locator('.monaco-list-row', { hasText: 'log-socket' }).first().waitFor();
  await page.keyboard.type('log-socket');
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: 'stigman.conf.txt' }).waitFor();
  await page.locator('.statusbar-item', { hasText: /Ln \d+.*\d+ selected/ }).waitFor();
  await picture(page, 'endpoint-explained');
  await runCommand(page, 'View: Close Editor');
  await page.locator('.tab', { hasText: 'stigman.conf.txt' }).waitFor({ state: 'detached' });
});

test('the command palette explains a file', async () => {
  const { page } = workbench;
  await openFile(workbench, 'nginx/conf.d/stigman.conf');
  await runCommand(page, 'Proxy Lint: Explain This File');
  await page.locator('.tab', { hasText: 'stigman.conf.txt' }).waitFor();
  assert.equal(await (await problems(page, 'stigman.conf.txt')).count(), 0);
  await picture(page, 'nginx-explained');
});
