import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** What CommonJS of TypeScript hands on from another module, by a getter. */
const GETTER =
  /Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return ([\w.]+); \} \}\);/g;
/** The names that it announces before they have a value. */
const ANNOUNCED = /^exports\.\w+(?: = exports\.\w+)* = void 0;$/gm;

/** Writes the exports of the protocol's packages more shortly: no module of theirs waits for a value of one that loads it. */
export const plainExports: Plugin = {
  name: 'plain-exports',
  setup(build) {
    const filter = /[\\/]vscode-(?:jsonrpc|languageserver(?:-protocol)?)[\\/]lib[\\/].*\.js$/;
    build.onLoad({ filter }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return {
        contents: text.replace(GETTER, 'exports.$1 = $2;').replace(ANNOUNCED, ''),
        loader: 'js',
      };
    });
  },
};
