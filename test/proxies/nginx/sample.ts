import { nginx } from '../../../server/src/dialects/nginx/index.ts';
import type { Sample } from '../lab/agreement.ts';
import { selfSigned } from '../lab/certificate.ts';
import type { Lab } from '../lab/lab.ts';
import { startNginx } from '../lab/nginx.ts';
import { freePorts } from '../lab/ports.ts';
import { generate } from './generator.ts';

const certificate = selfSigned('localhost');
const ROOT = 'file:///lab/nginx.conf';

/** The generated configuration of a seed. */
export async function sampleOf(lab: Lab, seed: number): Promise<Sample> {
  const ports = (await freePorts(4)) as [number, number, number, number];
  const generated = generate(seed, {
    stigman: lab.stigman.authority,
    other: lab.other.authority,
    keycloak: lab.keycloak.authority,
    ports,
    certificate,
  });
  const files = Object.entries(generated.files).map(([path, text]) => [
    `file:///lab/${path}`,
    text,
  ]);
  return {
    seed,
    dialect: nginx,
    root: ROOT,
    texts: { [ROOT]: generated.text, ...Object.fromEntries(files) },
    mounts: generated.mounts,
    clientCertificate: certificate,
    start: () => startNginx(generated, generated.ports),
  };
}
