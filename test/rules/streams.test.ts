import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  alteration,
  at,
  fact,
  hold,
  kind,
  limit,
  one,
  only,
  refusal,
  remedy,
  upgrade,
} from './build.ts';
import { brief, judge, messageOf } from './judge.ts';

const streams = 'streamStateSse cloneCollection exportToCollection replaceAppData';

describe('forced-buffering', () => {
  test('one error covers all streams that one node holds', () => {
    assert.deepEqual(brief(one(kind('stream', { holds: [hold(9)] }))), [
      `error forced-buffering @9: ${streams}`,
    ]);
  });
  test('a hold that no run has shown is a warning', () => {
    const analysis = one(only(['streamStateSse'], { holds: [hold(9, { certainty: 'unproven' })] }));
    assert.deepEqual(brief(analysis), ['warning forced-buffering @9: streamStateSse']);
    assert.match(
      messageOf(analysis),
      /^Nothing promises that state events pass directive at once: /,
    );
  });
  test('a hold of the log socket or of an upload is no fault', () => {
    assert.deepEqual(brief(one(kind('upload', { holds: [hold(9)] }))), []);
    assert.deepEqual(brief(one(kind('socket', { holds: [hold(9)] }))), []);
  });
  test('is silent about a request that is turned away or never arrives', () => {
    const holds = [hold(9)];
    assert.deepEqual(brief(one(only(['cloneCollection'], { holds, refusals: [refusal(5)] }))), [
      'error unreachable-endpoint @5: cloneCollection',
    ]);
    const doubts = [{ could: 'unreachable', place: at(3), explanation: 'A variable.' }] as const;
    assert.deepEqual(brief(one(only(['cloneCollection'], { holds, doubts }))), []);
  });
});

describe('explicit-buffering', () => {
  const buffering = { ...fact(7, { subject: 'proxy_buffering on' }), on: true };
  test('warns of buffering that was switched on by hand', () => {
    const analysis = one(kind('stream', { buffering }));
    assert.deepEqual(brief(analysis), [`warning explicit-buffering @7: ${streams}`]);
    assert.match(
      messageOf(analysis),
      /^proxy_buffering on buffers state events, .* limit of 5 s\. Switch/,
    );
  });
  test('is silent about the default, about uploads, and where the stream is held anyway', () => {
    assert.deepEqual(
      brief(one(kind('stream', { buffering: { ...buffering, origin: 'default' } }))),
      [],
    );
    assert.deepEqual(brief(one(kind('stream', { buffering: { ...buffering, on: false } }))), []);
    assert.deepEqual(brief(one(kind('upload', { buffering }))), []);
    assert.deepEqual(brief(one(kind('stream', { buffering, holds: [hold(9)] }))), [
      `error forced-buffering @9: ${streams}`,
    ]);
  });
});

describe('missing-flushpackets', () => {
  const flushing = { ...fact(7, { origin: 'default' }), on: false };
  test('an http worker is a warning that tells the truth', () => {
    const analysis = one(only(['streamStateSse'], { flushing }));
    assert.deepEqual(brief(analysis), ['warning missing-flushpackets @7: streamStateSse']);
    assert.match(messageOf(analysis), /streams without it/);
  });
  test('is silent where it is on and for what does not stream', () => {
    assert.deepEqual(brief(one(kind('stream', { flushing: { ...flushing, on: true } }))), []);
    assert.deepEqual(brief(one(kind('upload', { flushing }))), []);
  });
});

describe('short-read-timeout', () => {
  const all = (seconds: number, given = {}) => one(() => ({ limits: [limit(7, seconds, given)] }));
  test('at or under the heartbeat, state events and the log socket are cut', () => {
    assert.deepEqual(brief(all(30)), ['error short-read-timeout @7: streamStateSse logSocket']);
    assert.equal(
      messageOf(all(20, { subject: 'proxy_read_timeout 20s' })),
      'State events and the log socket are cut after 20 s by proxy_read_timeout 20s; STIG Manager sends a heartbeat only every 30 s. Allow 3600 s here.',
    );
  });
  test('under a second everything is cut', () => {
    assert.deepEqual(brief(all(0.06)), [`error short-read-timeout @7: ${streams} logSocket`]);
    assert.deepEqual(brief(all(0)), [
      `error short-read-timeout @7: ${streams} logSocket postReviewsByAsset`,
    ]);
  });
  test('by hand and without margin is a warning, for silent steps information', () => {
    assert.deepEqual(brief(all(31)), ['warning short-read-timeout @7: streamStateSse logSocket']);
    assert.deepEqual(brief(all(59)), ['warning short-read-timeout @7: streamStateSse logSocket']);
    const steps = 'cloneCollection exportToCollection replaceAppData';
    assert.deepEqual(brief(all(60)), [`information short-read-timeout @7: ${steps}`]);
    assert.deepEqual(brief(all(300)), []);
  });
  test('a default is reported only where it breaks', () => {
    assert.deepEqual(brief(all(60, { origin: 'default' })), []);
    assert.deepEqual(brief(all(50, { origin: 'default' })), []);
    assert.deepEqual(brief(all(30, { origin: 'default' })), [
      'error short-read-timeout @7: streamStateSse logSocket',
    ]);
  });
  test('a limit for the whole response ends every stream, whatever its length', () => {
    const analysis = all(3600, { kind: 'total' });
    assert.deepEqual(brief(analysis), [`error short-read-timeout @7: ${streams} logSocket`]);
    assert.match(messageOf(analysis), /end after 3600 s however busy/);
    assert.deepEqual(brief(all(Number.POSITIVE_INFINITY, { kind: 'total' })), []);
  });
  test('a log socket that is refused is judged too', () => {
    const refused = { upgrade: upgrade(5, { outcome: 'refused' }), limits: [limit(7, 20)] };
    assert.deepEqual(brief(one(kind('socket', refused))), [
      'error missing-upgrade-headers @5: logSocket',
      'error short-read-timeout @7: logSocket',
    ]);
  });
  test('doubt silences what is not a proven break', () => {
    const doubts = [{ could: 'cut', place: at(3), explanation: 'A variable.' }] as const;
    assert.deepEqual(brief(one(() => ({ limits: [limit(7, 45)], doubts }))), []);
  });
});

describe('misread-duration', () => {
  const misread = { written: '5m', meantSeconds: 300 };
  const whole = {
    ...fact(7, { subject: 'timeout=5m' }),
    written: '5m',
    readSeconds: 5,
    meantSeconds: 300,
  };
  test('an error where the reading cuts, said once although the limit tells of it too', () => {
    const base = one(() => ({ limits: [limit(7, 5, { misread })] }));
    const analysis = { ...base, misreadDurations: [whole] };
    assert.deepEqual(brief(analysis), ['error misread-duration @7: streamStateSse logSocket']);
    assert.equal(
      messageOf(analysis),
      'timeout=5m is read as 5 s, not as 300 s, so state events and the log socket are cut between two heartbeats, which come every 30 s. Write 300 s as the proxy reads it.',
    );
    assert.deepEqual(brief(base), ['error misread-duration @7: streamStateSse logSocket']);
  });
  test('elsewhere a warning', () => {
    const analysis = { ...one(() => ({})), misreadDurations: [whole] };
    assert.deepEqual(brief(analysis), ['warning misread-duration @7']);
  });
  test('what was meant is not offered where it would cut, as the reading does not', () => {
    const short = { written: '20000ms', meantSeconds: 20 };
    const base = one(() => ({ limits: [limit(7, 20_000, { misread: short })] }));
    const remedies = [remedy('Write timeout=20', true)];
    const read = { ...fact(7, { remedies }), ...short, readSeconds: 20_000 };
    const analysis = { ...base, misreadDurations: [read] };
    assert.deepEqual(brief(analysis), ['warning misread-duration @7']);
    assert.match(messageOf(analysis), /Write more than 30 s as the proxy reads it\.$/);
    assert.deepEqual(judge(analysis)[0]?.remedies, []);
  });
});

describe('altered-stream-headers', () => {
  test('names the header once for all streams', () => {
    const analysis = one(() => ({ alterations: [alteration(7, 'Content-Type')] }));
    assert.deepEqual(brief(analysis), [`warning altered-stream-headers @7: ${streams}`]);
    assert.match(messageOf(analysis), /removes the Content-Type header of state events, /);
  });
});

describe('remedies', () => {
  test('those of one title become one with the edits of all, and one stays preferred', () => {
    const title = 'Set proxy_buffering off here';
    const found = judge(
      one((endpoint) => ({
        holds: [
          hold(9, {
            remedies: [
              remedy(title, true, [endpoint.kind === 'stream' ? 20 : 30, endpoint.operationId]),
              remedy('Another way', true, [40, 'x']),
            ],
          }),
        ],
      })),
    );
    const [finding] = found;
    assert.deepEqual(
      finding?.remedies.map((each) => [each.title, each.preferred, each.edits().length]),
      [
        [title, true, 4],
        ['Another way', false, 1],
      ],
    );
    assert.match(finding?.message ?? '', /\. Set proxy_buffering off here\.$/);
  });
});
