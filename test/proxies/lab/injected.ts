import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Dialect } from '../../../server/src/dialects/dialect.ts';
import type { Sample } from './agreement.ts';
import type { Certificate } from './certificate.ts';
import { type Lab, withPorts } from './lab.ts';
import { freePorts } from './ports.ts';
import type { CheckResult, RunningProxy } from './process.ts';
import { Random } from './random.ts';

/** Sound configurations, and lines that may change what they do. */
export interface Injected {
  readonly dialect: Dialect;
  /**
   * Holds configurations with a comment such as `# location` where lines of that block may be put, and `lines.txt`,
   * whose lines say `places | text`, or `places | first\nsecond` for several lines. `# mounts: …` names what a
   * configuration serves.
   */
  readonly folder: URL;
  readonly root: string;
  readonly clientCertificate?: Certificate | undefined;
  readonly check: (text: string) => CheckResult;
  readonly start: (text: string, ports: readonly number[]) => Promise<RunningProxy>;
}

interface Line {
  readonly places: readonly string[];
  readonly texts: readonly string[];
}

/** Ports that the configurations are written with. */
const LISTEN = [18080, 18081] as const;
const LINES_FILE = 'lines.txt';
const MOST_LINES = 4;
/** Seeds of further tries where the proxy rejects a configuration. */
const STRIDE = 1_000_000;

/** Draws configurations that the proxy accepts. */
export function injecting(subject: Injected): (lab: Lab, seed: number) => Promise<Sample> {
  const bases = readdirSync(subject.folder)
    .filter((name) => name !== LINES_FILE)
    .sort();
  const texts = bases.map((name) => readFileSync(new URL(name, subject.folder), 'utf8'));
  const lines = linesOf(readFileSync(new URL(LINES_FILE, subject.folder), 'utf8'));
  return async (lab, seed) => {
    const ports = await freePorts(LISTEN.length);
    const numbers = Object.fromEntries(LISTEN.map((port, i) => [port, ports[i] as number]));
    const placed = { ...numbers, 54000: lab.stigman.port, 9000: lab.other.port };
    for (let from = seed; ; from += STRIDE) {
      const base = texts[seed % texts.length] ?? '';
      const text = withPorts(withLines(base, lines, new Random(from)), placed);
      if (subject.check(text).ok) return sample(subject, seed, text, ports);
    }
  };
}

function sample(
  { dialect, root, clientCertificate, start }: Injected,
  seed: number,
  text: string,
  ports: readonly number[],
): Sample {
  const mounts = /^# mounts: (.*)$/m.exec(text)?.[1]?.split(' ') ?? [];
  const used = ports.filter((port) => new RegExp(`\\b${port}\\b`).test(text));
  return {
    seed,
    dialect,
    root,
    texts: { [root]: text },
    mounts: mounts.map((address) => {
      const { origin, pathname } = new URL(address);
      return { url: origin, basePath: pathname };
    }),
    clientCertificate,
    start: () => start(text, used),
  };
}

function linesOf(text: string): readonly Line[] {
  const written = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return written.map((line) => {
    const [, places, rest] = /^([a-z,-]+) \| (.+)$/.exec(line) ?? [];
    assert.ok(places && rest, `${line} names its places`);
    return { places: places.split(','), texts: rest.split('\\n') };
  });
}

/** Puts some lines at their places; where a place stands several times, each line goes to one or to all of them. */
function withLines(base: string, lines: readonly Line[], random: Random): string {
  const count = 1 + Math.floor(random.next() * MOST_LINES);
  let text = base;
  for (let i = 0; i < count; i++) {
    const line = random.pick(lines as [Line, ...Line[]]);
    const place = random.pick(line.places as [string, ...string[]]);
    const marks = [...text.matchAll(new RegExp(`^([ \\t]*)# ${place}$`, 'gm'))];
    const chosen = random.chance(0.5) ? marks : marks.slice(0, 1);
    for (const { index, 0: mark, 1: indent } of chosen.reverse()) {
      const put = line.texts.map((one) => `${indent}${one}\n`).join('');
      text = `${text.slice(0, index)}${put}${mark}${text.slice(index + mark.length)}`;
    }
  }
  return text;
}
