import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const root = join(import.meta.dirname, '../..');
/** A call that takes a text for translation; the client passes each as one literal. */
const TRANSLATED = /\b(?:l10n\.)?t\(\s*'((?:[^'\\]|\\.)*)'/g;

function json(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

describe('texts for translators', () => {
  it('of the manifest are all named, and all used', () => {
    const used = readFileSync(join(root, 'package.json'), 'utf8').matchAll(/"%([^%"]+)%"/g);
    const keys = [...new Set([...used].map((match) => match[1] ?? ''))];
    assert.deepEqual(keys.sort(), Object.keys(json('package.nls.json')).sort());
  });

  it('of the client are those in the bundle', () => {
    const folder = join(root, 'client/src');
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(TRANSLATED)])
      .map((match) => match[1] ?? '');
    const texts = [...new Set(found)].sort();
    assert.ok(texts.length > 10);
    assert.deepEqual(json('l10n/bundle.l10n.json'), Object.fromEntries(texts.map((t) => [t, t])));
  });
});
