import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  analysis,
  at,
  entry,
  fact,
  header,
  hold,
  identity,
  kind,
  limit,
  mount,
  one,
  only,
  refusal,
  remedy,
  route,
  upgrade,
} from './build.ts';
import { brief, judge, messageOf } from './judge.ts';

const sound = () => undefined;

describe('a sound configuration', () => {
  test('has no finding', () => {
    assert.deepEqual(brief(one(sound)), []);
  });
});

describe('unreachable-endpoint', () => {
  const lost = route({ ...fact(4), outcome: 'wrong-path', upstreamPath: '//api/op/state/sse' });
  test('one error for all that one node sends astray, and silence of the other rules', () => {
    const found = one(() => ({
      route: lost,
      holds: [hold(9)],
      limits: [limit(8, 5)],
      upgrade: undefined,
    }));
    assert.match(
      brief(found).join(),
      /^error unreachable-endpoint @4: streamStateSse .*postReviewsByAsset$/,
    );
    assert.equal(
      messageOf(found),
      'The requests of the web app do not reach STIG Manager: GET /stigman/api/op/state/sse arrives there as //api/op/state/sse, a path that it answers with 404. Map this path so that it arrives as /api/op/state/sse.',
    );
  });
  test('says what the client gets', () => {
    const elsewhere = route({
      outcome: 'elsewhere',
      explanation: 'is answered by location / from files',
    });
    assert.equal(
      messageOf(one(only(['logSocket'], { route: elsewhere }))),
      'The log socket does not reach STIG Manager: GET /stigman/socket/log-socket is answered by location / from files. Route /stigman/socket/log-socket to STIG Manager as /socket/log-socket.',
    );
    const away = route({ outcome: 'redirect', status: 301, explanation: 'is redirected with 301' });
    assert.match(
      messageOf(one(only(['logSocket'], { route: away }))),
      /does not survive the redirect/,
    );
  });
  test('a redirect of a plain entry point to TLS is wanted', () => {
    const away = route({ outcome: 'redirect', status: 301, toTls: true });
    assert.deepEqual(brief(one(() => ({ route: away }))), []);
  });
  test('a mount beside the main one may leave things out', () => {
    const beside = mount(
      ({ kind }) => (kind === 'stream' ? { route: lost } : { refusals: [refusal(5)] }),
      {
        primary: false,
      },
    );
    assert.deepEqual(brief(analysis([entry([mount(sound), beside])])), []);
  });
  test('unknown is silent', () => {
    assert.deepEqual(brief(one(() => ({ route: route({ outcome: 'unknown' }) }))), []);
    const doubts = [{ could: 'unreachable', place: at(3), explanation: 'A variable.' }] as const;
    assert.deepEqual(brief(one(() => ({ route: lost, doubts }))), []);
  });
  test("explains the proxy's own 4xx", () => {
    const found = one(kind('upload', { refusals: [refusal(5, { status: 405, cause: 'method' })] }));
    assert.deepEqual(brief(found), ['error unreachable-endpoint @5: postReviewsByAsset']);
    assert.equal(
      messageOf(found),
      'The proxy itself answers 405 to the review upload: deny all. Let POST through on these paths.',
    );
  });
});

describe('missing-upgrade-headers and upgrade-over-http-1.0', () => {
  test('a refused handshake is an error', () => {
    const refused = upgrade(6, { outcome: 'refused', explanation: 'Upgrade is not passed on.' });
    assert.deepEqual(brief(one(kind('socket', { upgrade: refused }))), [
      'error missing-upgrade-headers @6: logSocket',
    ]);
    assert.match(
      messageOf(one(kind('socket', { upgrade: refused }))),
      /with 101: Upgrade is not passed on\. Pass /,
    );
  });
  test('HTTP/1.0 is a warning only where the upgrade succeeds', () => {
    const old = upgrade(6, { httpVersion: '1.0' });
    assert.deepEqual(brief(one(kind('socket', { upgrade: old }))), [
      'warning upgrade-over-http-1.0 @6: logSocket',
    ]);
    assert.deepEqual(brief(one(kind('socket', { upgrade: { ...old, outcome: 'refused' } }))), [
      'error missing-upgrade-headers @6: logSocket',
    ]);
  });
  test('unknown is silent', () => {
    assert.deepEqual(
      brief(one(kind('socket', { upgrade: upgrade(6, { outcome: 'unknown' }) }))),
      [],
    );
  });
});

describe('small-body-limit', () => {
  const limited = (size: number) => one(() => ({ bodyLimit: { ...fact(7), bytes: size } }));
  test('counts to the byte', () => {
    assert.deepEqual(brief(limited(31_457_280)), []);
    assert.deepEqual(brief(limited(31_457_279)), [
      'warning small-body-limit @7: postReviewsByAsset',
    ]);
    assert.match(
      messageOf(limited(1_048_576)),
      /gets 413 above 1,048,576 bytes .* accepts 31,457,280 bytes/,
    );
  });
});

describe('authentication-on-stream', () => {
  test('a node that demands credentials is named once', () => {
    const refusals = [refusal(7, { status: 401, cause: 'authentication' })];
    const found = one(() => ({
      authentication: [fact(7, { subject: 'auth_basic "x"' })],
      refusals,
    }));
    assert.match(
      brief(found).join(),
      /^warning authentication-on-stream @7: streamStateSse .*postReviewsByAsset$/,
    );
    assert.match(brief(one(() => ({ refusals }))).join(), /^warning authentication-on-stream @7: /);
  });
});

describe('missing-slash-redirect', () => {
  const withoutSlash = { ...fact(7), redirects: false, answer: 'the proxy answers 404' };
  test('warns where the mount without its slash is not redirected', () => {
    const found = analysis([entry([mount(sound, { withoutSlash })])]);
    assert.deepEqual(brief(found), ['warning missing-slash-redirect @7']);
    assert.match(messageOf(found), /Redirect \/stigman to \/stigman\/\.$/);
  });
  test('is silent where it redirects, beside the main mount, and where nothing arrives', () => {
    const fine = { ...withoutSlash, redirects: true };
    assert.deepEqual(brief(analysis([entry([mount(sound, { withoutSlash: fine })])])), []);
    assert.deepEqual(
      brief(analysis([entry([mount(sound, { withoutSlash, primary: false })])])),
      [],
    );
    const unknown = mount(() => ({ route: route({ outcome: 'unknown' }) }), { withoutSlash });
    assert.deepEqual(brief(analysis([entry([unknown])])), []);
  });
});

describe('shadowed-mapping', () => {
  test('each shadow is a warning', () => {
    const shadow = { ...fact(7, { subject: 'ProxyPass /a' }), explanation: 'never answers.' };
    const found = analysis([entry([mount(sound)])], { shadows: [shadow] });
    assert.deepEqual(brief(found), ['warning shadowed-mapping @7']);
    assert.match(messageOf(found), /^ProxyPass \/a: this mapping never answers\. Write /);
  });
});

describe('plain-http', () => {
  const plain = { url: 'http://proxy.example:80', secure: false };
  test('informs, with the redirect where there is a TLS twin', () => {
    const httpsRedirect = remedy('Redirect to https', true, [0, 'x']);
    const found = analysis([entry([mount(sound)], { ...plain, httpsRedirect })]);
    assert.deepEqual(brief(found), ['information plain-http @0']);
    assert.match(messageOf(found), /Redirect to https\.$/);
    assert.equal(judge(found)[0]?.remedies.length, 1);
  });
  test('is silent on TLS, on the loopback, without a mount and where nothing arrives', () => {
    assert.deepEqual(brief(analysis([entry([], plain)])), []);
    assert.deepEqual(
      brief(analysis([entry([mount(sound)], { ...plain, url: 'http://127.0.0.1:80' })])),
      [],
    );
    const lost = mount(() => ({ route: route({ outcome: 'unknown' }) }));
    assert.deepEqual(brief(analysis([entry([lost], plain)])), []);
  });
});

describe('keycloak-forwarded-headers', () => {
  const four = ['for', 'proto', 'host', 'port'].map((name, i) =>
    header(10 + i, `x-forwarded-${name}`),
  );
  const judged = (...headers: typeof four) =>
    analysis([entry([], { identityRoutes: [identity(headers)] })]);
  test('set headers and an appended X-Forwarded-For are no fault', () => {
    assert.deepEqual(brief(judged(...four)), []);
    assert.deepEqual(brief(judged(header(10, 'x-forwarded-for', { fate: 'appended' }))), []);
    assert.deepEqual(brief(judged(header(10, 'ssl-client-cert', { fate: 'passed' }))), []);
  });
  test('one faulty header stands at its node, several at the mapping', () => {
    const wrong = header(12, 'x-forwarded-proto', { valid: false, value: 'X$scheme' });
    assert.deepEqual(brief(judged(wrong)), ['warning keycloak-forwarded-headers @12']);
    assert.match(
      messageOf(judged(wrong)),
      /X-Forwarded-Proto with the value "X\$scheme" can never be right: /,
    );
    const twice = header(13, 'x-forwarded-host', { fate: 'duplicated' });
    const found = judged(wrong, twice, header(2, 'x-forwarded-port', { fate: 'passed' }));
    assert.deepEqual(brief(found), ['warning keycloak-forwarded-headers @2']);
    assert.deepEqual(
      judge(found)[0]?.related.map((each) => each.start),
      [12, 13],
    );
  });
  test('every other fate is a fault', () => {
    for (const fate of ['appended', 'duplicated', 'conditional', 'passed', 'removed'] as const) {
      const found = judged(header(12, 'x-forwarded-host', { fate }));
      assert.deepEqual(brief(found), ['warning keycloak-forwarded-headers @12'], fate);
    }
  });
});

describe('forgeable-client-certificate', () => {
  const name = 'ssl-client-cert';
  const sets = header(10, name, { certificate: true });
  test('a second way on which the client’s own header passes', () => {
    const second = identity([header(20, name, { fate: 'passed' })], {
      path: '/realms/',
      place: at(20),
    });
    const found = analysis([entry([], { identityRoutes: [identity([sets]), second] })]);
    assert.deepEqual(brief(found), ['error forgeable-client-certificate @20']);
    assert.match(
      messageOf(found),
      /its own ssl-client-cert header to Keycloak at \/realms\/ and log in/,
    );
  });
  test('a header that is replaced only sometimes', () => {
    const found = analysis([
      entry([], { identityRoutes: [identity([{ ...sets, fate: 'conditional' }])] }),
    ]);
    assert.deepEqual(brief(found), ['error forgeable-client-certificate @10']);
    assert.match(messageOf(found), /replaces it only in some requests/);
  });
  test('is silent where it is set or removed, and for a header that never carries a certificate', () => {
    const removed = identity([header(20, name, { fate: 'removed' })]);
    assert.deepEqual(
      brief(analysis([entry([], { identityRoutes: [identity([sets]), removed] })])),
      [],
    );
    const other = identity([header(20, 'x-other', { fate: 'passed' })]);
    assert.deepEqual(
      brief(analysis([entry([], { identityRoutes: [identity([sets]), other] })])),
      [],
    );
  });
});
