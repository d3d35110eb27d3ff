// Plain JavaScript on Node's own modules: used before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, program, run } from './processes.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The Node of the project, whatever the machine's own is. */
export const projectNode = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** Where `npm run package` writes the extension. */
export const packedExtension = join(root, 'dist', 'stigman-proxy-lint.vsix');

const OLDEST_NODE = 20;

/** Installs the dependencies where one is missing; ends the run where that is not possible. */
export function installDependencies() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE) {
    fail(
      `Node ${OLDEST_NODE} or newer is needed, this is ${process.version}: see https://nodejs.org`,
    );
  }
  if (dependenciesAreInstalled()) return;
  const npm = program('npm');
  if (npm === undefined) fail('npm is missing. On Debian: apt-get install npm');
  console.log('Installing the dependencies (npm ci) …');
  const options = ['ci', '--no-audit', '--no-fund'];
  if (run(npm, options, { cwd: root }) !== 0) fail('npm ci failed; its messages are above.');
  // Where install scripts are switched off, the Node of the project is not in place yet.
  if (!existsSync(projectNode))
    run(npm, ['rebuild', 'node', '--ignore-scripts=false'], { cwd: root });
  if (!existsSync(projectNode)) fail('The package node has no binary for this machine.');
}

function dependenciesAreInstalled() {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  return (
    existsSync(projectNode) &&
    names.every((name) => existsSync(join(root, 'node_modules', name, 'package.json')))
  );
}

/** True on Debian and its kin, where packages can be asked for by name. */
export function isDebian() {
  return (
    process.platform === 'linux' && existsSync('/etc/debian_version') && !!program('dpkg-query')
  );
}

/**
 * Those of the Debian packages that are not installed; none elsewhere than on Debian.
 * @param {readonly string[]} packages
 */
export function missingPackages(packages) {
  if (!isDebian()) return [];
  return packages.filter((name) => {
    const query = ['-W', '-f', '${db:Status-Status}', name];
    return spawnSync('dpkg-query', query, { encoding: 'utf8' }).stdout !== 'installed';
  });
}

/**
 * Installs the Debian packages that are missing, one by one where all at once fails, without starting any service.
 * Only for root on Debian; elsewhere it does nothing.
 * @param {readonly string[]} packages
 */
export function installPackages(packages) {
  const missing = missingPackages(packages);
  if (missing.length === 0 || process.getuid?.() !== 0) return;
  console.log(`Installing Debian packages: ${missing.join(' ')}`);
  // Package scripts start no service at run level 1.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const aptGet = (/** @type {string[]} */ ...args) => run('apt-get', ['-qq', ...args], { env });
  aptGet('update');
  const install = ['install', '-y', '--no-install-recommends'];
  if (aptGet(...install, ...missing) === 0) return;
  for (const name of missingPackages(missing)) aptGet(...install, name);
}
