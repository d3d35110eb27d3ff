import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { getL10nJson } from '@vscode/l10n-dev';

const root = join(import.meta.dirname, '../..');
function json(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

describe('texts for translators', () => {
  it('of the manifest are all named, and all used', () => {
    const used = readFileSync(join(root, 'package.json'), 'utf8').matchAll(/"%([^%"]+)%"/g);
    const keys = [...new Set([...used].map((match) => match[1] ?? ''))];
    assert.deepEqual(keys.sort(), Object.keys(json('package.nls.json')).sort());
  });

  it('of client and server are those in the bundle: `npm run l10n` writes them there', async () => {
    const files = ['client/src', 'server/src'].flatMap((folder) =>
      globSync(`${folder}/**/*.ts`, { cwd: root }).map((path) => ({
        extension: '.ts',
        contents: readFileSync(join(root, path), 'utf8'),
      })),
    );
    const texts = await getL10nJson(files);
    assert.ok(Object.keys(texts).length > 10);
    assert.deepEqual(json('l10n/bundle.l10n.json'), texts);
  });
});
