import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  cursorOn,
  goToText,
  lineOf,
  openFile,
  picture,
  runCommand,
  save,
  textOf,
} from './screen.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const ROOT = 'nginx/nginx.conf';
const SITE = 'nginx/conf.d/stigman.conf';

let workbench: Workbench;

before(async () => {
  workbench = await openWorkbench({ file: SITE, settings: { 'files.autoSave': 'off' } });
});

after(() => workbench?.close());

test('go to definition follows a name into the file that includes this one', async () => {
  const { page } = workbench;
  await goToText(workbench, SITE, 'proxy_set_header Host $host');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('proxy_set_header Connection $connection_upgrade;');
  await page.keyboard.press('Escape');
  await save(page);
  await goToText(workbench, SITE, 'connection_upgrade;');
  await page.keyboard.press('F12');
  await page.locator('.tab.active', { hasText: 'nginx.conf' }).waitFor();
  await cursorOn(page, lineOf(workbench, ROOT, '$connection_upgrade {'));
});

test('renaming an upstream renames it wherever it is used', async () => {
  const { page } = workbench;
  await openFile(workbench, SITE);
  await goToText(workbench, SITE, 'stigman {');
  await page.keyboard.press('F2');
  const box = page.locator('.rename-box input');
  await box.waitFor();
  await box.fill('stigman_app');
  await picture(page, 'rename');
  await page.keyboard.press('Enter');
  await page.locator('.tab.active.dirty').waitFor();
  await save(page);
  assert.match(textOf(workbench, SITE), /^upstream stigman_app \{$/m);
  assert.match(textOf(workbench, SITE), /proxy_pass +http:\/\/stigman_app\/;/);
});

test('formatting indents by the blocks and changes nothing else', async () => {
  const { page } = workbench;
  const before = textOf(workbench, SITE);
  await goToText(workbench, SITE, 'server 10.0.0.11');
  await page.keyboard.press('Home');
  await page.keyboard.type('      ');
  await runCommand(page, 'Format Document');
  await page.locator('.view-line', { hasText: /^\s{4}server.10\.0\.0\.11/ }).waitFor();
  await save(page);
  assert.equal(textOf(workbench, SITE), before);
});
