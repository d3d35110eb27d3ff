import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { haproxy } from '../../../server/src/dialects/haproxy/index.ts';
import { haproxyTester } from '../../support/haproxy-binary.ts';
import { languageFaults } from '../../support/language-faults.ts';

const ROOT = 'file:///etc/haproxy/haproxy.cfg';

/** Lines of a defaults section, of a backend and of a frontend. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  userlist: ['group a user b', 'group a users b c', 'user a passwd b'],
  defaults: [
    ...['timeout client 5x', 'timeout client 1.5s', 'timeout client 25d', 'timeout client 5 s'],
    ...['mode htpp', 'mode http http', 'option http-server-close if TRUE', 'retries 3 4'],
    ...['option httplog x', 'option httplog clf x', 'errorfile 409 /dev/null', 'stats enabel'],
    ...['tcp-request content accept', 'timeout server> 1s', 'timeo;ut client 5s'],
  ],
  backend: [
    ...['balance roundrobbin', 'http-reuse alwyas', 'hash-type consistant', 'fullconn 1 2'],
    ...['server s 127.0.0.1:abc', 'server s 127.0.0.1:70000', 'server s 127.0.0.1:80-90'],
    ...['server s 256.1.1.1:80', 'server s 127.0.0.1:80 weight 257', 'default-server inter 5x'],
    ...['server s 127.0.0.1:80 check inter 5x', 'server s 127.0.0.1:80 check rise 0'],
    ...['http-request set-header A b c', 'http-request set-header A', 'http-request deny iff TRUE'],
    ...['http-request deny deny_status 999', 'http-request return statuss 200'],
    ...['http-request redirect location / code 304', 'redirect locaton /', 'acl a(b) path /'],
    ...['http-request replace-path (a b', 'acl a path_reg (a', 'acl a path -m reg [a'],
    ...['http-request deny if { path -m reg a) }', 'http-request deny if { path /x'],
    ...['http-request deny deny_status 429 { path / }', 'server a;b 127.0.0.1:80'],
    ...['http-request return status 200 content-type text/plain string x y'],
    ...['http-response set-status 99', 'http-response set-status abc', 'compression alog gzip'],
    ...['http-request set-var(ttxn.a) path', 'http-request unset-var(a)', 'http-check exect x'],
    ...['acl a path -m fo /x', 'http-response set-status 503 { status 200 }'],
    ...['tcp-request session reject', 'tcp-request content acept'],
    ...['http-request set-path %[path,regsub(^/(a|b)/,/)]', 'http-request set-path %[]'],
    ...['http-request set-var(txn.a) path,lower(', 'acl a hdr(host -m str x'],
    ...['server s 127.0.0.1:1 ssl no-sslv3', 'server-template s 2 127.0.0.1:1 ssl'],
    ...['http-request deny if { /x }', 'http-check expect rstring (a'],
    ...['http-request deny if { hdr(host,a) x }', 'http-request deny if { path(1) /x }'],
    ...['http-request deny if { sc_http_req_rate gt 5 }', 'http-request set-header A %[src(1)]'],
    ...['http-request deny if { http_auth }', 'http-request set-header A %[ssl_c_s_dn(cn,x)]'],
    ...['acl a src_conn_rate gt 5', 'acl a src_conn_rate(none) gt 5', 'acl a nbsrv(none) lt 1'],
    ...['http-request track-sc0 src', 'http-request track-sc0 src table none', 'stick on src'],
    ...['stick-table type ip', 'stick-table type ipp size 1k', 'stick-table type ip size 0'],
    ...['stick-table type ip size 1k expire 5x', 'stick-table type ip size 1k store gpc0, gpc1'],
    ...['stick-table type ip size 1k store http_req_rat(1s)', 'stick-table type ip size 1k nopurg'],
    ...['http-request deny deny_status 418', 'http-request tarpit deny_status 444 if TRUE'],
    ...['http-request return status 200 string x', 'http-request deny lf-string %[src]'],
    ...['server-template s x 127.0.0.1:1', 'server-template s 2 127.0.0.1:1 rise 0'],
    ...['server-template s 2 127.0.0.1:1 cookie', 'server s 127.0.0.1:1 observe x'],
    ...['server s 127.0.0.1:1 verify optional', 'server s 127.0.0.1:1 on-marked-up x'],
    ...['cookie S insrt', 'cookie S insert prefix', 'cookie S insert maxidle x'],
    ...['cookie S rewrite indirect', 'cookie S insert domain', 'compression algo gzp'],
    ...['compression type', 'cookie S insert attr "a;b"'],
    ...['http-request del-header (a -m reg', 'server s 127.0.0.1:80 }'],
    ...['http-request set-header A %[src', 'http-request set-header A %zz', 'server s 10.0.0.1.5'],
    ...[
      'http-request redirect location /a%20b',
      'http-request redirect location /a%',
      'acl a src 10.0.0.256',
    ],
    ...['http-request set-path %[path,field(x,/)]', 'http-request set-path %[path,field(1)]'],
    ...[
      'http-request set-path %[path,lower(1)]',
      'acl a path,url_dec(x) /',
      'acl a src 10.0.0.0/33',
    ],
    ...['http-request set-header A %[var(foo)]', 'http-request del-header A b'],
    ...['http-request set-var-fmt(txn.a) a b', 'http-request set-var(txn.a) path foo'],
    ...['acl a dst_port 2M', 'acl a req.body_size gt 1h'],
    ...['127.0.0.1:80', '4096', 'acl a sc_http_err_rate(0) gt 50 {', 'acl a hdr_val(a) 1.5'],
    ...['http-request early-hint A', 'http-request early-hint A b c', 'http-request strict-mode'],
    ...['http-request strict-mode on x', 'stick on src table y', 'errorfiles y'],
    ...['http-request track-sc0 src table y', 'tcp-request content track-sc1 src table y'],
    ...['redirect location "" x', 'http-request return status ""', 'server "" 127.0.0.1:80 check'],
    ...['http-request deny if { path "" }', 'server s 127.0.0.1:80 check inter "" weight 1'],
    ...['http-request return content-type "" string a', 'log "" local0', 'compression algo ""'],
    ...['tcp-request inspect-delay ""', 'timeout queue ""', 'http-request "" deny'],
    ...['acl a bool(x)', 'acl a bool', 'acl a ipv4(1.2.3)', 'acl a ipv4()', 'acl a ipv6(1.2.3.4)'],
    ...['acl a http_auth()', 'acl a http_auth_group() x'],
    ...['http-request unset-var(txn.a) b', 'server s 127.0.0.1:80 ssl', 'server s 10.0.0.300'],
    ...[
      'acl a var(txn.a) x',
      'acl a var(txn.a) -i x',
      'acl a var(txn.a,x) gt 3',
      'acl a var(txn.a)',
    ],
    ...[
      'http-request deny if !{ var(txn.a) -f /etc/hosts }',
      'http-request deny if { var(txn.a) }',
    ],
  ],
  frontend: [
    ...['bind :18081 name', 'bind :18081 verify', 'bind :18081 level x', 'bind :18081 id 0'],
    ...['email-alert level x', 'email-alert level'],
    ...['bind :18081 ssl', 'log-format %ci%', 'unique-id-format %[src'],
    ...['capture request header Host', 'capture cookie a'],
    ...['bind 127.0.0.1', 'bind :0', 'bind :abc', 'bind :18082-18081', 'bind :18081 }'],
    ...['log 127.0.0.1 local8', 'log 127.0.0.1 local0 warn', 'log global x', 'maxconn 1 2'],
    ...['tcp-request inspect-delay 5x', 'use_backend b iff TRUE'],
  ],
};
const ACCEPTED: Readonly<Record<string, readonly string[]>> = {
  userlist: ['user a', 'user a insecure-password b', 'group a', 'group a users'],
  defaults: [
    ...['timeout client 0', 'timeout client 24d', 'timeout client 500ms', 'mode tcp'],
    ...['option httplog clf', 'option forwardfor except 127.0.0.1', 'option redispatch 2'],
  ],
  backend: [
    ...['http-request deny if FALSE OR FALSE', 'http-request deny if ! or FALSE'],
    ...['http-request deny deny_status 418 hdr a b', 'http-request deny status 418'],
    ...['server-template s 5x 127.0.0.1:1', 'server-template s 2-5 127.0.0.1:1 check inter 5s'],
    ...['server s 127.0.0.1:1 check observe layer7 on-error mark-down error-limit 5'],
    ...['acl a dst_port 80 443 1024:2047 :9 ge 5', 'http-response deny if { status 500:599 }'],
    ...['http-request set-header A %[src]%%[x%ci', 'http-request set-header A 50%-'],
    ...['http-request set-var(txn.a) path lower if TRUE', 'http-request del-header A -m beg'],
    ...[
      'http-request set-path /%[path,url_dec,field(-1,/),lower()]',
      'http-request set-header A %{+Q}o',
    ],
    ...['acl a src 10.0.0 10.0.0.1/255.0.0.0 ::1/8', 'server s 127.0.0.1:80 ssl verify none'],
    ...[
      'redirect location /a%20b',
      'balance hdr(host)',
      'balance random(2)',
      'balance uri whole',
      'balance rdp-cookie',
    ],
    ...['http-request early-hint A b if TRUE', 'http-request strict-mode off'],
    ...['acl a bool(TRUE)', 'acl a bool(0)', 'acl a ipv4(1.2.3.4)', 'acl a ipv6(::1)'],
    ...['acl a path,bool'],
    ...['balance "" x', 'timeout queue 5s "" x', 'http-request deny "" x', 'cookie S insert "" x'],
    ...['http-request deny if { path / } "" x', 'http-request set-var(txn.a) path "" x'],
    ...[
      'stick-table type ip size 1k "" x',
      'redirect location / "" x',
      'acl a path -m str "" -m x',
    ],
    ...['server s 127.0.0.1:80\nbackend z "" x'],
    ...['stick-table type ip size 1\n  stick on src table x if { path table y }'],
    ...['http-response deny if { status 101 }', 'http-request return default-errorfiles'],
    ...['http-request deny deny_status 429 hdr a b if TRUE', 'errorfile 408x /dev/null'],
    ...['http-response set-status 200 reason x if TRUE', 'tcp-request content accept'],
    ...['http-request set-var(txn.a,ifnotexists) path', 'stats uri /'],
    ...['hash-type map-based sdbm avalanche', 'http-reuse safe', 'server s 127.0.0.1'],
    ...['server s [::1]:8080', 'server s 127.0.0.1:+10', 'server s /tmp/s', 'server s 127.1:80'],
    ...['server s ipv4@127.0.0.1:80 weight 0', 'server s 127.0.0.1:80 source 0.0.0.0:0-9'],
    ...['http-request set-header A "b c" if TRUE', 'http-request set-header A if'],
    ...['http-request deny status 403 if { path -i -m reg ^/a(b)$ }', 'http-request return'],
    ...[
      'http-request redirect scheme https code 301 if !{ ssl_fc }',
      'redirect prefix / drop-query',
    ],
    ...['http-request set-path "%[path,regsub(\'^/(a|b)/\',/),,lower]"', 'acl a path, -m str x'],
    ...['server s 127.0.0.1:1 ssl no-ssl', 'server s 127.0.0.1:1 check-ssl no-check-ssl'],
    ...['http-request set-header if x', 'http-request set-header X if if TRUE'],
    ...['http-request del-header if if TRUE', 'http-request set-path if unless TRUE'],
    ...['http-request deny if { req.hdr(host,-1),field(1,:) -m str x }', 'acl a hdr() x'],
    ...[
      'stick-table type string len 9 size 1k expire 1h store gpc(2),http_req_rate(10s)x,conn_cur',
    ],
    ...['cookie S insert indirect nocache maxidle 30m attr SameSite=None', 'compression offload'],
    ...['http-request set-header A %[ssl_c_s_dn(,1,rfc2253)]', 'acl a nbsrv(x) lt 1'],
    ...['acl a path -m str (a', 'acl a.b-c:d path_reg -i ^/a ^/(b|c)', 'acl a path -m reg -- -a'],
    ...['http-request replace-path ^/(a)$ /\\1', 'http-request del-header ^x- -m reg'],
    ...['http-check expect rstatus ^2', 'acl a var(txn.a),lower x', 'acl a var(txn.a) -m found'],
    ...['http-request deny if { var(txn.a) -i -m str x }', 'http-request deny if { str(x) y }'],
  ],
  frontend: [
    ...['bind :18080 level user severity-output string', 'email-alert level info'],
    ...['bind :18080', 'bind 127.0.0.1:18081,:18082-18083', 'bind /tmp/values.sock mode 600'],
    ...['tcp-request session reject', 'capture request header X len 8'],
    ...['default_backend b "" x', 'use_backend b "" x', 'log 127.0.0.1 local0 "" x'],
    ...['bind abns@x', 'bind ipv4@:18085', 'log 127.0.0.1:514 len 1024 format rfc5424 local0 info'],
    ...['log stdout format raw daemon', 'log global', 'monitor-uri /up', 'log 127.0.0.1 auth2 err'],
  ],
};

function whole(kind: string, line: string): string {
  const timeouts = ['connect', 'client', 'server'].map((name) => `  timeout ${name} 5s\n`).join('');
  const head = kind === 'defaults' ? `defaults\n` : `defaults\n  mode http\n${timeouts}${kind} x\n`;
  const rest = kind === 'frontend' ? '  bind :18090\nbackend b\n' : '';
  return `${head}  ${line}\n${rest}`;
}

function each(lines: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(lines).flatMap(([kind, some]) => some.map((line) => whole(kind, line)));
}

function errorsIn(text: string): readonly string[] {
  return languageFaults(haproxy, { [ROOT]: text }, ROOT)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, line }) => `${line} ${code}`);
}

describe('values of HAProxy', () => {
  const tester = haproxyTester();
  after(() => tester?.close());

  test('that it refuses are errors', () => {
    for (const text of each(REFUSED)) assert.equal(errorsIn(text).length, 1, text);
  });
  test('that it takes are none', () => {
    for (const text of each(ACCEPTED)) assert.deepEqual(errorsIn(text), [], text);
  });
  test('that a variable or a template gives are not looked at', () => {
    const lines = ['timeout server ${TIME}', 'server s ${HOST}:${PORT}', 'balance {{ algorithm }}'];
    for (const line of lines) assert.deepEqual(errorsIn(whole('backend', line)), [], line);
  });
  test('in a template may stand before the head of a section', () => {
    for (const tag of ['{# part\n#}', '{% block x %}', '<%- if a -%>'])
      assert.deepEqual(haproxy.parse(`${tag}\n  mode http\n`).faults, [], tag);
    assert.equal(haproxy.parse('  mode http\n').faults.length, 1);
  });
  test('behind a unit are dropped with a warning', () => {
    const faults = languageFaults(
      haproxy,
      { [ROOT]: whole('defaults', 'timeout client 1h30m') },
      ROOT,
    );
    assert.deepEqual(
      faults.map(({ code, severity, written }) => [code, severity, written]),
      [['invalid-value', 'warning', '1h30m']],
    );
  });
  test('are what haproxy -c says', (t) => {
    if (!tester) return t.skip('haproxy is not installed');
    for (const text of each(REFUSED)) assert.equal(tester.test(text).accepted, false, text);
    for (const text of each(ACCEPTED)) {
      const { accepted, messages } = tester.test(text);
      assert.ok(accepted, `${text}${JSON.stringify(messages)}`);
    }
  });
  test('heads without a name, with a strange one, and with an address of old versions', () => {
    const text = 'frontend\nbackend a/b\nlisten c :80\nfrontend d from e\nuserlist f g\n';
    const told = languageFaults(haproxy, { [ROOT]: text }, ROOT).map(
      ({ line, severity, code, written }) => `${line} ${severity} ${code}: ${written}`,
    );
    for (const fault of [
      '1 error argument-count: frontend',
      '2 error invalid-value: a/b',
      '3 warning removed-keyword: :80',
      '5 error argument-count: g',
    ])
      assert.ok(told.includes(fault), `${fault} in ${told}`);
  });
});
