import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { haproxy } from '../../../server/src/dialects/haproxy/index.ts';
import { rules } from '../../../server/src/rules/registry.ts';
import { corpusFolder } from '../../support/corpus.ts';
import { selfSigned } from '../lab/certificate.ts';
import { checkHaproxy, startHaproxy } from '../lab/haproxy.ts';
import { type Lab, openLab } from '../lab/lab.ts';
import { findingsOf, mendAll } from '../lab/mend.ts';
import { brisk } from '../lab/pace.ts';
import { freePort } from '../lab/ports.ts';
import { ask, probe, verdictsOf } from '../lab/probe.ts';
import { hasProxy, temporaryFolder } from '../lab/process.ts';

const ROOT = 'file:///lab/haproxy.cfg';
const FILE = join(corpusFolder, 'stigman/04-cd-rite-haproxy-test.haproxy.cfg');
const KEYCLOAK_PATH = '/kc/realms/stigman/account';

it('the deployment of the corpus shows its three faults and is mended', async (t) => {
  if (!existsSync(FILE)) return t.skip('corpus folder absent');
  if (!hasProxy(t, 'haproxy')) return;
  const pair = selfSigned('localhost');
  if (!pair) return t.skip('openssl is not installed');
  const lab = await openLab(brisk);
  const folder = temporaryFolder('deployment');
  try {
    const certificate = join(folder, 'both.pem');
    const page = join(folder, 'index.html');
    writeFileSync(certificate, pair.cert + pair.key);
    writeFileSync(page, '<p>STIG Manager</p>\n');
    const port = await freePort();
    const text = readFileSync(FILE, 'utf8')
      .replace('*:443', `127.0.0.1:${port}`)
      .replaceAll(/\/usr\/local\/etc\/haproxy\/certs\/[\w-]+\.pem/g, certificate)
      .replace('/usr/local/etc/haproxy/index.html', page)
      .replace('stigman:54000', lab.stigman.authority)
      .replace('keycloak:8080', lab.keycloak.authority);
    await runs(lab, text, port, { socket: 'refused', status: 404, forged: true });

    const errors = rules.flatMap(({ id }) => findingsOf(haproxy, lab, ROOT, { [ROOT]: text }, id));
    assert.deepEqual(
      errors.filter(({ severity }) => severity === 'error').map(({ ruleId }) => ruleId),
      ['missing-upgrade-headers', 'forgeable-client-certificate'],
    );
    const mended = await mendAll(haproxy, lab, ROOT, text);
    assert.equal(await mendAll(haproxy, lab, ROOT, mended), mended, 'a second run changes nothing');
    const checked = checkHaproxy(mended);
    assert.ok(checked.ok, checked.output);
    await runs(lab, mended, port, { socket: 'ok', status: 301, forged: false });
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await lab.close();
  }
});

interface Expected {
  readonly socket: string;
  /** Of the mount without its slash. */
  readonly status: number;
  readonly forged: boolean;
}

async function runs(lab: Lab, text: string, port: number, expected: Expected): Promise<void> {
  const server = await startHaproxy(text, [port]);
  try {
    const url = `https://localhost:${port}`;
    const { logSocket, ...others } = verdictsOf(await probe(lab, { url, basePath: '/stigman/' }));
    assert.equal(logSocket, expected.socket);
    assert.deepEqual([...new Set(Object.values(others))], ['ok']);
    const bare = await ask({ url }, '/stigman');
    assert.equal(bare.got.status, expected.status);
    const { seenBy } = await ask({ url, headers: { 'ssl-client-cert': 'forged' } }, KEYCLOAK_PATH);
    const [seen] = seenBy(lab.keycloak);
    assert.equal((seen?.headers['ssl-client-cert'] ?? []).includes('forged'), expected.forged);
    assert.ok(seen, 'the request reaches Keycloak');
  } finally {
    await server.stop();
  }
}
