import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { compressedValue } from './compressed.ts';
import { root } from './setup.mjs';

/** Puts the tables of the dialects (`…-data.ts`, constants that JSON can hold) and the snippets into a bundle compressed. */
export const packedData: Plugin = {
  name: 'packed-data',
  setup(build) {
    build.onLoad({ filter: /[\\/]snippets[\\/][^\\/]*\.json$/ }, async ({ path }) => ({
      contents: [
        compressedValue('snippets', JSON.parse(await readFile(path, 'utf8'))),
        'export default snippets();',
      ].join('\n'),
      loader: 'js',
      resolveDir: root,
    }));
    build.onLoad({ filter: /[\\/]dialects[\\/].*-data\.ts$/ }, async ({ path }) => {
      const tables: Record<string, unknown> = await import(pathToFileURL(path).href);
      const exported = Object.keys(tables).map((name) => `export const ${name} = loaded.${name};`);
      return {
        contents: [compressedValue('tables', tables), 'const loaded = tables();', ...exported].join(
          '\n',
        ),
        loader: 'js',
        resolveDir: root,
      };
    });
  },
};
