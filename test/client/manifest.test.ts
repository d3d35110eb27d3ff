import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { listFiles, PackageManager } from '@vscode/vsce';
import { rules } from '../../server/src/rules/registry.ts';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const pictures: readonly string[] = manifest.contributes.walkthroughs.flatMap(
  ({ steps }: { steps: readonly { media: { image: string } }[] }) =>
    steps.map(({ media }) => media.image),
);
const PICTURE_LIMIT_BYTES = 150 * 1024;

describe('the manifest', () => {
  it('describes every setting in Markdown', () => {
    for (const [name, setting] of Object.entries<Record<string, unknown>>(
      manifest.contributes.configuration.properties,
    )) {
      assert.match(String(setting['markdownDescription']), /^%setting\..+%$/, name);
    }
  });

  it('offers a severity for each rule, and for no other', () => {
    const { properties } = manifest.contributes.configuration.properties['stigmanProxyLint.rules'];
    assert.deepEqual(Object.keys(properties).sort(), rules.map(({ id }) => id).sort());
  });

  it('types each severity, without which the settings page lets nobody choose it', () => {
    const { properties } = manifest.contributes.configuration.properties['stigmanProxyLint.rules'];
    for (const [id, severity] of Object.entries<{ type?: string }>(properties))
      assert.equal(severity.type, 'string', id);
  });

  it('names an icon and pictures that are there, and small', () => {
    for (const path of [manifest.icon, ...pictures]) {
      assert.ok(statSync(join(root, path)).size < PICTURE_LIMIT_BYTES, path);
    }
  });

  it('packs what it names, and nothing from the sources', async () => {
    const packed = await listFiles({ cwd: root, packageManager: PackageManager.None });
    for (const path of [manifest.icon, ...pictures, 'package.nls.json', 'l10n/bundle.l10n.json']) {
      assert.ok(packed.includes(path), path);
    }
    assert.deepEqual(
      packed.filter((path) => /\.ts$|^(test|scripts|server|client|examples)\//.test(path)),
      [],
    );
  });
});
