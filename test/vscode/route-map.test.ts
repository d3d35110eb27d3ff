import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FrameLocator } from 'playwright-core';
import { cursorOn, goToLine, goToText, lineOf, picture, runCommand } from './screen.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const SITE = 'nginx/conf.d/stigman.conf';

let workbench: Workbench;
let map: FrameLocator;

before(async () => {
  workbench = await openWorkbench({ file: SITE });
  map = workbench.page.frameLocator('iframe.webview').frameLocator('#active-frame');
});

after(() => workbench?.close());

test('a click on the code lens above the mount draws the way of each endpoint', async () => {
  const { page } = workbench;
  const lens = page.locator('.codelens-decoration a', { hasText: 'STIG Manager at /stigman/' });
  await lens.first().click();
  await page.locator('.tab', { hasText: 'Routes of stigman.conf' }).waitFor();
  const socket = map.locator('.way', { has: map.getByText('log socket', { exact: true }) });
  await socket.waitFor();
  assert.equal(await socket.locator('.verdict').textContent(), 'refused');
  assert.ok((await map.locator('.way').count()) >= 6);
  await picture(page, 'route-map');
});

test('a click on the mapping of an endpoint goes to its line', async () => {
  const { page } = workbench;
  await goToLine(page, 1);
  await map.locator('.way .mapping button').first().click();
  await cursorOn(page, lineOf(workbench, SITE, 'location /stigman/'));
});

test('the keyboard goes from place to place, and Enter opens the file that decides', async () => {
  const { page } = workbench;
  const timeout = map.locator('button', { hasText: /30 s/ }).first();
  await map.locator('h2 button').first().focus();
  for (let step = 0; step < 40; step++) {
    if (await timeout.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: 'nginx.conf' }).waitFor();
  await cursorOn(page, lineOf(workbench, 'nginx/nginx.conf', 'proxy_read_timeout'));
});

test('the drawing follows the typing, and the command shows the file in front', async () => {
  const { page } = workbench;
  const file = 'nginx/nginx.conf';
  await goToText(workbench, file, '30s;');
  for (let i = 0; i < '30s;'.length; i++) await page.keyboard.press('Delete');
  await page.keyboard.type('1h;');
  await map.locator('.way .verdict', { hasText: /^cut$/i }).first().waitFor({ state: 'detached' });
  await runCommand(page, 'Proxy Lint: Show Route Map');
  await page.locator('.tab', { hasText: 'Routes of nginx.conf' }).waitFor();
  await picture(page, 'route-map-mended');
});

test('the walkthrough, which hides what is open, asks of which configuration to draw it', async () => {
  const { page } = workbench;
  const box = page.locator('.quick-input-widget');
  await runCommand(page, 'Welcome: Open Walkthrough');
  await box.locator('input').first().fill('A proxy that STIG Manager');
  await box.locator('.monaco-list-row', { hasText: 'A proxy that STIG Manager' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.getting-started-step', { hasText: 'Look at the routes' }).click();
  await page.locator('.getting-started-step .monaco-button', { hasText: 'Show Route Map' }).click();
  await box.locator('.monaco-list-row', { hasText: 'nginx/conf.d/stigman.conf' }).click();
  await page.locator('.tab', { hasText: 'Routes of stigman.conf' }).waitFor();
  await picture(page, 'route-map-walkthrough');
});
