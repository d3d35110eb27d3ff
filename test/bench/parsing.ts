import { NginxConfFile } from 'nginx-conf';
import { NginxParser } from 'nginx-conf/dist/src/parser.js';
import { nginx } from '../../server/src/dialects/nginx/index.ts';
import { type Row, timesOf } from './measure.ts';
import { treeOf } from './texts.ts';

/** Warm speed that the parser must reach, in MB/s. */
const FAST_ENOUGH = 60;

/** How fast the parser reads, beside an independent one, and whether time grows with the text alone. */
export async function parsingRows(): Promise<readonly Row[]> {
  const text = treeOf(24_000, 0)['nginx.conf'] ?? '';
  const half = treeOf(12_000, 0)['nginx.conf'] ?? '';
  const own = await speed(text, (source) => nginx.parse(source));
  const ownHalf = await speed(half, (source) => nginx.parse(source));
  const other = await speed(text, parseWithNginxConf);
  const otherModel = await speed(text, readWithNginxConf);
  return [
    {
      measure: 'nginx parser, 24,000 lines',
      value: `${own.toFixed(0)} MB/s`,
      ratio: `${(own / other).toFixed(1)} x nginx-conf`,
      target: { text: `>= ${FAST_ENOUGH} MB/s`, met: own >= FAST_ENOUGH },
    },
    { measure: 'nginx-conf, its parser alone', value: `${other.toFixed(0)} MB/s` },
    { measure: 'nginx-conf, with its object model', value: `${otherModel.toFixed(0)} MB/s` },
    {
      measure: 'nginx parser, twice the text',
      value: `${(ownHalf / own).toFixed(2)} x the time per byte`,
      target: { text: 'about 1', met: ownHalf / own < 1.5 },
    },
  ];
}

/** MB/s of the median run. */
async function speed(text: string, parse: (text: string) => unknown): Promise<number> {
  const { median } = await timesOf(() => parse(text), 30, 15);
  return Buffer.byteLength(text) / 1e6 / (median / 1000);
}

function parseWithNginxConf(text: string): void {
  new NginxParser().parse(text, (error) => {
    if (error) throw error;
  });
}

function readWithNginxConf(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    NginxConfFile.createFromSource(text, (error) => (error ? reject(error) : resolve()));
  });
}
