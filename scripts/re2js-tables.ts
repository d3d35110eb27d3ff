import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { compressedValue } from './compressed.ts';
import { root } from './setup.mjs';

/** The ranges of Unicode's classes, as re2js writes them. */
const TABLE = /(?<=\bdecode(?:Ranges|Orbit)\()"([^"]*)"/g;

/** Puts the tables of re2js into a bundle compressed, all of them together; they are unpacked when one is asked for. */
export const re2jsTables: Plugin = {
  name: 're2js-tables',
  setup(build) {
    const { platform } = build.initialOptions;
    build.onLoad({ filter: /[\\/]re2js[\\/].*\.js$/ }, async ({ path }) => {
      const tables: string[] = [];
      const code = (await readFile(path, 'utf8')).replace(
        TABLE,
        (_, table: string) => `tableAt(${tables.push(table) - 1})`,
      );
      const lookUp = 'let unpacked; const tableAt = (i) => (unpacked ??= tables())[i];';
      const contents = [compressedValue('tables', tables, platform), lookUp, code].join('\n');
      return { contents, loader: 'js', resolveDir: root };
    });
  },
};
