// Plain JavaScript on Node's own modules: used before anything is installed.
// Builds the extension, shows what it finds in examples/, and opens that folder in VS Code with it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  cacheFolder,
  installCodeServer,
  installExtension,
  startCodeServer,
  writeSettings,
} from './code-server.mjs';
import { capture, fail, program, run } from './processes.mjs';
import { installDependencies, packedExtension, projectNode, root } from './setup.mjs';

const examples = join(root, 'examples');

function checkExamples() {
  const cli = join(root, 'dist', 'cli.js');
  if (!existsSync(cli)) fail('dist/cli.js was not built; the messages of the build are above.');
  console.log('\n$ stigman-proxy-lint check examples\n');
  const exitCode = run(projectNode, [cli, 'check', 'examples'], { cwd: root });
  if (exitCode > 1) fail('The check could not run.');
}

/** The desktop VS Code, where one can open a window here. */
function desktopCode() {
  const { DISPLAY, WAYLAND_DISPLAY, VSCODE_IPC_HOOK_CLI } = process.env;
  const hasScreen = process.platform !== 'linux' || !!DISPLAY || !!WAYLAND_DISPLAY;
  const isRoot = process.getuid?.() === 0;
  // Inside the terminal of a remote window, `code` speaks to that window and takes no development path.
  if (!hasScreen || isRoot || VSCODE_IPC_HOOK_CLI) return undefined;
  return program('code', 'code-insiders', 'codium');
}

async function openInBrowser() {
  const obstacle = installCodeServer();
  if (obstacle !== undefined) {
    fail(
      `${obstacle}\nOr install the desktop VS Code (https://code.visualstudio.com) and run npm start again.`,
    );
  }
  const { code, output } = await capture(projectNode, [join(root, 'scripts', 'package.ts')]);
  if (code !== 0) fail(`The extension could not be packed:\n${output}`);
  const data = join(cacheFolder, 'start');
  writeSettings(data);
  await installExtension(data, packedExtension);
  const server = await startCodeServer(data, examples);
  console.log(`\nVS Code with the extension: ${server.address}\nCtrl+C ends it.`);
  const end = () => void server.stop().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

installDependencies();
if (run(projectNode, [join(root, 'scripts', 'build.ts')], { cwd: root }) !== 0)
  fail('The build failed.');
checkExamples();
if (!process.argv.includes('--check-only')) {
  const code = desktopCode();
  if (code === undefined) await openInBrowser();
  else if (run(code, ['--new-window', `--extensionDevelopmentPath=${root}`, examples]) !== 0) {
    fail(`${code} did not open the folder.`);
  }
}
