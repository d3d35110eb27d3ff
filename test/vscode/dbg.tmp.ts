import { openWorkbench, goToLine, problems, picture } from '/work/main/test/vscode/workbench.ts';
import { test } from 'node:test';
test('x', async () => {
  const w = await openWorkbench({ file: 'nginx/conf.d/stigman.conf' });
  try {
    const s = await problems(w.page, 'missing-upgrade-headers'); await s.first().waitFor();
    await goToLine(w.page, 16);
    await new Promise(r => setTimeout(r, 1500)); await picture(w.page, 'dbg0'); await w.page.keyboard.press('Control+.'); await new Promise(r => setTimeout(r, 3000)); await picture(w.page, 'dbg01');
    await w.page.locator('.action-widget .monaco-list-row').first().waitFor();
    console.log(await w.page.locator('.action-widget .monaco-list-row').allInnerTexts());
    await picture(w.page, 'dbg1');
    await w.page.locator('.action-widget').first().locator('.monaco-list-row', { hasText: 'Upgrade' }).first().click();
    await new Promise(r => setTimeout(r, 3000));
    await picture(w.page, 'dbg2');
  } finally { await w.close(); }
});
