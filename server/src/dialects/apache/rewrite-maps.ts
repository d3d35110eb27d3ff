import { wordTable } from '../../text/word-table.ts';
import { kept, oncePer } from '../once.ts';
import type { Node } from './node.ts';
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

/** The maps of a server and of the main one. */
export const mapsOf = oncePer((server: Server): RewriteMaps => {
  const lines = [...(server.main?.own ?? []), ...server.own];
  return new Map(
    lines
      .filter(({ name }) => name === 'rewritemap')
      .flatMap((node) => {
        const look = OWN.get(node.argument(1).toLowerCase()) ?? inText(texts.get(node));
        return look ? [[node.argument(0), look] as const] : [];
      }),
  );
});

/** A key and its value on each line; of lines with one key the first counts. */
function inText(text: string | undefined): Look | undefined {
  if (text === undefined) return undefined;
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/));
  const values = new Map(lines.toReversed().map(([key = '', value = '']) => [key, value]));
  return (key) => values.get(key) ?? '';
}
