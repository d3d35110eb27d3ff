import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './process.ts';

/** A certificate with its key, as PEM texts. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A new self-signed certificate of the openssl program; undefined where that is not installed. */
export function selfSigned(name: string): Certificate | undefined {
  const folder = temporaryFolder('certificate');
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const args = ['req', ...kind, '-keyout', key, '-out', cert, '-days', '2', '-subj', `/CN=${name}`];
  try {
    const { status } = spawnSync('openssl', args, { stdio: 'ignore', timeout: 20_000 });
    if (status !== 0) return undefined;
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
