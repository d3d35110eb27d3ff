import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isPseudo, pseudoTexts } from '../support/pseudo-language.ts';
import { problems, runCommand } from './screen.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let workbench: Workbench;

before(async () => {
  workbench = await openWorkbench({
    file: 'nginx/conf.d/stigman.conf',
    translation: { locale: 'de', texts: pseudoTexts },
  });
});

after(() => workbench?.close());

test('in a VS Code of another language what the server finds is told in it', async () => {
  const rows = await problems(workbench.page, 'missing-upgrade-headers');
  await rows.first().waitFor();
  const text = (await rows.first().textContent()) ?? '';
  assert.ok(isPseudo(text), text);
});

test('what the client asks is told in it too', async () => {
  const { page } = workbench;
  await runCommand(page, 'Create STIG Manager Configuration');
  const input = page.locator('.quick-input-widget input').first();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'HAProxy' }).waitFor();
  const asked = (await input.getAttribute('placeholder')) ?? '';
  assert.ok(isPseudo(asked), asked);
});
