import { after, before, test } from 'node:test';
import { applyQuickFix, goToLine, problems } from './screen.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let workbench: Workbench;

before(async () => {
  workbench = await openWorkbench({
    file: 'nginx/conf.d/stigman.conf',
    settings: { 'remote.extensionKind': { 'stigman-proxy-lint.stigman-proxy-lint': ['web'] } },
  });
});

after(() => workbench?.close());

test('in the web extension host the worker reads included files through the client', async () => {
  const { page } = workbench;
  const cut = await problems(page, 'short-read-timeout');
  await cut.first().waitFor();
});

test('in the web extension host a quick fix mends the text', async () => {
  const { page } = workbench;
  const socket = await problems(page, 'missing-upgrade-headers');
  await socket.first().waitFor();
  await goToLine(page, 16);
  await applyQuickFix(page, 'Upgrade');
  await socket.first().waitFor({ state: 'detached' });
});
