import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxy } from '../../../server/src/dialects/haproxy/index.ts';
import { applyEdits } from '../../../server/src/text/edits.ts';
import { fixedText } from '../../support/inspected.ts';
import { behind, DEFAULTS, deliveryAt, ROOT, read, readAll, verdicts } from './read.ts';

function times(lines: string, backend = ''): string {
  const defaults = `defaults\n  mode http\n${lines.replace(/^/gm, '  ')}\n`;
  return verdicts(readAll({ [ROOT]: defaults + behind('default_backend stigman', backend) }));
}

describe('the mount without its slash', () => {
  it('is redirected behind a login too', () => {
    const rules =
      'http-request auth unless { path_beg /stigman/ }\nhttp-request redirect location /stigman/ if { path /stigman }\nuse_backend stigman if { path_beg /stigman/ }';
    const strip = 'http-request replace-path ^/stigman/(.*) /\\1';
    const [entry] = readAll({ [ROOT]: DEFAULTS + behind(rules, strip) }).entries;
    assert.equal(entry?.mounts[0]?.withoutSlash?.redirects, true);
  });
});

describe('timeouts', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['timeout server 30s', '', 'cut ok cut ok'],
    ['timeout server 31s', '', 'ok ok ok ok'],
    ['timeout server 30000', '', 'cut ok cut ok'],
    ['timeout server 60', '', 'cut cut cut unknown'],
    ['timeout server 1h', 'timeout server 500ms', 'cut cut cut unknown'],
    ['timeout server 1s', 'timeout server 1h', 'ok ok ok ok'],
    ['timeout server 5s\ntimeout tunnel 1h', '', 'cut ok ok ok'],
    ['timeout server 5\ntimeout tunnel 1h', '', 'cut cut unknown unknown'],
    ['timeout server 50\ntimeout tunnel 1h', '', 'cut cut ok unknown'],
    ['timeout server 1h\ntimeout tunnel 5s', '', 'ok ok cut ok'],
    ['timeout server 1h\ntimeout client 5s', '', 'ok ok cut ok'],
    ['timeout server 1h\ntimeout client 5s\ntimeout tunnel 1h', '', 'ok ok ok ok'],
    ['timeout server 5s', 'http-request set-timeout server 1h', 'ok ok ok ok'],
    [
      'timeout server 5s',
      'http-request set-timeout server 1h if { path_end /sse }',
      'ok ok cut ok',
    ],
    ['timeout server 0', '', 'ok ok ok ok'],
    ['timeout connect 5s', '', 'ok ok ok ok'],
    ['timeout server "$UNKNOWN"', '', 'unknown unknown unknown unknown'],
    ['timeout server "${UNSET-5s}"', '', 'cut ok cut ok'],
    ['.if defined(X)\ntimeout server 5s\n.endif', '', 'unknown ok unknown ok'],
    ['.if 0\ntimeout server 5s\n.endif', '', 'ok ok ok ok'],
    ['.if streq(a,b)\n.else\ntimeout server 5s\n.endif', '', 'cut ok cut ok'],
  ];
  for (const [defaults, backend, expected] of cases) {
    it(`${defaults} | ${backend}`.replaceAll('\n', '; '), () => {
      assert.equal(times(defaults, backend), expected);
    });
  }

  it('come from the defaults above, or from those named with from', () => {
    const text = `defaults base
  mode http
  timeout server 5s
defaults long from base
  timeout server 1h
defaults
  mode http
frontend web
  bind :80
  default_backend stigman
backend stigman from base
  server s1 10.0.0.1:54000
`;
    const analysis = readAll({ [ROOT]: text });
    const [limit] = deliveryAt(analysis, '/', 'streamStateSse').limits;
    assert.equal(limit?.origin, 'inherited');
    assert.equal(text.slice(limit?.place.start, limit?.place.end), 'timeout server 5s');
    assert.equal(limit?.related[0]?.message, 'backend stigman takes it from defaults base.');
    const other = readAll({ [ROOT]: text.replace('stigman from base', 'stigman from long') });
    assert.equal(verdicts(other), 'ok ok ok ok');
  });

  it('decide all exchanges in tcp mode', () => {
    const tcp = (lines: string) =>
      verdicts(
        readAll({ [ROOT]: `defaults\n  mode tcp\n${lines}\n${behind('default_backend stigman')}` }),
      );
    assert.equal(tcp('  timeout client 5s\n  timeout server 1h'), 'cut ok cut ok');
    assert.equal(
      tcp('  timeout client 5s\n  timeout server 5s\n  timeout tunnel 1h'),
      'ok ok ok ok',
    );
  });

  it('without unit are told from milliseconds that are meant', () => {
    const text =
      'frontend web\n  bind :80\n  timeout client 50000\n  timeout http-request 10\nbackend b\n  timeout server 60\n  timeout check 200\n  timeout connect 5\n';
    const found = read(text).misreadDurations.map(({ subject, readSeconds, meantSeconds }) => [
      subject,
      readSeconds,
      meantSeconds,
    ]);
    assert.deepEqual(found, [
      ['timeout http-request 10', 0.01, 10],
      ['timeout server 60', 0.06, 60],
      ['timeout connect 5', 0.005, 5],
    ]);
  });
});

describe('remedies', () => {
  const text = `${DEFAULTS}frontend web\n\tbind :80\n\tacl mine path_beg /stigman\n\tuse_backend stigman if mine\n\nbackend stigman\n\ttimeout server 20s # short\n\thttp-request replace-path ^/stigman/(.*) /\\1\n\thttp-response set-header Connection keep-alive if { status 101 } or { status 200 }\n\tserver s1 10.0.0.1:54000\n`;

  it('keep indentation, comments and line ends, and leave nothing to mend', async () => {
    const fixed = await fixedText(haproxy, text);
    assert.match(fixed, /^\ttimeout server 1h # short$/m);
    assert.match(
      fixed,
      /^\thttp-request redirect code 301 location \/stigman\/ if \{ path \/stigman \}\n\tuse_backend/m,
    );
    assert.match(fixed, /Connection keep-alive if \{ status 200 \}$/m);
    assert.equal(await fixedText(haproxy, fixed), fixed);
    assert.equal(
      await fixedText(haproxy, text.replaceAll('\n', '\r\n')),
      fixed.replaceAll('\n', '\r\n'),
    );
  });

  it('leave inherited settings to the other applications', () => {
    const inherited =
      DEFAULTS.replace('timeout server 1h', 'timeout server 20s') +
      behind('default_backend stigman');
    const [limit] = deliveryAt(readAll({ [ROOT]: inherited }), '/', 'streamStateSse').limits;
    const fixed = applyEdits(inherited, limit?.remedies[0]?.edits() ?? []);
    assert.match(fixed, /timeout server 20s/);
    assert.match(fixed, /^ {2}timeout server 1h\n {2}server s1/m);
  });
});

describe('the fix of a route', () => {
  const kc = 'use_backend other if { path_beg /kc/ }\n';
  const own = 'use_backend stigman if { path_beg /api/ }\ndefault_backend';

  it('takes no requests of other applications', async () => {
    const text = DEFAULTS + behind(`${kc}${own} other`);
    const fixed = await fixedText(haproxy, text);
    assert.match(fixed, /:80\n {2}use_backend stigman if \{ path_beg \/api\/ \/socket\/ \}\n/);
    assert.equal(verdicts(readAll({ [ROOT]: fixed })), 'ok ok ok ok');
  });

  it('takes the whole mount where there is no other', async () => {
    const rules = 'use_backend stigman if { path_beg /stigman/api/ }';
    const strip = 'http-request replace-path ^/stigman/(.*) /\\1';
    const fixed = await fixedText(haproxy, DEFAULTS + behind(rules, strip));
    assert.match(fixed, /use_backend stigman if \{ path_beg \/stigman\/ \}\n/);
  });

  it('sends nobody around in circles who is redirected to the mount without its slash', async () => {
    const rules =
      'http-request redirect location %[path,regsub(/$,)] if { path_end / } !{ path / }\n' +
      'use_backend stigman if { path_beg /stigman }';
    const text = DEFAULTS + behind(rules, 'http-request replace-path /stigman(/)?(.*) /\\2');
    assert.equal(await fixedText(haproxy, text), text);
  });

  it('lifts no guard in bulk, whatever it answers', () => {
    for (const rule of [
      'http-request reject',
      'http-request deny deny_status 404',
      'http-request deny deny_status 503',
      'http-request return status 200',
      'http-request silent-drop',
      'errorloc302 403 /denied\nhttp-request deny',
      'acl sso req.cook(SSO) -m found\nhttp-request redirect location /login if !sso',
    ]) {
      const condition = rule.includes(' if ') ? '' : ' if';
      const rules = `${rule}${condition} { path_beg /socket/ }\ndefault_backend stigman`;
      const { route } = deliveryAt(read(behind(rules)), '/', 'logSocket');
      assert.deepEqual(
        route.remedies.map(({ preferred }) => preferred),
        [false],
        rule,
      );
    }
  });
});

describe('limits of bodies', () => {
  const limit = (test: string) => {
    const text =
      DEFAULTS +
      behind(`http-request deny deny_status 413 if { ${test} }\ndefault_backend stigman`);
    const { bodyLimit } = deliveryAt(readAll({ [ROOT]: text }), '/', 'postReviewsByAsset');
    const edits = bodyLimit?.remedies[0]?.edits() ?? [];
    const [, fixed = ''] = /413 if \{ (.*?) \}/.exec(applyEdits(text, edits)) ?? [];
    return [bodyLimit?.bytes, fixed];
  };
  const cases: readonly (readonly [string, number, string])[] = [
    ['req.body_size gt 1000', 1000, 'req.body_size gt 31457280'],
    ['req.body_size ge 1000', 999, 'req.body_size ge 31457281'],
    ['req.hdr(content-length),div(1048576) gt 20', 22020095, ',div(1048576) gt 30'],
    ['req.hdr(content-length),div(1048576) ge 20', 20971519, ',div(1048576) ge 31'],
    ['req.body_size,mul(8) gt 8000', 1000, 'req.body_size,mul(8) gt 251658240'],
    ['req.body_size,add(5) gt 20', 31457279, 'req.body_size,add(5) gt 20'],
    ['req.hdr_val(content-length) gt 50000000 } or { req.body_size gt 1000', 1000, 'gt 50000000'],
    ['dst_port 80 } { req.body_size gt 20', 20, 'dst_port 80'],
  ];
  for (const [test, bytes, fixed] of cases) {
    it(`${test} are told in bytes and raised in their unit`, () => {
      const [found, written] = limit(test);
      assert.equal(found, bytes);
      assert.ok(String(written).endsWith(fixed), String(written));
    });
  }
});

describe('identity routes', () => {
  function fates(frontend: string, backend = ''): Readonly<Record<string, string>> {
    const text = `frontend web\n bind :80\n bind :443 ssl crt x.pem ca-file c.pem verify optional\n${frontend}\n use_backend keycloak if { path_beg /kc }\nbackend keycloak\n${backend}\n server k keycloak:8080\n`;
    const [route] = read(text).entries.flatMap((entry) => entry.identityRoutes);
    return Object.fromEntries((route?.headers ?? []).map((header) => [header.name, header.fate]));
  }

  it('tell what becomes of forwarded headers', () => {
    const found = fates(
      ' http-request set-header X-Forwarded-Proto https if { ssl_fc }\n http-request set-header X-Forwarded-Host %[req.hdr(host)]\n http-request add-header X-Forwarded-Port %[dst_port]',
      ' option forwardfor',
    );
    assert.deepEqual(found, {
      'x-forwarded-for': 'appended',
      'x-forwarded-proto': 'conditional',
      'x-forwarded-host': 'set',
      'x-forwarded-port': 'duplicated',
    });
  });

  it('tell whether a client can send its own certificate header', () => {
    const set = ' http-request set-header ssl-client-cert %[ssl_c_der,base64] if { ssl_c_used }';
    assert.equal(fates(set)['ssl-client-cert'], 'conditional');
    assert.equal(
      fates(` http-request del-header ssl-client-cert\n${set}`)['ssl-client-cert'],
      'set',
    );
    assert.equal(fates(set.replace(/ if .*/, ''))['ssl-client-cert'], 'set');
    assert.equal(
      fates(`${set}\n http-request del-header ssl-client-cert unless { ssl_c_used }`)[
        'ssl-client-cert'
      ],
      'set',
    );
    assert.equal(
      fates(` acl login path /kc/login\n${set.replace(/ if .*/, ' if login')}`)['ssl-client-cert'],
      'conditional',
    );
  });
});
