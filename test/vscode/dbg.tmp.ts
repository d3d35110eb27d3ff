import { openWorkbench, goToLine, problems, picture, openFile } from './workbench.ts';
const zz = (n: number) => new Promise(r => setTimeout(r, n));
const w = await openWorkbench({ file: 'nginx/conf.d/stigman.conf', settings: { 'remote.extensionKind': { 'stigman-proxy-lint.stigman-proxy-lint': ['web'] } } });
w.page.on('console', m => { const t = m.text(); if (/stigman|worker|error/i.test(t)) console.log('C', t.slice(0, 300)); });
w.page.on('requestfailed', r => console.log('F', r.url().slice(0, 200)));
try {
  await w.page.keyboard.press('F1'); await w.page.locator('.quick-input-widget input').first().fill('>Proxy Lint: Show Output'); await zz(3000); await w.page.keyboard.press('Enter');
  await zz(20000);
  await picture(w.page, 'web1');
  await w.page.keyboard.press('F1'); await w.page.locator('.quick-input-widget input').first().fill('>Developer: Show Running Extensions'); await zz(3000); await w.page.keyboard.press('Enter');
  await zz(8000);
  await picture(w.page, 'web2');
} finally { await w.close(); }
