import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { Plugin } from 'esbuild';
import { compressedValue } from './compressed.ts';
import { root } from './setup.mjs';

/** Puts the tables of the dialects (`…-data.ts`, constants that JSON can hold) and the snippets into a bundle compressed. */
export const packedData: Plugin = {
  name: 'packed-data',
  setup(build) {
    const { platform } = build.initialOptions;
    build.onLoad({ filter: /[\\/]snippets[\\/][^\\/]*\.json$/ }, async ({ path }) => ({
      contents: [
        compressedValue('snippets', JSON.parse(await readFile(path, 'utf8')), platform),
        'export default snippets();',
      ].join('\n'),
      loader: 'js',
      resolveDir: root,
    }));
    build.onResolve({ filter: /^packed-tables:/ }, ({ path }) => ({ path, namespace: 'packed' }));
    build.onLoad({ filter: /.*/, namespace: 'packed' }, async ({ path }) => ({
      contents: `${compressedValue('tables', await allTables(path.slice(path.indexOf(':') + 1)), platform)}\nexport const loaded = tables();`,
      loader: 'js',
      resolveDir: root,
    }));
    build.onLoad({ filter: /[\\/]dialects[\\/].*-data\.ts$/ }, async ({ path }) => {
      const own = `loaded[${JSON.stringify(basename(path))}]`;
      const exported = Object.keys(await tablesOf(path)).map(
        (name) => `export const ${name} = ${own}.${name};`,
      );
      return {
        contents: [`import { loaded } from 'packed-tables:${dialectOf(path)}';`, ...exported].join(
          '\n',
        ),
        loader: 'js',
        resolveDir: root,
      };
    });
  },
};

/** The name of the dialect's folder that a file stands in. */
function dialectOf(path: string): string {
  const [, name = ''] = /[\\/]dialects[\\/](\w+)/.exec(path) ?? [];
  return name;
}

/** The tables of a dialect by file, in one stream, since they name the same things. */
async function allTables(dialect: string): Promise<Readonly<Record<string, unknown>>> {
  const files = globSync(`server/src/dialects/${dialect}/**/*-data.ts`, { cwd: root }).sort();
  const entries = files.map(async (file) => [basename(file), await tablesOf(join(root, file))]);
  return Object.fromEntries(await Promise.all(entries));
}

/** What a file exports; throws where JSON would make something else of it, as of a Map. */
async function tablesOf(path: string): Promise<Readonly<Record<string, unknown>>> {
  const tables = { ...(await import(pathToFileURL(path).href)) };
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(tables)), tables))
    throw new Error(`${basename(path)} exports what JSON cannot hold`);
  return tables;
}
