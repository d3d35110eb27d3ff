import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Dialect } from '../../../server/src/dialects/dialect.ts';
import { agreementOf } from './agreement.ts';
import { selfSigned } from './certificate.ts';
import { type Lab, openLab, withPorts } from './lab.ts';
import { brisk } from './pace.ts';
import { freePorts } from './ports.ts';
import { hasProxy, type ProxyName, type RunningProxy, temporaryFolder } from './process.ts';

/** Configurations as administrators write them, and the proxy that runs them. */
export interface ByHand {
  readonly dialect: Dialect;
  readonly proxy: ProxyName;
  /** `# mounts: http://localhost:18080/stigman/ …` names what may be served, `# modules: …` what httpd loads beside. */
  readonly folder: URL;
  readonly root: string;
  readonly start: (
    text: string,
    ports: readonly number[],
    modules: readonly string[],
  ) => Promise<RunningProxy>;
}

/** Ports that the files are written with; FOLDER in them is one that holds a certificate and a map. */
const LISTEN = [18080, 18081] as const;
const AT_ONCE = 4;

/** Declares one test for each file: every verdict is what the running proxy does, and no mount is missed. */
export function judgeByHand(subject: ByHand): void {
  describe(`configurations written by hand for ${subject.proxy}`, { concurrency: AT_ONCE }, () => {
    let lab: Lab;
    let folder: string;
    before(async () => {
      lab = await openLab(brisk);
      folder = temporaryFolder('by-hand');
      furnish(folder);
    });
    after(async () => {
      rmSync(folder, { recursive: true, force: true });
      await lab.close();
    });
    for (const [seed, file] of readdirSync(subject.folder).sort().entries()) {
      it(file, async (t) => {
        if (!hasProxy(t, subject.proxy)) return;
        const written = readFileSync(new URL(file, subject.folder), 'utf8');
        await agrees(lab, subject, seed, written.replaceAll('FOLDER', folder), folder);
      });
    }
  });
}

/** Maps and error pages that the files name. */
const BESIDE: Readonly<Record<string, string>> = {
  'paths.map': '/stigman/ yes\n/kc/ no\n#/c yes\n /s yes\n/v\n/v late\n/kc/ again\n',
  'patterns.map': '^/apps/stig/(api|socket)/ stripped\n',
  'hosts.map': 'stig.example.mil stig\nwiki.example.mil wiki\n',
  'fine.http': 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
  'refused.http': 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n',
  'down.http': 'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n',
};

function furnish(folder: string): void {
  const pair = selfSigned('localhost');
  assert.ok(pair, 'openssl makes a certificate');
  writeFileSync(join(folder, 'both.pem'), pair.cert + pair.key);
  writeFileSync(join(folder, 'cert.pem'), pair.cert);
  writeFileSync(join(folder, 'key.pem'), pair.key);
  for (const [name, text] of Object.entries(BESIDE)) writeFileSync(join(folder, name), text);
}

async function agrees(
  lab: Lab,
  { dialect, root, start }: ByHand,
  seed: number,
  written: string,
  folder: string,
): Promise<void> {
  const ports = await freePorts(LISTEN.length);
  const text = withPorts(written, {
    54000: lab.stigman.port,
    8080: lab.keycloak.port,
    9000: lab.other.port,
    ...Object.fromEntries(LISTEN.map((port, i) => [port, ports[i]])),
  });
  const listed = (key: string) =>
    (new RegExp(`^# ${key}: (.*)$`, 'm').exec(text)?.[1] ?? '').split(' ').filter(Boolean);
  const used = ports.filter((port) => new RegExp(`\\b${port}\\b`).test(text));
  const beside = Object.fromEntries(
    Object.entries(BESIDE).map(([name, content]) => [`file://${folder}/${name}`, content]),
  );
  const agreement = await agreementOf(lab, {
    seed,
    dialect,
    root,
    texts: { [root]: text, ...beside },
    mounts: listed('mounts').map((address) => {
      const { origin, pathname } = new URL(address);
      return { url: origin, basePath: pathname };
    }),
    start: () => start(text, used, listed('modules')),
  });
  assert.equal(agreement.report, '');
  assert.ok(agreement.judged >= 6, 'some mount is judged');
}
