import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { packExtension } from './pack-host.ts';
import { applyQuickFix, goToText, picture, save, textOf } from './screen.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** Beside an extension that knows HAProxy in depth, ours offers only what STIG Manager needs. */

const FILE = 'haproxy/haproxy.cfg';
const NEIGHBOUR = {
  name: 'haproxy-in-depth',
  description: 'Contributes the language of HAProxy and completes one keyword. For tests only.',
  activationEvents: ['onLanguage:haproxy'],
  contributes: { languages: [{ id: 'haproxy', extensions: ['.cfg'] }] },
};
const CODE = `const vscode = require('vscode');
exports.activate = () => {
  const provideCompletionItems = () => [new vscode.CompletionItem('balance-of-the-neighbour')];
  vscode.languages.registerCompletionItemProvider('haproxy', { provideCompletionItems });
};
`;

let workbench: Workbench;
let rows: Locator;

before(async () => {
  const neighbour = await packExtension(NEIGHBOUR, (outfile) => writeFileSync(outfile, CODE));
  workbench = await openWorkbench({ file: FILE, extensions: [neighbour] });
  rows = workbench.page.locator('.suggest-widget.visible .monaco-list-row');
});

after(() => workbench?.close());

async function typeInBackend(typed: string): Promise<void> {
  const { keyboard } = workbench.page;
  await goToText(workbench, FILE, 'replace-path /stigman/');
  await keyboard.press('End');
  await keyboard.press('Enter');
  await keyboard.type(typed, { delay: 20 });
}

test('keywords come from the neighbour alone', async () => {
  const { page } = workbench;
  await typeInBackend('balan');
  await rows.filter({ hasText: 'balance-of-the-neighbour' }).first().waitFor();
  await picture(page, 'completion-neighbour');
  assert.deepEqual(
    (await rows.locator('.label-name').allTextContents()).map((label) => label.trim()),
    ['balance-of-the-neighbour'],
  );
});

test('what breaks STIG Manager is still found, and mended', async () => {
  const { page } = workbench;
  await page.keyboard.press('Escape');
  for (let i = 0; i < 'balan'.length + 1; i++) await page.keyboard.press('Backspace');
  await goToText(workbench, FILE, 'timeout server');
  await applyQuickFix(page, '60s');
  await save(page);
  assert.match(textOf(workbench, FILE), /timeout server +60s$/m);
});
