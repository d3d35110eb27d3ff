import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Behaviour, deployment } from './deployment.ts';
import { folderWith, run } from './run.ts';

interface Check {
  readonly id: string;
  readonly outcome: string;
  readonly message: string;
  readonly seconds?: number;
}

async function verified(behaviour: Behaviour, seconds = 1) {
  const { url, close } = await deployment(behaviour);
  try {
    const args = ['verify', url, '--seconds', String(seconds), '--format', 'json'];
    const { code, stdout, stderr } = await run(args);
    assert.equal(stderr, '');
    const { checks } = JSON.parse(stdout) as { checks: readonly Check[] };
    const outcomes = Object.fromEntries(checks.map(({ id, outcome }) => [id, outcome]));
    const measured = Object.fromEntries(checks.map((check) => [check.id, check.seconds]));
    return { code, outcomes, measured };
  } finally {
    await close();
  }
}

describe('verify', () => {
  it('passes a sound deployment', async () => {
    const { code, outcomes } = await verified({});
    assert.equal(code, 0);
    assert.deepEqual(outcomes, {
      'slash-redirect': 'passed',
      'stream-reached': 'passed',
      'stream-content-type': 'passed',
      'stream-cache-control': 'passed',
      'stream-first-event': 'passed',
      'stream-heartbeat': 'passed',
      'stream-connection': 'passed',
      'socket-upgrade': 'passed',
      'socket-connection': 'passed',
    });
  });

  const faults: readonly [string, Behaviour, string, string, number][] = [
    ['a held stream', { firstEvent: 60_000 }, 'stream-first-event', 'failed', 1],
    ['a stream without even headers', { silent: true }, 'stream-first-event', 'failed', 1],
    ['a late first event', { firstEvent: 2500 }, 'stream-first-event', 'warned', 0],
    ['a dropped stream', { drop: 500 }, 'stream-connection', 'failed', 1],
    ['another content type', { contentType: 'text/plain' }, 'stream-content-type', 'failed', 1],
    ['a cacheable stream', { cacheControl: 'max-age=60' }, 'stream-cache-control', 'warned', 0],
    ['no STIG Manager', { streamStatus: 502 }, 'stream-reached', 'failed', 1],
    ['a refused upgrade', { connection: 'none' }, 'socket-upgrade', 'failed', 1],
    ['a 101 with a spoilt Connection', { connection: 'close' }, 'socket-upgrade', 'failed', 1],
    ['a dropped socket', { drop: 500 }, 'socket-connection', 'failed', 1],
    ['a missing redirect', { bare: 'missing' }, 'slash-redirect', 'failed', 1],
    ['a redirect to another place', { bare: 'elsewhere' }, 'slash-redirect', 'failed', 1],
    ['a compressed stream', { gzip: true }, 'stream-first-event', 'passed', 0],
    ['heartbeats that were not awaited', { beat: 60_000 }, 'stream-heartbeat', 'skipped', 0],
  ];
  for (const [name, behaviour, id, outcome, expected] of faults) {
    it(`tells ${name}`, async () => {
      const { code, outcomes } = await verified(behaviour, behaviour.firstEvent === 2500 ? 4 : 1);
      assert.equal(outcomes[id], outcome);
      assert.equal(code, expected);
    });
  }

  it('measures the first event and the drop', async () => {
    const { measured } = await verified({ firstEvent: 300, drop: 700 });
    const first = measured['stream-first-event'] ?? 0;
    const dropped = measured['stream-connection'] ?? 0;
    assert.ok(first >= 0.3 && dropped > first);
  });

  it('wants a certificate that it knows, unless told otherwise', async () => {
    const { path, remove } = folderWith({});
    const args = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout k -out c';
    execFileSync('openssl', args.split(' '), { cwd: path, stdio: 'ignore' });
    const [key = '', cert = ''] = ['k', 'c'].map((name) => readFileSync(join(path, name), 'utf8'));
    remove();
    const { url, close } = await deployment({ tls: { key, cert } });
    const strict = await run(['verify', url, '--seconds', '1']);
    assert.equal(strict.code, 2);
    assert.match(strict.stderr, /self-signed certificate/);
    const lax = await run(['verify', url, '--seconds', '1', '--insecure']);
    await close();
    assert.equal(lax.code, 0, lax.stdout);
  });

  it('prints lines for people', async () => {
    const { url, close } = await deployment({ bare: 'missing' });
    const { code, stdout } = await run(['verify', url.slice(0, -1), '--seconds', '1']);
    await close();
    assert.equal(code, 1);
    assert.match(stdout, /^failed {2}slash-redirect: \/stigman is answered with 404/m);
    assert.match(stdout, /^ok {6}socket-upgrade: /m);
  });

  it('exits with 2 where nothing answers, and for what is no address', async () => {
    const { url, close } = await deployment();
    await close();
    const silent = await run(['verify', url, '--seconds', '1']);
    assert.equal(silent.code, 2);
    assert.match(silent.stderr, /ECONNREFUSED/);
    const odd = await run(['verify', 'ftp://host/']);
    assert.equal(odd.code, 2);
    assert.match(odd.stderr, /ftp:\/\/host\/: not an http or https address/);
    const long = await run(['verify', url, '--seconds', '0']);
    assert.equal(long.code, 2);
    assert.match(long.stderr, /from 1 to 3600/);
  });
});
