import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Behaviour, deployment } from './deployment.ts';
import { run } from './run.ts';

interface Check {
  readonly id: string;
  readonly outcome: string;
  readonly message: string;
}

async function verified(behaviour: Behaviour, seconds = 1) {
  const { url, close } = await deployment(behaviour);
  try {
    const args = ['verify', url, '--seconds', String(seconds), '--format', 'json'];
    const { code, stdout, stderr } = await run(args);
    assert.equal(stderr, '');
    const { checks } = JSON.parse(stdout) as { checks: readonly Check[] };
    const outcomes = Object.fromEntries(checks.map(({ id, outcome }) => [id, outcome]));
    return { code, outcomes };
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
    ['heartbeats that were not awaited', { beat: 60_000 }, 'stream-heartbeat', 'skipped', 0],
  ];
  for (const [name, behaviour, id, outcome, expected] of faults) {
    it(`tells ${name}`, async () => {
      const { code, outcomes } = await verified(behaviour, behaviour.firstEvent === 2500 ? 4 : 1);
      assert.equal(outcomes[id], outcome);
      assert.equal(code, expected);
    });
  }

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
