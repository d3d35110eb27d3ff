import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { dialects } from '../../server/src/dialects/registry.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/language-checks.md'), 'utf8');

describe('the page of language checks', () => {
  for (const { id } of dialects) {
    it(`has a heading to which the findings of ${id} lead`, () => {
      assert.match(page, new RegExp(`^## ${id}$`, 'im'));
    });

    it(`names every code of ${id}`, () => {
      const sources = globSync(`server/src/dialects/${id}/**/*.ts`, { cwd: root });
      const codes = sources.flatMap((file) => {
        const text = readFileSync(join(root, file), 'utf8');
        return [...text.matchAll(/(?:\b[cC](?:ode|ODE)(?::| =) |\bfault\([^'`]*)'([a-z-]+)'/g)].map(
          ([, code]) => `\`${code}\``,
        );
      });
      assert.ok(codes.length > 5, 'the sources are read');
      assert.deepEqual(
        codes.filter((code) => !page.includes(code)),
        [],
      );
    });
  }
});
