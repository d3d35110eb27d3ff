import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
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

/** Text of the hover at the first occurrence of a text; it stays open. */
async function hoverAt(file: string, text: string): Promise<string> {
  const { page } = workbench;
  await goToText(workbench, file, text);
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+I');
  const hover = page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
  await hover.waitFor();
  await hover.filter({ hasNotText: 'Loading' }).waitFor();
  return (await page.locator('.monaco-hover:not(.hidden)').first().innerText()).trim();
}

test('the code lens above a mount says what becomes of its endpoints', async () => {
  const { page } = workbench;
  const lens = page.locator('.codelens-decoration', { hasText: 'STIG Manager at /stigman/' });
  await lens.first().waitFor();
  assert.match(await lens.first().innerText(), /log socket refused/i);
});

test('inlay hints show what is in force but not written at the mapping', async () => {
  const { page } = workbench;
  const line = page.locator('.view-line', { hasText: 'location /stigman/' });
  await line.filter({ hasText: /timeout.30.s.\(inherited\).*buffered.\(default\)/ }).waitFor();
  await picture(page, 'code-lens-and-inlay-hints');
});

test('hover on a location shows a table of the endpoints', async () => {
  const { page } = workbench;
  const text = await hoverAt(SITE, '/stigman/ {');
  assert.match(text, /log socket/i);
  assert.match(text, /refused/i);
  assert.ok((await page.locator('.monaco-hover:not(.hidden) table tr').count()) > 5);
  await picture(page, 'hover-endpoints');
});

test('hover on a directive shows its documentation', async () => {
  const { page } = workbench;
  const text = await hoverAt(SITE, 'proxy_set_header Host $host');
  assert.match(text, /proxy_set_header/);
  assert.match(text, /Context: .*location/);
  await picture(page, 'hover-documentation');
});

test('the outline is a tree of servers and locations', async () => {
  const { page } = workbench;
  await page.keyboard.press('Escape');
  await runCommand(page, 'Explorer: Focus on Outline View');
  const rows = page.locator('.outline-tree .monaco-list-row');
  await rows.filter({ hasText: 'server stigman.example.mil' }).waitFor();
  const location = rows.filter({ hasText: 'location /stigman/' });
  await location.waitFor();
  const levels = await Promise.all(
    [rows.filter({ hasText: 'server stigman.example.mil' }), location].map(async (row) =>
      Number(await row.first().getAttribute('aria-level')),
    ),
  );
  assert.equal(levels[1], (levels[0] ?? 0) + 1);
  await picture(page, 'outline');
});

test('Apache and HAProxy mounts have their lens and their table as well', async () => {
  const { page } = workbench;
  for (const [file, place] of [
    ['apache/stigman.conf', 'ProxyPass '],
    ['haproxy/haproxy.cfg', 'use_backend stigman'],
  ] as const) {
    await openFile(page, file);
    await page.locator('.codelens-decoration', { hasText: 'STIG Manager at' }).first().waitFor();
    const text = await hoverAt(file, place);
    assert.match(text, /log socket/i, file);
    await picture(page, `hover-${file.split('/')[0]}`);
    await page.keyboard.press('Escape');
  }
});
