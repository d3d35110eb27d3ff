import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { goToText, openFile, picture, save, textOf } from './screen.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const SITE = 'nginx/conf.d/stigman.conf';

let workbench: Workbench;
let rows: Locator;

before(async () => {
  workbench = await openWorkbench({
    file: SITE,
    settings: { 'editor.suggest.showStatusBar': true },
  });
  rows = workbench.page.locator('.suggest-widget.visible .monaco-list-row');
});

after(() => workbench?.close());

/** Types a line below the one that holds a text, up to where something is to be completed. */
async function typeBelow(file: string, text: string, typed: string): Promise<void> {
  const { keyboard } = workbench.page;
  await goToText(workbench, file, text);
  await keyboard.press('End');
  await keyboard.press('Enter');
  await keyboard.type(typed, { delay: 20 });
}

/** Opens the list of suggestions, with the documentation beside it. */
async function suggest(): Promise<void> {
  const { page } = workbench;
  if (!(await rows.first().isVisible())) await page.keyboard.press('Control+Space');
  await rows.first().waitFor();
}

/** Waits for a text in the documentation beside the suggestions; opens it where it is not. */
async function documented(text: RegExp): Promise<void> {
  const { page } = workbench;
  const details = page.locator('.suggest-details');
  if (!(await details.isVisible())) await page.keyboard.press('Control+Space');
  await details.filter({ hasText: text }).waitFor();
}

test('directives that are legal in a location are offered with their documentation', async () => {
  const { page } = workbench;
  await typeBelow(SITE, 'proxy_set_header Host $host', 'proxy_read');
  await suggest();
  await rows.filter({ hasText: 'proxy_read_timeout' }).first().waitFor();
  await documented(/proxy_read_timeout time.*Context: .*location/);
  await picture(page, 'completion-directives');
});

test('a directive is accepted by keyboard, and its value is the one that STIG Manager needs', async () => {
  const { page } = workbench;
  await page
    .locator('.suggest-widget.visible .focused', { hasText: 'proxy_read_timeout' })
    .waitFor();
  await page.keyboard.press('Enter');
  await rows.first().waitFor({ state: 'hidden' });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Space');
  const focused = page.locator('.suggest-widget.visible .focused');
  await focused.waitFor();
  await documented(/what STIG Manager needs/);
  const value = (await focused.locator('.label-name').textContent())?.trim();
  await picture(page, 'completion-values');
  await page.keyboard.press('Enter');
  await save(page);
  assert.match(textOf(workbench, SITE), new RegExp(`^        proxy_read_timeout +${value};`, 'm'));
});

test('variables and upstreams of the configuration are offered', async () => {
  const { page } = workbench;
  await typeBelow(SITE, 'proxy_set_header X-Forwarded-Port', 'proxy_set_header Upgrade $http_up');
  await rows.filter({ hasText: '$http_upgrade' }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type(';');
  await save(page);
  assert.match(textOf(workbench, SITE), /proxy_set_header Upgrade \$http_upgrade;/);
});

test('an Apache mapping is offered flushpackets=on', async () => {
  const { page } = workbench;
  const file = 'apache/stigman.conf';
  await openFile(workbench, file);
  await goToText(workbench, file, ' timeout=5m');
  await page.keyboard.type(' flush', { delay: 20 });
  await suggest();
  await page.locator('.suggest-widget.visible .focused', { hasText: 'flushpackets=on' }).waitFor();
  await picture(page, 'completion-apache');
  await page.keyboard.press('Enter');
  await save(page);
  assert.match(textOf(workbench, file), /ProxyPass .* flushpackets=on timeout=5m/);
});

test('HAProxy keywords are offered in a backend', async () => {
  const { page } = workbench;
  const file = 'haproxy/haproxy.cfg';
  await openFile(workbench, file);
  await typeBelow(file, 'replace-path /stigman/', 'timeout tu');
  await suggest();
  await page.locator('.suggest-widget.visible .focused', { hasText: 'tunnel' }).waitFor();
  await picture(page, 'completion-haproxy');
  await page.keyboard.press('Enter');
  await save(page);
  assert.match(textOf(workbench, file), /timeout tunnel/);
});

test('a snippet is offered once, where it may stand, and takes the indentation of its place', async () => {
  const { page } = workbench;
  await openFile(workbench, SITE);
  await typeBelow(SITE, 'server_name', 'stigman-soc');
  await suggest();
  await rows.filter({ hasText: 'stigman-socket' }).first().waitFor();
  assert.equal(await rows.filter({ hasText: 'stigman-socket' }).count(), 1);
  await picture(page, 'completion-snippet');
  await page.keyboard.press('Enter');
  await rows.first().waitFor({ state: 'hidden' });
  await page.keyboard.press('Escape');
  await save(page);
  const written = textOf(workbench, SITE);
  assert.match(written, /^ {4}location = \/stigman\/socket\/log-socket \{\n {8}proxy_pass /m);
  await typeBelow(SITE, 'location = /stigman/socket/log-socket', '');
  await suggest();
  const first = (await rows.first().textContent()) ?? '';
  assert.ok(!first.includes('stigman-'), `a snippet is offered in a location: ${first}`);
});

test('the form of a directive is shown when it is asked for', async () => {
  const { page } = workbench;
  await typeBelow(SITE, 'proxy_set_header Host $host', 'proxy_set_header ');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+Space');
  await page
    .locator('.parameter-hints-widget.visible', { hasText: 'proxy_set_header field value' })
    .waitFor();
  await picture(page, 'parameter-hints');
});
