import { apache } from '../../../server/src/dialects/apache/index.ts';
import type { Sample } from '../lab/agreement.ts';
import { startApache } from '../lab/apache.ts';
import type { Lab } from '../lab/lab.ts';
import { freePorts } from '../lab/ports.ts';
import { generate } from './generator.ts';

const ROOT = 'file:///lab/httpd.conf';

/** The generated configuration of a seed. */
export async function sampleOf(lab: Lab, seed: number): Promise<Sample> {
  const ports = (await freePorts(2)) as [number, number];
  const { stigman, other } = lab;
  const generated = generate(seed, { stigman: stigman.authority, other: other.authority, ports });
  const files = Object.entries(generated.files).map(([path, text]) => [
    `file:///lab/${path}`,
    text,
  ]);
  return {
    seed,
    dialect: apache,
    root: ROOT,
    texts: { [ROOT]: generated.text, ...Object.fromEntries(files) },
    mounts: generated.mounts,
    start: () => startApache(generated, generated.ports),
  };
}
