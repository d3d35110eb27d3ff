import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { apache } from '../../../server/src/dialects/apache/index.ts';
import { rules } from '../../../server/src/rules/registry.ts';
import { corpusFolder } from '../../support/corpus.ts';
import { checkApache, moduleFolder, startApache } from '../lab/apache.ts';
import { selfSigned } from '../lab/certificate.ts';
import { type Lab, openLab } from '../lab/lab.ts';
import { findingsOf, mendAll } from '../lab/mend.ts';
import { brisk } from '../lab/pace.ts';
import { freePort } from '../lab/ports.ts';
import { ask, probe, verdictsOf } from '../lab/probe.ts';
import { hasProxy, temporaryFolder } from '../lab/process.ts';

const ROOT = 'file:///lab/httpd.conf';
const FILE = join(corpusFolder, 'stigman/03-cd-rite-apache-test.httpd.conf');

it('the deployment of the corpus shows its faults and is mended', async (t) => {
  if (!existsSync(FILE)) return t.skip('corpus folder absent');
  if (!hasProxy(t, 'apache2')) return;
  const pair = selfSigned('localhost');
  if (!pair) return t.skip('openssl is not installed');
  const lab = await openLab(brisk);
  const folder = temporaryFolder('deployment');
  try {
    for (const name of ['conf', 'logs', 'htdocs']) mkdirSync(join(folder, name));
    symlinkSync(moduleFolder, join(folder, 'modules'));
    writeFileSync(join(folder, 'conf/cert.pem'), pair.cert);
    writeFileSync(join(folder, 'conf/dod-certs.pem'), pair.cert);
    writeFileSync(join(folder, 'conf/privkey.pem'), pair.key);
    const port = await freePort();
    const text = readFileSync(FILE, 'utf8')
      .replaceAll('/usr/local/apache2', folder)
      .replaceAll(/\b443\b/g, String(port))
      .replaceAll(/^LoadModule (log_config|unixd)_module.*\n/gm, '')
      .replaceAll('stigman:54000', lab.stigman.authority)
      .replaceAll('keycloak:8080', lab.keycloak.authority);
    await runs(lab, text, port, { socket: 'refused', status: 404, hosts: 2 });

    const found = rules.flatMap(({ id }) => findingsOf(apache, lab, ROOT, { [ROOT]: text }, id));
    const ids = (severity: string) =>
      new Set(found.filter((each) => each.severity === severity).map((each) => each.ruleId));
    assert.deepEqual([...ids('error')], ['missing-upgrade-headers']);
    assert.deepEqual([...ids('warning')].sort(), [
      'keycloak-forwarded-headers',
      'missing-flushpackets',
      'missing-slash-redirect',
    ]);
    const mended = await mendAll(apache, lab, ROOT, text);
    assert.equal(await mendAll(apache, lab, ROOT, mended), mended, 'a second run changes nothing');
    const checked = checkApache({ text: mended });
    assert.ok(checked.ok, checked.output);
    await runs(lab, mended, port, { socket: 'ok', status: 301, hosts: 1 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await lab.close();
  }
});

interface Expected {
  readonly socket: string;
  /** Of the mount without its slash. */
  readonly status: number;
  /** How many values of X-Forwarded-Host reach Keycloak. */
  readonly hosts: number;
}

async function runs(lab: Lab, text: string, port: number, expected: Expected): Promise<void> {
  const server = await startApache({ text }, [port]);
  try {
    const url = `https://localhost:${port}`;
    const { logSocket, ...others } = verdictsOf(await probe(lab, { url, basePath: '/stigman/' }));
    assert.equal(logSocket, expected.socket);
    assert.deepEqual([...new Set(Object.values(others))], ['ok']);
    const bare = await ask({ url }, '/stigman');
    assert.equal(bare.got.status, expected.status);
    const { seenBy } = await ask({ url }, '/kc/realms/stigman/account');
    const hosts = seenBy(lab.keycloak)[0]?.headers['x-forwarded-host']?.join(',').split(',');
    assert.equal(hosts?.length, expected.hosts);
  } finally {
    await server.stop();
  }
}
