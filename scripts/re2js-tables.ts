import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { compressedValue } from './compressed.ts';
import { root } from './setup.mjs';

/** The maps from names of Unicode's classes to their ranges, as re2js writes them, and one entry of such a map. */
const MAP = /new LazyMap\(\{(.*?)\n\t\}\)/gs;
const ENTRY = /(\w+): \(\) => new UnicodeRangeTable\(decodeRanges\("([^"]*)", (true|false)\)\)/g;
/** Tables that stand by themselves. */
const TABLE = /(?<=\bdecode(?:Ranges|Orbit)\()"([^"]*)"/g;

/** A map of re2js whose tables are unpacked once one of them is asked for. */
const LOOK_UP = `
let unpacked;
const packed = () => (unpacked ??= tables());
class PackedMap {
  cache = new Map();
  constructor(index) { this.index = index; }
  get ranges() { return packed().maps[this.index]; }
  has(key) { return Object.hasOwn(this.ranges, key); }
  get(key) {
    if (!this.cache.has(key)) this.cache.set(key, this.has(key) ? new UnicodeRangeTable(decodeRanges(...this.ranges[key])) : null);
    return this.cache.get(key);
  }
}
`;

/** Puts the tables of re2js into a bundle compressed, all of them together. */
export const re2jsTables: Plugin = {
  name: 're2js-tables',
  setup(build) {
    const { platform } = build.initialOptions;
    build.onLoad({ filter: /[\\/]re2js[\\/].*\.js$/ }, async ({ path }) => {
      const maps: unknown[] = [];
      const alone: string[] = [];
      const code = (await readFile(path, 'utf8'))
        .replace(MAP, (_, entries: string) => `new PackedMap(${maps.push(rangesIn(entries)) - 1})`)
        .replace(TABLE, (_, table: string) => `packed().alone[${alone.push(table) - 1}]`);
      if (maps.length === 0)
        throw new Error(`${path} has no maps of tables of the shape that is known`);
      const contents = [compressedValue('tables', { maps, alone }, platform), LOOK_UP, code].join(
        '\n',
      );
      return { contents, loader: 'js', resolveDir: root };
    });
  },
};

function rangesIn(entries: string) {
  const found = [...entries.matchAll(ENTRY)];
  if (found.length !== entries.split('=>').length - 1)
    throw new Error(`unknown entry in ${entries}`);
  return Object.fromEntries(
    found.map(([, name, ranges, single]) => [name, [ranges, single === 'true']]),
  );
}
