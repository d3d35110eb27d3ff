import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { behind, deliveryAt, ROOT, read, readAll, verdicts } from './read.ts';

const OK = 'ok ok ok ok';
const LOST = 'unreachable unreachable unreachable unreachable';

function mounted(frontend: string, backend: string): string {
  return verdicts(read(behind(frontend, backend)), '/stigman/');
}

describe('routing', () => {
  it('takes the first use_backend that applies, then default_backend', () => {
    const rules =
      'use_backend other if { path_end /sse }\nuse_backend stigman if TRUE\ndefault_backend other';
    assert.equal(verdicts(read(behind(rules))), 'unreachable ok ok ok');
  });

  it('falls back to the default where a name that the request makes is no backend', () => {
    const rules =
      'use_backend %[path,field(2,/)] if { path_beg /other /nobody }\ndefault_backend stigman';
    assert.equal(verdicts(read(behind(rules))), OK);
  });

  it('follows maps', () => {
    const rules = 'use_backend %[path,map_beg(/etc/haproxy/routes.map,other)]';
    const map = { 'file:///etc/haproxy/routes.map': '# comment\n/api stigman\n/socket other\n' };
    assert.equal(verdicts(read(behind(rules), map)), 'ok ok unreachable ok');
  });

  it('knows a mount by a test of host and path', () => {
    for (const test of ['base_reg ^[^/]+/stigman/', 'base_beg localhost/stigman/']) {
      const rules = `acl mine ${test}\nuse_backend %[str(stigman)] if mine\ndefault_backend other`;
      const strip = 'http-request replace-path ^/stigman/(.*) /\\1';
      assert.equal(mounted(rules, strip), OK, test);
    }
  });

  it('knows the mounts of a pattern with alternatives', () => {
    const strip = 'http-request replace-path ^/(apps/|old/)?stigman/(.*) /\\2';
    const rules = 'use_backend stigman if { path_reg ^/(?:apps/|old/)?stigman/|^/x/ }';
    const mounts = read(behind(rules, strip)).entries.flatMap((entry) => entry.mounts);
    const reached = mounts.filter((mount) => mount.deliveries[0]?.route.outcome === 'application');
    assert.deepEqual(reached.map(({ basePath }) => basePath).sort(), [
      '/apps/stigman/',
      '/old/stigman/',
      '/stigman/',
    ]);
  });

  it('takes no path for a mount that stands beside those of STIG Manager', () => {
    const rules = 'use_backend stigman if { path_beg /api /socket /js }\ndefault_backend other';
    const mounts = read(behind(rules)).entries.flatMap((entry) => entry.mounts);
    assert.deepEqual(
      mounts.map(({ basePath }) => basePath),
      ['/'],
    );
  });

  it('takes no text that may stand anywhere for a mount, unless its name says so', () => {
    const mountsFor = (test: string) => {
      const rules = `use_backend stigman if { path_beg /stigman/ } { ${test} }\ndefault_backend other`;
      const analysis = read(behind(rules, 'http-request replace-path ^/stigman/(.*) /\\1'));
      return analysis.entries.flatMap(({ mounts }) => mounts.map(({ basePath }) => basePath));
    };
    assert.deepEqual(mountsFor('path_sub /op/'), ['/stigman/']);
    assert.deepEqual(mountsFor('path_dir op'), ['/stigman/']);
    assert.deepEqual(mountsFor('path_sub /stigman/'), ['/stigman/']);
  });

  it('takes no mount for certain where positions in the path decide what arrives', () => {
    for (const rule of ['set-path %[path,bytes(5)]', 'replace-path ^.{5}(.*) \\1']) {
      const rules = `http-request ${rule}\ndefault_backend stigman`;
      assert.deepEqual(read(behind(rules)).entries, [], rule);
    }
    assert.equal(
      verdicts(read(behind('http-request set-path /x%[path]\ndefault_backend stigman'))),
      LOST,
    );
  });

  it('takes no path for a mount that no request can ask for', () => {
    const rules = 'use_backend stigman if { path_beg -f /etc/haproxy/paths.lst }';
    const list = { 'file:///etc/haproxy/paths.lst': '/stigman/\n  /old place/  \n/café/\n' };
    const strip = 'http-request replace-path ^/stigman/(.*) /\\1';
    const mounts = read(behind(rules, strip), list).entries.flatMap((entry) => entry.mounts);
    assert.deepEqual(
      mounts.map(({ basePath }) => basePath),
      ['/stigman/'],
    );
  });

  it('goes on seeing the method of the client behind set-method', () => {
    const rules =
      'http-request set-method POST if { path_end /sse }\nhttp-request deny if METH_POST { path_end /sse }\ndefault_backend stigman';
    assert.equal(verdicts(read(behind(rules))), 'unknown ok ok ok');
  });

  it('answers 503 where no rule applies and where the backend has no server', () => {
    const analysis = read(behind('use_backend stigman if { path_beg /api }'));
    assert.equal(deliveryAt(analysis, '/', 'logSocket').route.status, 503);
    const empty =
      'frontend web\n bind :80\n use_backend none if { path_end /sse }\n default_backend stigman\nbackend none\nbackend stigman\n server s 10.0.0.1:54000\n';
    assert.equal(verdicts(read(empty)), 'unreachable ok ok ok');
  });

  it('follows use-server, and passes over servers that are disabled or backup', () => {
    const lines = 'server o1 10.0.0.2:9000 disabled\nserver o2 10.0.0.2:9001 backup';
    assert.equal(verdicts(read(behind('default_backend stigman', lines))), OK);
    const chosen =
      'server o1 10.0.0.2:9000\nuse-server o1 if { path_end /sse }\nuse-server s1 if TRUE';
    const text = behind('default_backend app', '').replace(
      'backend stigman',
      `backend app\n  ${chosen.replaceAll('\n', '\n  ')}`,
    );
    assert.equal(verdicts(read(text)), 'unreachable ok ok ok');
  });

  const strips: readonly (readonly [string, string])[] = [
    ['http-request replace-path ^/stigman/(.*) /\\1', OK],
    ['http-request replace-path /stigman(/)?(.*) /\\2', OK],
    ['http-request set-path %[path,regsub(^/stigman/,/)]', OK],
    ['http-request set-path %[path,regsub(^/stigman,)]', OK],
    ['http-request set-path \'%[path,regsub("^/STIGMAN(/|$)",/,i)]\'', OK],
    ['http-request set-pathq %[pathq,regsub(^/stigman,)]', OK],
    ['http-request set-uri %[url,regsub(^/stigman,)]', OK],
    ['http-request replace-uri ^([^/:]*://[^/]*)?/stigman/(.*) \\1/\\2', OK],
    ['http-request set-path %[path,regsub(^/stigman,/)]', LOST],
    ['http-request set-path %[var(txn.other)]', LOST.replaceAll('unreachable', 'refused')],
    ['', LOST],
  ];
  for (const [strip, expected] of strips) {
    it(`strip: ${strip}`, () => {
      assert.equal(mounted('use_backend stigman if { path_beg /stigman/ }', strip), expected);
    });
  }

  it('sees rewriting in the frontend take the path from later rules', () => {
    const frontend =
      'http-request replace-path ^/stigman/(.*) /\\1\nacl mine path_beg /stigman/\nuse_backend stigman if mine\ndefault_backend other';
    assert.equal(mounted(frontend, ''), LOST);
  });

  it('ends at redirects, answers, drops and services', () => {
    const ends: readonly (readonly [string, string])[] = [
      ['http-request redirect location /gone if { path_end /sse }', 'redirect'],
      ['redirect prefix /new if { path_end /sse }', 'redirect'],
      ['http-request return status 200 if { path_end /sse }', 'elsewhere'],
      ['http-request deny deny_status 503 if { path_end /sse }', 'proxy-error'],
      ['http-request tarpit if { path_end /sse }', 'proxy-error'],
      ['http-request reject if { path_end /sse }', 'proxy-error'],
      ['http-request use-service prometheus-exporter if { path_end /sse }', 'elsewhere'],
      ['tcp-request content reject if { path_end /sse }', 'proxy-error'],
      ['monitor-uri /api/op/state/sse', 'elsewhere'],
      ['stats uri /api/op/state', 'elsewhere'],
    ];
    for (const [line, outcome] of ends) {
      const analysis = read(behind(`${line}\ndefault_backend stigman`));
      assert.equal(deliveryAt(analysis, '/', 'streamStateSse').route.outcome, outcome, line);
      assert.equal(verdicts(analysis), 'unreachable ok ok ok', line);
    }
  });

  it('lets allow end the rules of its section only', () => {
    const rules =
      'http-request allow if { path_end /sse }\nhttp-request deny\ndefault_backend stigman';
    assert.equal(verdicts(read(behind(rules))), 'ok refused refused refused');
    const later = 'http-request deny if { path_end /sse }';
    assert.equal(
      verdicts(read(behind('http-request allow\ndefault_backend stigman', later))),
      'refused ok ok ok',
    );
  });

  it('reads body limits with the number that decides', () => {
    const limit =
      'acl big req.body_size gt 10485760\nhttp-request deny deny_status 413 if big\ndefault_backend stigman';
    const analysis = read(behind(limit));
    assert.equal(verdicts(analysis), 'ok ok ok refused');
    assert.equal(deliveryAt(analysis, '/', 'postReviewsByAsset').bodyLimit?.bytes, 10_485_760);
  });

  it('serves a listen section by itself', () => {
    const text =
      'listen app\n bind :80\n http-request replace-path ^/stigman/(.*) /\\1\n server stigman 10.0.0.1:3000\n';
    assert.equal(verdicts(read(text), '/stigman/'), OK);
  });

  it('lists one entry for each door, named by the host that leads to STIG Manager', () => {
    const text = behind(
      'bind :443 ssl crt x.pem\nacl mine hdr(host) -i stigman.example.mil\nuse_backend stigman if mine\ndefault_backend other',
    );
    const urls = read(text).entries.map((entry) => entry.url);
    assert.deepEqual(urls, ['http://stigman.example.mil:80', 'https://stigman.example.mil:443']);
  });

  it('takes a redirect to TLS for no mount where there is a TLS door', () => {
    const rule = 'http-request redirect scheme https unless { ssl_fc }\ndefault_backend stigman';
    const both = read(behind(`bind :443 ssl crt x.pem\n${rule}`));
    assert.deepEqual(
      both.entries.map((entry) => entry.url),
      ['https://localhost:443'],
    );
    assert.equal(verdicts(read(behind(rule))), LOST);
  });

  it('offers no route to the backend in which a rule chose a server of another application', () => {
    const text =
      'frontend web\n bind :80\n default_backend app\nbackend app\n use-server wiki if { path_beg /socket/ }\n server s1 10.0.0.1:54000\n server wiki 10.0.0.2:9000 weight 0\n';
    const { route } = deliveryAt(read(text), '/', 'logSocket');
    assert.deepEqual([route.outcome, route.remedies], ['elsewhere', []]);
  });

  it('reads nothing into an absent file, and never throws', () => {
    assert.deepEqual(readAll({}).entries, []);
    assert.deepEqual(readAll({ [ROOT]: '\0"frontend %[' }).entries, []);
  });

  it('reads on behind a port that HAProxy refuses', () => {
    const relay = `frontend edge
  mode tcp
  bind :118080
  default_backend pass
backend pass
  mode tcp
  server s 127.0.0.1:18081
`;
    const analysis = read(relay + behind('default_backend stigman').replace(':80', ':18081'));
    assert.ok(analysis.entries.some(({ url }) => url === 'http://localhost:18081'));
  });
});
