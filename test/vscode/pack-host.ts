import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';
import { root } from '../../scripts/setup.mjs';

const SUITE = {
  name: 'extension-host-suite',
  description: 'Runs the extension-host suite on activation. For tests only.',
  activationEvents: ['onStartupFinished'],
};

/** What the manifests of all extensions for tests have. */
const MANIFEST = {
  publisher: 'stigman-proxy-lint-tests',
  version: '1.0.0',
  engines: { vscode: '^1.101.0' },
  main: './main.js',
  capabilities: { untrustedWorkspaces: { supported: true } },
};

/** Bundles the extension-host suite into a file that exports `run` and `activate`. */
export async function bundleHost(outfile: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/vscode/host/main.ts'],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'warning',
  });
}

/** Packs the suite as an extension of its own and returns the path of its .vsix. */
export function packHost(): Promise<string> {
  return packExtension(SUITE, bundleHost);
}

/** Packs an extension for tests, whose code `write` puts into the file that it is given; its .vsix. */
export async function packExtension(
  manifest: { readonly name: string; readonly description: string },
  write: (outfile: string) => void | Promise<void>,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'stigman-proxy-lint-host-'));
  const extension = join(folder, 'extension');
  mkdirSync(extension);
  await write(join(extension, 'main.js'));
  writeFileSync(join(extension, 'package.json'), JSON.stringify({ ...MANIFEST, ...manifest }));
  writeFileSync(join(extension, 'README.md'), `${manifest.description}\n`);
  const packagePath = join(folder, `${manifest.name}.vsix`);
  await createVSIX({
    cwd: extension,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  return packagePath;
}
