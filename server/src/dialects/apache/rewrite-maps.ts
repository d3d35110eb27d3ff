import { wordTable } from '../../text/word-table.ts';
import { kept, oncePer } from '../once.ts';
import { type Node, nodesWithin } from './node.ts';
import { inheritance, isRewriting, optionsIn } from './rewrite-rules.ts';
import type { Server } from './server.ts';

/** What a map makes of a key; "" where it does not know it. */
type Look = (key: string) => string;

/** Maps whose answers the configuration tells, by name: httpd's own, and files of text that are in sight. */
export type RewriteMaps = ReadonlyMap<string, Look>;

const OWN = wordTable<Look>({
  'int:tolower': (key) => key.toLowerCase(),
  'int:toupper': (key) => key.toUpperCase(),
});

const texts = kept<Node, string>();

/** The path of the file that a RewriteMap line names, if httpd reads it as text. */
export function mapFileOf(node: Node): string | undefined {
  return /^(?:txt:)?((?![a-z]+:).+)$/s.exec(node.argument(1))?.[1];
}

/** Keeps the text of the file that a RewriteMap line names. */
export function keepMap(node: Node, text: string): void {
  texts.set(node, text);
}

const NO_VALUES: Look = () => '';

/**
 * The maps of a server. A virtual host has the main server's where it inherits, or holds no directive of mod_rewrite;
 * else they have no value for it (measured on 2.4.71).
 */
export const mapsOf = oncePer((server: Server): RewriteMaps => {
  const { main, own } = server;
  if (!main) return mapsIn(own);
  const outer = mapsIn(main.own);
  if (!nodesWithin(own).some(isRewriting)) return outer;
  const inherited = inheritance(optionsIn(main.own), optionsIn(own));
  if (inherited === 'before') return new Map([...mapsIn(own), ...outer]);
  const around = inherited ? outer : new Map([...outer.keys()].map((name) => [name, NO_VALUES]));
  return new Map([...around, ...mapsIn(own)]);
});

function mapsIn(nodes: readonly Node[]): RewriteMaps {
  const lines = nodes.filter(({ name }) => name === 'rewritemap');
  return new Map(
    lines.flatMap((node) => {
      const look = OWN.get(node.argument(1).toLowerCase()) ?? inText(texts.get(node));
      return look ? [[node.argument(0), look] as const] : [];
    }),
  );
}

/**
 * A key that a line begins with, and the word behind it; of lines with one key the first that has such a word counts
 * (measured on 2.4.71).
 */
function inText(text: string | undefined): Look | undefined {
  if (text === undefined) return undefined;
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (/^[#\s]/.test(line)) continue;
    const [key = '', value = ''] = line.split(/\s+/);
    if (value !== '' && !values.has(key)) values.set(key, value);
  }
  return (key) => values.get(key) ?? '';
}
