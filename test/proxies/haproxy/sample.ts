import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { haproxy } from '../../../server/src/dialects/haproxy/index.ts';
import type { Sample } from '../lab/agreement.ts';
import { selfSigned } from '../lab/certificate.ts';
import { startHaproxy } from '../lab/haproxy.ts';
import type { Lab } from '../lab/lab.ts';
import { freePorts } from '../lab/ports.ts';
import { temporaryFolder } from '../lab/process.ts';
import { type Generated, generate } from './generator.ts';

const FOLDER = 'file:///lab/';

let pair: ReturnType<typeof selfSigned>;

/** The generated configuration of a seed, with the lists, maps and the certificate that it names on the disk. */
export async function sampleOf(lab: Lab, seed: number): Promise<Sample> {
  const ports = (await freePorts(3)) as [number, number, number];
  const folder = temporaryFolder('lists');
  const generated = generate(seed, {
    stigman: lab.stigman.authority,
    other: lab.other.authority,
    keycloak: lab.keycloak.authority,
    ports,
    folder,
    certificate: certificateIn(folder),
  });
  for (const [path, text] of Object.entries(generated.files)) writeFileSync(path, text);
  const lists = Object.entries(generated.files).map(([path, text]) => [`file://${path}`, text]);
  const parts = Object.entries(generated.parts).map(([name, text]) => [FOLDER + name, text]);
  return {
    seed,
    dialect: haproxy,
    root: FOLDER + rootOf(generated),
    texts: Object.fromEntries([...parts, ...lists]),
    mounts: generated.mounts,
    start: () => startHaproxy(generated.parts, generated.ports),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Path of a certificate with its key; undefined where none can be made. */
function certificateIn(folder: string): string | undefined {
  pair ??= selfSigned('localhost');
  if (!pair) return undefined;
  const path = join(folder, 'both.pem');
  writeFileSync(path, pair.cert + pair.key);
  return path;
}

/** A file from which all the others are found: one that takes requests, or the main file. */
function rootOf({ parts }: Generated): string {
  const entrance = /^(frontend|listen) /m;
  const found = Object.entries(parts).find(
    ([name, text]) => name === 'haproxy.cfg' || entrance.test(text),
  );
  return found?.[0] ?? '';
}
