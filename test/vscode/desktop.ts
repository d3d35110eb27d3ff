// Runs the extension-host suite in a desktop VS Code: the one that VSCODE_EXECUTABLE names, else a downloaded one.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { root } from '../../scripts/setup.mjs';
import { bundleHost } from './pack-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'stigman-proxy-lint-desktop-'));
const workspace = join(folder, 'workspace');
const suite = join(folder, 'suite.js');
const executable = process.env['VSCODE_EXECUTABLE'];
cpSync(join(root, 'examples'), workspace, { recursive: true });
await bundleHost(suite);
try {
  process.exitCode = await runTests({
    ...(executable ? { vscodeExecutablePath: executable } : {}),
    extensionDevelopmentPath: root,
    extensionTestsPath: suite,
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
