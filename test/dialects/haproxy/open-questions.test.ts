import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { behind, read, verdicts } from './read.ts';

const OK = 'ok ok ok ok';
const OPEN = 'unknown unknown unknown unknown';

describe('what a configuration leaves open', () => {
  const checks: readonly (readonly [string, string])[] = [
    ['default-server check', OK],
    ['option httpchk GET /api/op/state\ndefault-server check', OK],
    ['option httpchk\nhttp-check send meth GET uri /api/op/state\ndefault-server check', OK],
    ['option httpchk GET /health', OK],
    ['option httpchk GET /health\ndefault-server check', OPEN],
    ['option httpchk\ndefault-server check', OPEN],
    ['option httpchk GET /api/op/state\nhttp-check expect status 201\ndefault-server check', OPEN],
    ['option tcp-check\ndefault-server check', OK],
    ['option tcp-check\ntcp-check expect string hello\ndefault-server check', OPEN],
    ['default-server check port 54000', OK],
    ['default-server check port 8404', OPEN],
    ['default-server maxconn 2', OPEN],
    ['default-server maxconn 200', OK],
  ];
  for (const [lines, expected] of checks) {
    it(`server: ${lines.replaceAll('\n', '; ')}`, () => {
      assert.equal(verdicts(read(behind('default_backend stigman', lines))), expected);
    });
  }

  const doors: readonly (readonly [string, string, string])[] = [
    ['maxconn 4', '', OPEN],
    ['maxconn 400', '', OK],
    ['', 'web.pem [verify none] localhost', OK],
    ['', 'web.pem stig.example.mil', OPEN],
    ['', 'web.pem', OK],
  ];
  for (const [limit, list, expected] of doors) {
    it(`whether clients get in: ${limit}${list}`, () => {
      const tls = `bind :443 ssl strict-sni crt-list certs.txt`;
      const text = behind('default_backend stigman').replace('bind :80', list ? tls : 'bind :80');
      const files = { 'file:///etc/haproxy/certs.txt': list };
      assert.equal(verdicts(read(`global\n  ${limit}\n${text}`, files)), expected);
    });
  }

  it('whether HAProxy is built with what few packages lack, or with what few have', () => {
    for (const [feature, expected] of [
      ['OPENSSL', OK],
      ['QUIC', OPEN],
    ] as const) {
      const rules = `.if feature(${feature})\ndefault_backend stigman\n.else\ndefault_backend other\n.endif`;
      assert.equal(verdicts(read(behind(rules))), expected, feature);
    }
  });

  it('which port a server is asked on that names none', () => {
    for (const [address, expected] of [
      ['stigman.local', OPEN],
      ['stigman.local:+1', OPEN],
      ['"${STIGMAN}"', OK],
    ] as const) {
      const text = behind('default_backend stigman').replace('10.0.0.1:54000', address);
      assert.equal(verdicts(read(text)), expected);
    }
  });

  it('what goes through dispatch, for HAProxy crashes at the handshake of the log socket', () => {
    const text = behind('default_backend stigman').replace('server s1', 'dispatch');
    assert.equal(verdicts(read(text)), OPEN);
  });

  it('whether a list of certificates asks for those of clients', () => {
    const deny = 'http-request deny unless { ssl_c_used }\ndefault_backend stigman';
    const listed = behind(deny).replace('bind :80', 'bind :443 ssl crt-list certs.txt');
    assert.equal(verdicts(read(listed)), OPEN);
  });

  it('what a section in front of another one of the configuration does', () => {
    const edge =
      'frontend edge\n  mode tcp\n  bind :8443\n  default_backend loop\nbackend loop\n  mode tcp\n  server loop 127.0.0.1:80 send-proxy\n';
    const { entries } = read(edge + behind('default_backend stigman'));
    assert.deepEqual(
      entries.map(({ url }) => url),
      ['http://localhost:8443', 'http://localhost:80'],
    );
    const [outer, inner] = entries.map((entry) => verdicts({ ...read(''), entries: [entry] }));
    assert.deepEqual([outer, inner], [OPEN, OK]);
    const paths = 'use_backend loop if { path_beg /stigman/ }\nuse_backend stigman if FALSE';
    const http =
      'frontend inner\n  bind 127.0.0.1:81\n  default_backend other\nbackend loop\n  server stigman 127.0.0.1:81\n';
    const elsewhere = 'unreachable unreachable unreachable unreachable';
    assert.equal(verdicts(read(behind(paths) + http), '/stigman/'), elsewhere);
  });

  const macros: readonly (readonly [string, string])[] = [
    ['defined(X)', OPEN],
    ['(1 || defined(X)) && !streq(a,b)', OK],
    ['!(0 || streq(a,a))', 'unreachable unreachable unreachable unreachable'],
    ['version_atleast(2.4)', OK],
    ['version_before(9.0)', OPEN],
    ['strstr(abc,b)', OK],
  ];
  for (const [condition, expected] of macros) {
    it(`macro: ${condition}`, () => {
      const rules = `.if ${condition}\ndefault_backend stigman\n.else\ndefault_backend other\n.endif`;
      assert.equal(verdicts(read(behind(`${rules}\nuse_backend stigman if FALSE`))), expected);
    });
  }

  const pages: readonly (readonly [string, string, string])[] = [
    ['errorfile 403 /etc/haproxy/errors/403.http', '', 'refused'],
    ['errorfile 403 /etc/haproxy/own.http', '', 'unknown'],
    ['errorfile 403 /etc/haproxy/own.http', 'HTTP/1.0 503 Down\n\n', 'unreachable'],
    ['errorfile 404 /etc/haproxy/own.http', '', 'refused'],
    ['errorloc 403 /login', '', 'unreachable'],
  ];
  for (const [line, page, expected] of pages) {
    it(`error page: ${line} ${page.split('\n')[0]}`, () => {
      const rules = `${line}\nhttp-request deny if { path_end /sse }\ndefault_backend stigman`;
      const files: Record<string, string> =
        page === '' ? {} : { 'file:///etc/haproxy/own.http': page };
      assert.equal(verdicts(read(behind(rules), files)), `${expected} ok ok ok`);
    });
  }
});
