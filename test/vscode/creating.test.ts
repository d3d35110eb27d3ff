import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { picture, problems, runCommand, textOf } from './screen.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const SITE = 'nginx/conf.d/stigman.conf';

let workbench: Workbench;

before(async () => {
  workbench = await openWorkbench({
    file: SITE,
    prepare: (workspace) => {
      const sites = join(workspace, 'debian/sites-available');
      mkdirSync(sites, { recursive: true });
      copyFileSync(join(workspace, SITE), join(sites, 'portal'));
    },
  });
});

after(() => workbench?.close());

test('a new configuration is asked for step by step, and has no finding', async () => {
  const { page } = workbench;
  const widget = page.locator('.quick-input-widget');
  const asks = (question: string) => widget.filter({ hasText: question }).waitFor();
  await runCommand(page, 'Proxy Lint: Create STIG Manager Configuration');
  await widget.locator('.monaco-list-row', { hasText: 'nginx' }).waitFor();
  await picture(page, 'create-question');
  await page.keyboard.press('Enter');
  await asks('Host name of the proxy');
  await widget.locator('input').first().fill('stigman.test.mil');
  await page.keyboard.press('Enter');
  await asks('Path of STIG Manager');
  await page.keyboard.press('Enter');
  await asks('host:port');
  await page.keyboard.press('Enter');
  await widget.locator('.monaco-list-row', { hasText: 'plain http is redirected' }).waitFor();
  await page.keyboard.press('Enter');
  await widget.locator('.monaco-list-row', { hasText: 'Yes, with smart-card login' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
  await page.locator('.view-line', { hasText: 'stigman.test.mil' }).first().waitFor();
  await page
    .locator('.codelens-decoration', { hasText: 'STIG Manager at /stigman/' })
    .first()
    .waitFor();
  assert.equal(await page.locator('.squiggly-error, .squiggly-warning').count(), 0);
  await picture(page, 'create-configuration');
});

test('all fixes of the workspace are previewed, and those that are left ticked are applied', async () => {
  const { page } = workbench;
  await runCommand(page, 'Proxy Lint: Fix All in Workspace (with Preview)');
  const preview = page.locator('.bulk-edit-panel');
  await preview.locator('.monaco-list-row').first().waitFor();
  assert.doesNotMatch(textOf(workbench, SITE), /\$http_upgrade/);
  // The list draws the rows only for which it has room.
  await runCommand(page, 'View: Toggle Maximized Panel');
  const boxOf = (file: string) =>
    preview.locator('.monaco-list-row', { hasText: file }).first().locator('.edit-checkbox');
  const files = ['stigman.confapache', 'haproxy.cfg', 'stigman.confnginx/conf.d'];
  for (const file of [...files, 'portaldebian/sites-available']) {
    assert.ok(await boxOf(file).isChecked(), file);
  }
  await boxOf('haproxy.cfg').uncheck();
  await picture(page, 'fix-workspace-preview');
  await page.locator('.monaco-button', { hasText: 'Apply' }).click();
  await preview.waitFor({ state: 'hidden' });
  await runCommand(page, 'View: Toggle Maximized Panel');
  const refused = await problems(page, 'without upgrade=websocket');
  await refused.first().waitFor({ state: 'detached' });
  await page.locator('.tab.dirty', { hasText: 'stigman.conf' }).waitFor({ state: 'detached' });
  assert.match(textOf(workbench, SITE), /\$http_upgrade/);
  assert.match(textOf(workbench, 'apache/stigman.conf'), /ProxyPass .* flushpackets=on/);
  assert.doesNotMatch(textOf(workbench, 'haproxy/haproxy.cfg'), /timeout server +60s/);
  await picture(page, 'fix-workspace-done');
});
