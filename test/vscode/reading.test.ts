import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { goToText, openFile, picture, runCommand } from './screen.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const SITE = 'nginx/conf.d/stigman.conf';

let workbench: Workbench;

before(async () => {
  workbench = await openWorkbench({
    file: SITE,
    settings: { 'stigmanProxyLint.inlayHints.enabled': true },
  });
});

after(() => workbench?.close());

/** Shows the hover at the first occurrence of a text. */
async function hoverAt(file: string, text: string): Promise<Locator> {
  const { page } = workbench;
  await goToText(workbench, file, text);
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+I');
  const hover = page.locator('.monaco-hover:not(.hidden)');
  await hover.locator('.hover-contents').first().waitFor();
  return hover;
}

test('the code lens above a mount says what becomes of its endpoints', async () => {
  const lens = workbench.page.locator('.codelens-decoration', {
    hasText: /STIG Manager at \/stigman\/: .*log socket refused/,
  });
  await lens.first().waitFor();
});

test('inlay hints show what is in force but not written at the mapping', async () => {
  const { page } = workbench;
  const line = page.locator('.view-line', { hasText: 'location /stigman/' });
  await line.filter({ hasText: /timeout.30.s.\(inherited\).*buffered.\(default\)/ }).waitFor();
  await picture(page, 'code-lens-and-inlay-hints');
});

test('hover on a location shows a table of the endpoints', async () => {
  const { page } = workbench;
  const rows = (await hoverAt(SITE, '/stigman/ {')).locator('table tr');
  await rows.filter({ hasText: /log socket\s+refused/ }).waitFor();
  assert.equal(await rows.count(), 7);
  await rows.last().scrollIntoViewIfNeeded();
  await picture(page, 'hover-endpoints');
});

test('hover on a directive shows its documentation', async () => {
  const { page } = workbench;
  const hover = await hoverAt(SITE, 'proxy_set_header Host $host');
  await hover.filter({ hasText: /proxy_set_header.*Context: .*location/ }).waitFor();
  await picture(page, 'hover-documentation');
});

test('the outline is a tree of servers and locations', async () => {
  const { page } = workbench;
  await page.keyboard.press('Escape');
  await runCommand(page, 'Explorer: Focus on Outline View');
  const rows = page.locator('.outline-tree .monaco-list-row');
  const level = async (name: string): Promise<number> => {
    const row = rows.filter({ hasText: name });
    await row.waitFor();
    return Number(await row.getAttribute('aria-level'));
  };
  const server = await level('server stigman.example.mil');
  assert.equal(await level('location /stigman/'), server + 1);
  assert.equal(await level('location /kc/'), server + 1);
  await picture(page, 'outline');
});

for (const [file, place] of [
  ['apache/stigman.conf', 'ProxyPass '],
  ['haproxy/haproxy.cfg', 'use_backend stigman'],
] as const) {
  test(`the mount of ${file} has its lens and its table as well`, async () => {
    const { page } = workbench;
    await openFile(workbench, file);
    await page.locator('.codelens-decoration', { hasText: 'STIG Manager at' }).first().waitFor();
    const rows = (await hoverAt(file, place)).locator('table tr');
    await rows.filter({ hasText: 'log socket' }).first().waitFor();
    await rows.last().scrollIntoViewIfNeeded();
    await picture(page, `hover-${file.split('/')[0]}`);
    await page.keyboard.press('Escape');
  });
}
