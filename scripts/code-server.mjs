// Plain JavaScript on Node's own modules: used before anything is installed.
// A real VS Code from the npm registry, in a folder of its own that fresh clones share.
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { capture, program, run } from './processes.mjs';
import { missingPackages, root } from './setup.mjs';

const BUILD_LIBRARIES = [
  'build-essential',
  'libkrb5-dev',
  'libsecret-1-dev',
  'libx11-dev',
  'libxkbfile-dev',
  'pkg-config',
  'python3',
];

/** Folder for what is kept between runs and clones. */
export const cacheFolder = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'stigman-proxy-lint',
);

const bench = join(root, 'test', 'vscode');
const version = JSON.parse(readFileSync(join(bench, 'package.json'), 'utf8')).dependencies[
  'code-server'
];
const home = join(cacheFolder, `code-server-${version}`);
const node = join(home, 'node_modules', 'node', 'bin', 'node');
const entry = join(home, 'node_modules', 'code-server', 'out', 'node', 'entry.js');

/** Debian packages that the build of code-server still needs; none once it is built. */
export function neededLibraries() {
  return isInstalled() ? [] : BUILD_LIBRARIES;
}

function isInstalled() {
  return existsSync(join(home, 'complete'));
}

/**
 * Builds code-server where that has not been done yet, which takes some minutes.
 * @returns {string | undefined} why it cannot be had, with the command that helps; undefined where it is there
 */
export function installCodeServer() {
  if (isInstalled()) return undefined;
  if (process.platform === 'win32') return 'code-server does not run on Windows.';
  const missing = missingPackages(BUILD_LIBRARIES);
  if (missing.length > 0) {
    return `code-server needs libraries to build: apt-get install ${missing.join(' ')}`;
  }
  const npm = program('npm');
  if (npm === undefined) return 'npm is missing. On Debian: apt-get install npm';
  console.log(
    `Building code-server ${version} (VS Code in the browser) in ${home}; some minutes …`,
  );
  const folder = `${home}.${process.pid}`;
  try {
    return build(npm, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} npm
 * @param {string} folder
 */
function build(npm, folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) {
    cpSync(join(bench, name), join(folder, name));
  }
  const quiet = ['--no-audit', '--no-fund', '--loglevel', 'error'];
  const ownNode = join(folder, 'node_modules', 'node');
  const plain = withoutOuterNpm();
  const withOwnNode = {
    ...plain,
    PATH: `${join(ownNode, 'bin')}${delimiter}${process.env.PATH}`,
    npm_config_nodedir: join(ownNode, 'node_modules', `node-${process.platform}-${process.arch}`),
    npm_config_ignore_scripts: 'false',
  };
  const steps = [
    { args: ['ci', '--ignore-scripts', ...quiet], env: plain },
    { args: ['rebuild', 'node', '--ignore-scripts=false', ...quiet], env: plain },
    { args: ['rebuild', 'argon2', 'code-server', ...quiet], env: withOwnNode },
  ];
  for (const { args, env } of steps) {
    if (run(npm, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] }) !== 0) {
      return `code-server could not be built: npm ${args[0]} failed, its messages are above.`;
    }
  }
  writeFileSync(join(folder, 'complete'), `${version}\n`);
  rmSync(home, { recursive: true, force: true });
  renameSync(folder, home);
  return undefined;
}

/** The environment without what an npm around this script says about its own package and its own Node. */
function withoutOuterNpm() {
  const outer =
    /^npm_(?:lifecycle|package|command|execpath|node_execpath|config_(?:user_agent|prefix|local_prefix|global_prefix|node_gyp|npm_version))/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
}

/**
 * @typedef {object} CodeServer
 * @property {number} port
 * @property {string} address address that opens the folder
 * @property {import('node:child_process').ChildProcess} process
 * @property {() => Promise<void>} stop
 */

/**
 * Installs a packed extension.
 * @param {string} data folder for user data and extensions
 * @param {string} vsix
 */
export async function installExtension(data, vsix) {
  const args = [entry, ...dataArguments(data), '--install-extension', vsix, '--force'];
  const { code, output } = await capture(node, args, { env: environment(data) });
  if (code !== 0) throw new Error(`code-server could not install ${vsix}:\n${output}`);
}

/**
 * Starts code-server on a free port of the loopback interface and waits until it answers.
 * @param {string} data folder for user data and extensions
 * @param {string} folder that is opened
 * @returns {Promise<CodeServer>}
 */
export async function startCodeServer(data, folder) {
  const port = await freePort();
  const args = [
    entry,
    '--bind-addr',
    `127.0.0.1:${port}`,
    '--auth',
    'none',
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
    ...dataArguments(data),
    folder,
  ];
  const child = spawn(node, args, { env: environment(data), stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (chunk) => {
    log += chunk;
  });
  child.stderr.on('data', (chunk) => {
    log += chunk;
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await closed;
    clearTimeout(killer);
  };
  if (!(await answers(`http://127.0.0.1:${port}/healthz`))) {
    await stop();
    throw new Error(`code-server did not start:\n${log}`);
  }
  const address = `http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}`;
  return { port, address, process: child, stop };
}

/**
 * Writes the user settings of a data folder.
 * @param {string} data
 * @param {Record<string, unknown>} [settings] added to the ones that keep the window quiet
 */
export function writeSettings(data, settings = {}) {
  const folder = join(data, 'user', 'User');
  mkdirSync(folder, { recursive: true });
  const quiet = {
    'chat.disableAIFeatures': true,
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.tips.enabled': false,
    'telemetry.telemetryLevel': 'off',
    'extensions.autoCheckUpdates': false,
    'extensions.autoUpdate': false,
    'update.mode': 'none',
    'git.enabled': false,
  };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...quiet, ...settings }, null, 2));
}

/** @param {string} data */
function dataArguments(data) {
  return ['--user-data-dir', join(data, 'user'), '--extensions-dir', join(data, 'extensions')];
}

/**
 * An environment in which no configuration of another code-server is read.
 * @param {string} data
 */
function environment(data) {
  const { VSCODE_IPC_HOOK_CLI: _, PORT: __, PASSWORD: ___, ...rest } = process.env;
  return { ...rest, XDG_CONFIG_HOME: join(data, 'config'), XDG_DATA_HOME: join(data, 'data') };
}

/** @param {string} url */
async function answers(url) {
  for (let attempt = 0; attempt < 150; attempt++) {
    try {
      if ((await fetch(url)).ok) return true;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      );
    });
  });
}
