import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { haproxy } from '../../../server/src/dialects/haproxy/index.ts';
import { type FaultAt, languageFaults } from '../../support/language-faults.ts';

const ROOT = 'file:///etc/haproxy/haproxy.cfg';
const PART = 'file:///srv/part.cfg';

function faultsOf(text: string, root = ROOT): readonly FaultAt[] {
  return languageFaults(haproxy, { [root]: text }, root);
}

/** Each fault as "line severity code: what it stands on". */
function told(text: string, root = ROOT): readonly string[] {
  return faultsOf(text, root).map(
    ({ line, severity, code, written }) => `${line} ${severity} ${code}: ${written}`,
  );
}

describe('arguments', () => {
  test('that are missing', () => {
    const text = `frontend f
  bind
  acl a
  timeout client
  use_backend
  http-request
  default_backend ""
backend b
  balance
  server s
  server t 127.0.0.1:1
  timeout server "$TIMES"
`;
    assert.deepEqual(told(text, PART), [
      '2 error argument-count: bind',
      '3 error argument-count: acl',
      '4 error argument-count: timeout',
      '5 error argument-count: use_backend',
      '6 error argument-count: http-request',
      '7 error argument-count: default_backend',
      '10 error argument-count: server',
    ]);
  });
  test('of several default backends the last counts', () => {
    const text =
      'global\nfrontend f\n  bind :80\n  default_backend a\n  default_backend b\nbackend b\n';
    assert.deepEqual(told(text), []);
    assert.deepEqual(told(text.replace('_backend b', '_backend c')), [
      '5 error undefined-backend: c',
    ]);
  });
});

describe('keywords', () => {
  test('a misspelling is an error with its correction', () => {
    const [fault, ...others] = faultsOf('backend b\n  servr s 127.0.0.1:1\n');
    assert.deepEqual(others, []);
    assert.equal(fault?.code, 'unknown-keyword');
    assert.equal(fault?.replacement, 'server');
  });
  test('the case counts', () => {
    assert.equal(faultsOf('backend b\n  Balance roundrobin\n')[0]?.replacement, 'balance');
  });
  test('a keyword near to none may be of a later version', () => {
    assert.deepEqual(told('global\n  frobnicate 3\nbackend b\n  frobnicate 3\n'), [
      '2 information unknown-keyword: frobnicate',
      '4 information unknown-keyword: frobnicate',
    ]);
    assert.deepEqual(told('backend b\n  guid abc\ncrt-store web\n  load crt a.pem\n'), []);
  });
  test('of another section', () => {
    assert.deepEqual(told('global\n  server s 127.0.0.1:1\nfrontend f\n  chroot /x\n'), [
      '2 error wrong-context: server',
      '4 error wrong-context: chroot',
    ]);
  });
  test('of the other side: refused or ignored', () => {
    const text = `defaults
  acl a path /
  server s 127.0.0.1:1
defaults named
  acl a path /
frontend f
  server s 127.0.0.1:1
  balance roundrobin
  option httpchk
  timeout server 1h
  http-request set-timeout server 1h
backend b
  bind :80
  timeout client 1h
`;
    assert.deepEqual(told(text), [
      '2 error wrong-context: acl',
      '3 error wrong-context: server',
      '7 error wrong-context: server',
      '8 warning wrong-context: balance',
      '9 warning wrong-context: httpchk',
      '10 warning wrong-context: server',
      '11 error wrong-context: set-timeout',
      '13 warning wrong-context: bind',
      '14 warning wrong-context: client',
    ]);
  });
  test('keywords that were taken out long ago', () => {
    assert.deepEqual(told('frontend f\n  reqadd X-A:\\ b\n'), [
      '2 warning removed-keyword: reqadd',
    ]);
  });
});

describe('words of a line', () => {
  test('options, actions, timeouts, parameters, fetch methods', () => {
    const text = `listen l
  bind :80 ssl crt a.pem accept-prox
  option httplogg
  no option htpclose
  timeout clint 3s
  http-request set-heder a b
  http-request set-vra(txn.a) str(b)
  tcp-request content acept
  acl a path_bg /x
  http-request deny if { hdrr_beg(host) x } a
  server s 127.0.0.1:1 chekc inter 3s
  default-server weigth 3
`;
    const found = faultsOf(text).map(({ line, replacement }) => `${line} ${replacement}`);
    assert.deepEqual(found, [
      '2 accept-proxy',
      '3 httplog',
      '4 httpclose',
      '5 client',
      '6 set-header',
      '7 set-var(txn.a)',
      '8 accept',
      '9 path_beg',
      '10 hdr_beg(host)',
      '11 check',
      '12 weight',
    ]);
  });
  test('fetches and converters in expressions', () => {
    const text = `listen l
  acl a path,loower -m beg /x
  http-request set-header X-A %[methood,regsubb(x,y)]
  http-request set-var(txn.a) src_portt,uppper if { base,lenght gt 9 }
  use_backend %[path,map_begg(a.map,b)]
  log-format "%ci %[capture.req.hdrs(0)]"
  http-request set-header X-B %[path,le2dec,lua.lowwer,tcp.win] if { path -m beg %[loower }
`;
    const found = faultsOf(text).map(
      ({ line, severity, replacement }) => `${line} ${severity} ${replacement}`,
    );
    assert.deepEqual(found, [
      '2 warning lower',
      '3 warning method',
      '3 warning regsub',
      '4 warning length',
      '4 warning src_port',
      '4 warning upper',
      '5 warning map_beg',
      '6 warning undefined',
    ]);
  });
  test('what HAProxy takes', () => {
    const text = `listen l
  bind :80,:81 name web ssl crt a.pem alpn h2,http/1.1
  server s 127.0.0.1:1 check inter 3s source 0.0.0.0 usesrc clientip
  stick-table type ip size 1k
  http-request track-sc0 src
  http-request set-var(txn.a) path,lower
  http-request set-header X-If if
  acl a req.hdr(host),lower -m beg x
  http-request deny if a or { ssl_fc,not } || !a
`;
    assert.deepEqual(told(text), []);
  });
});

describe('names', () => {
  test('backends', () => {
    const text = `frontend f
  use_backend %[req.hdr(host),lower]
  use_backend "\${NAME}"
  use_backend stigmann if TRUE
  default_backend nowhere
backend stigman
`;
    assert.deepEqual(told(text), [
      '4 error undefined-backend: stigmann',
      '5 error undefined-backend: nowhere',
    ]);
    assert.equal(faultsOf(text)[0]?.replacement, 'stigman');
    assert.deepEqual(told(text, PART), []);
  });
  test('acls stand above, in the same section', () => {
    const text = `defaults d
  acl inherited path /
frontend f from d
  http-request deny if later
  acl later path /
  http-request deny if later !METH_GET LOCALHOST
  http-request deny if inherited or !latr
`;
    assert.deepEqual(told(text), [
      '4 error undefined-acl: later',
      '7 error undefined-acl: inherited',
      '7 error undefined-acl: latr',
    ]);
  });
  test('defaults, userlists, caches, resolvers, peers, servers', () => {
    const text = `frontend f from nowhere
  http-request auth unless { http_auth(staff) }
backend b
  http-request cache-use pages
  stick-table type ip size 1m peers mates
  server s example.com:80 resolvers dns
  use-server t if TRUE
resolvers dns
userlist other
`;
    assert.deepEqual([...told(text)].sort(), [
      '1 error undefined-defaults: nowhere',
      '2 error undefined-userlist: http_auth(staff)',
      '4 error undefined-cache: pages',
      '5 error undefined-peers: mates',
      '7 error undefined-server: t',
    ]);
  });
  test('sections and servers of one name', () => {
    const text = `frontend a
backend a
  server s 127.0.0.1:1
  server s 127.0.0.1:2
listen a
userlist u
userlist u
peers p
  server s 127.0.0.1:1
  server s 127.0.0.1:1
`;
    assert.deepEqual(told(text), [
      '4 error duplicate-server: s',
      '5 error duplicate-section: a',
      '7 warning duplicate-section: u',
    ]);
  });
});

describe('templates', () => {
  test('what a template may define is not missing', () => {
    const text = `frontend f
  {% for app in apps %}
  acl {{ app }} path_beg /{{ app }}
  use_backend {{ app }} if {{ app }}
  use_backend shop if is_shop
  {% endfor %}
`;
    assert.deepEqual(told(text), []);
  });
});

describe('conditions of the file', () => {
  test('what the environment decides is a warning, what is left out is silent', () => {
    const text = `.if defined(A)
backend b
  servr s 127.0.0.1:1
.endif
.if 0
backend b
  servr s 127.0.0.1:1
.endif
`;
    assert.deepEqual(told(text), ['3 warning unknown-keyword: servr']);
  });
  test('sections that exclude each other are no duplicates', () => {
    assert.deepEqual(told('.if defined(A)\nbackend b\n.else\nbackend b\n.endif\n'), []);
  });
});

describe('certificates of servers', () => {
  const server = 'backend b\n  server s 127.0.0.1:443 ssl\n';
  test('need an authority to be verified against', () => {
    assert.deepEqual(told(server), ['2 error missing-certificate: ssl']);
    assert.deepEqual(told(server, PART), []);
    for (const more of ['verify none', 'ca-file /etc/ca.pem', '"$MORE"'])
      assert.deepEqual(told(server.replace('ssl', `ssl ${more}`)), [], more);
  });
  test('may be settled elsewhere', () => {
    assert.deepEqual(told(`global\n  ssl-server-verify none\n${server}`), []);
    assert.deepEqual(told(`defaults\n  default-server verify none\n${server}`), []);
    assert.deepEqual(told(server.replace('b\n', 'b\n  default-server ca-file a\n')), []);
  });
});

describe('sections', () => {
  test('that send requests to themselves', () => {
    const text = 'listen a\n  bind :80\n  default_backend a\n';
    assert.deepEqual(told(text), ['3 error backend-loop: a']);
  });
  test('that are disabled are checked line by line only', () => {
    const lines = 'bind :80\n  default_backend a\n  server s :1 ssl\n  server s :1 ssl\n';
    const text = `listen a\n  disabled\n  ${lines}  timeout clientt 1s\n`;
    assert.deepEqual(told(text), ['7 error unknown-keyword: clientt']);
    const enabled = told(text.replace('disabled', 'enabled'));
    assert.ok(enabled.some((fault) => fault.includes('duplicate-server')));
    assert.deepEqual(told(`defaults\n  disabled\nlisten a\n  ${lines}`), []);
  });
  test('take no words behind their names', () => {
    assert.deepEqual(told('backend a b\ndefaults c\nbackend d from c e\n'), [
      '1 error argument-count: b',
      '3 error argument-count: e',
    ]);
  });
  test('may override a backend of their defaults that is nowhere', () => {
    const text = 'defaults\n  default_backend b\nfrontend f\n  bind :80\n';
    assert.deepEqual(told(text), ['2 error undefined-backend: b']);
    assert.deepEqual(told(`${text}  default_backend a\nbackend a\n`), []);
  });
});

describe('experimental actions', () => {
  const rule = 'backend b\n  http-request normalize-uri path-merge-slashes\n';
  test('that no global section allows', () => {
    assert.deepEqual(told(`global\n${rule}`), ['3 error experimental-action: normalize-uri']);
  });
  test('that one allows', () => {
    assert.deepEqual(told(`global\n  expose-experimental-directives\n${rule}`), []);
  });
});

describe('servers over TLS', () => {
  const web = (rest: string) => `global\nbackend b\n${rest}`;
  test('that lack authorities', () => {
    assert.deepEqual(told(web('  server ssl 127.0.0.1:1 check ssl\n')), [
      '3 error missing-certificate: ssl',
    ]);
    assert.deepEqual(told(web('  server s 127.0.0.1:1 check-ssl verify required\n')), [
      '3 error missing-certificate: check-ssl',
    ]);
  });
  test('that have them, or need none', () => {
    const sound = [
      '  server s 127.0.0.1:1 ssl verify none\n',
      '  server s 127.0.0.1:1 ssl ca-file /etc/ca.pem\n',
      '  server ssl 127.0.0.1:1 check\n',
      '  server s 127.0.0.1:1 ssl no-ssl\n',
      '  server s 127.0.0.1:1 ssl "$VERIFY"\n',
      '  default-server ssl verify none\n  server s 127.0.0.1:1 ssl\n',
      '  disabled\n  server s 127.0.0.1:1 ssl\n',
    ];
    for (const rest of sound) assert.deepEqual(told(web(rest)), [], rest);
    assert.deepEqual(
      told(`global\n  ssl-server-verify none\nbackend b\n  server s 127.0.0.1:1 ssl\n`),
      [],
    );
  });
});

describe('what is not there', () => {
  test('of the request in rules for the answer, and the other way about', () => {
    const text = `listen l
  http-response set-header X-Path %[path,lower]
  http-after-response set-var(txn.a) req.hdr(host)
  http-request set-header X-Status %[status]
  use_backend %[res.hdr(x)]
`;
    assert.deepEqual(told(text), [
      '2 error wrong-context: path',
      '3 error wrong-context: req.hdr',
      '4 error wrong-context: status',
      '5 error wrong-context: res.hdr',
    ]);
  });
  test('is no fault in conditions, logs, and of what lasts', () => {
    const text = `listen l
  log-format "%[res.hdr(x)] %[path]"
  http-response set-header X %[var(txn.a)]%[src]%[req.proto_http]%[capture.req.uri]%[hdr(x)]%[method] if { path / }
  http-response set-header Y %[res.hdr(x)]%[status]
  http-request set-header Y %[path] if { status 200 }
`;
    assert.deepEqual(told(text), []);
  });
  test('of frontends in backends', () => {
    assert.deepEqual(told('backend b\n  http-request capture path len 9\n'), [
      '2 error wrong-context: capture',
    ]);
  });
  test('options that have no negation', () => {
    const text = 'listen l\n  no option forwardfor\n  no option httpchk\n  no option httpclose\n';
    assert.deepEqual(told(text), [
      '2 error invalid-value: forwardfor',
      '3 error invalid-value: httpchk',
    ]);
  });
});

describe('modes', () => {
  const web = (rest: string) => `global\n${rest}`;
  const front = 'frontend f\n  mode http\n  bind :18080\n  use_backend b if TRUE\n';
  test('of a frontend and its backend that do not go together', () => {
    const error = ['5 error incompatible-mode: b'];
    assert.deepEqual(told(web(`${front}backend b\n`)), error);
    assert.deepEqual(told(web(`${front}listen b\n  mode http\n  mode tcp\n`)), error);
    assert.deepEqual(told(web(`${front}defaults\n  mode http\nbackend b\n  mode tcp\n`)), [
      '5 error incompatible-mode: b',
    ]);
  });
  test('that go together, or of which one is not known', () => {
    const sound = [
      `defaults d\n  mode http\n${front}backend b from d\n`,
      `${front}defaults\n  mode http\nbackend b\n`,
      `${front.replace('http', 'tcp')}backend b\n  mode http\n`,
      `${front}backend b\n  .if defined(X)\n  mode http\n  .endif\n`,
      `${front}backend b\n  mode "$MODE"\n`,
    ];
    for (const text of sound) assert.deepEqual(told(web(text)), [], text);
    assert.deepEqual(told(`${front}backend b\n`, PART), []);
  });
});
