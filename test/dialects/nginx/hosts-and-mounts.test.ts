import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseTime } from '../../../server/src/dialects/nginx/measures.ts';
import { analyzeText, mountsIn, onlyMount, server, verdictsIn } from './served.ts';

const STIGMAN = 'proxy_pass http://stigman:54000/;';
const listening = (body: string, around = '') =>
  `events {}\nhttp {\nclient_max_body_size 0;\n${around}\nserver { listen 8000; ${body} }\n}\n`;

describe('mounts that only a table or a pattern names', () => {
  const backends = 'upstream stigman { server 10.0.0.1:54000; } upstream wiki { server 10.0.0.2; }';
  const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
    [
      'a capture that a map reads',
      'server_name ~^(?<app>.+)\\.example\\.mil$; location / { proxy_pass http://$to; }',
      'map $app $to { wiki 10.0.0.2; stigman 10.0.0.1:54000; }',
      ['http://stigman.example.mil:8000 /'],
    ],
    [
      'a capture that names the upstream',
      'server_name ~^(?<app>\\w+)\\.example\\.mil$; location / { proxy_pass http://$app; }',
      backends,
      ['http://stigman.example.mil:8000 /'],
    ],
    [
      'a map by host',
      'server_name _; location / { proxy_pass http://$to; }',
      'map $host $to { default 10.0.0.2; ~^stig 10.0.0.1:54000; }',
      ['http://stig:8000 /'],
    ],
    [
      'a value that the request decides',
      'location / { proxy_pass http://$to; }',
      `${backends} map $cookie_beta $to { default wiki; yes stigman; }`,
      ['http://localhost:8000 /'],
    ],
    [
      'no part of a pattern beside the mount itself',
      `location /stigman/ { ${STIGMAN} } location ~ ^/stig.*\\.css$ { proxy_pass http://stigman:54000; }`,
      '',
      ['http://localhost:8000 /stigman/'],
    ],
    [
      'a capture of the path that a map reads',
      'location ~ ^/(?<app>[^/]+)/(?<rest>.*)$ { proxy_pass http://$to/$rest; }',
      'map $app $to { wiki 10.0.0.2; stigman 10.0.0.1:54000; }',
      ['http://localhost:8000 /stigman/'],
    ],
    [
      'no pattern that takes none of the requests',
      'location /stigman { proxy_pass http://stigman:54000/; location ~ \\.js$ { proxy_pass http://stigman:54000; } }',
      '',
      ['http://localhost:8000 /stigman/'],
    ],
    [
      'no folder of a mount',
      `location /js { proxy_pass http://stigman:54000; } location / { ${STIGMAN} }`,
      '',
      ['http://localhost:8000 /'],
    ],
    [
      'a pattern with a look-ahead',
      'location ~ ^/(?!kc/)stigman/(.+)$ { proxy_pass http://stigman:54000/$1; }',
      '',
      ['http://localhost:8000 /stigman/'],
    ],
  ];
  for (const [name, body, around, mounts] of cases) {
    it(name, () => assert.deepEqual(mountsIn(listening(body, around)), mounts));
  }

  const refusing = `server { listen 127.0.0.1:81; location / { deny all; ${STIGMAN} } }`;
  const ways = [
    'location ~ ^/stigman/(.*)$ { proxy_pass http://127.0.0.1:81/$1; }',
    'location /stigman/ { try_files $uri @in; } location @in { proxy_pass http://127.0.0.1:81; }',
    'location /stigman/ { rewrite ^/stigman(/.*)$ $1 break; proxy_pass http://127.0.0.1:81; }',
  ];
  for (const way of ways) {
    it(`a server behind it refuses everything: ${way}`, () => {
      const served = ['http://localhost:81 /', 'http://localhost:8000 /stigman/'];
      assert.deepEqual(mountsIn(listening(way, refusing)), served);
    });
  }
});

describe('what a request decides and what it does not', () => {
  const cases: readonly (readonly [string, string, 'ok' | 'unknown'])[] = [
    ['no TLS on a plain address', 'if ($ssl_protocol = TLSv1) { return 403; }', 'ok'],
    ['no certificate there', 'if ($ssl_client_verify = FAILED) { return 403; }', 'ok'],
    [
      'a referer of its own or none',
      'valid_referers none localhost; if ($invalid_referer) { return 403; }',
      'ok',
    ],
    [
      'one of others',
      'valid_referers none other.mil; if ($invalid_referer) { return 403; }',
      'unknown',
    ],
    ['a file of the request', 'if (-f $request_filename) { return 403; }', 'ok'],
    ['what switches maintenance on', 'if (-f /srv/maintenance) { return 503; }', 'ok'],
    ['a file that may be missing', 'if (!-f /srv/ready) { return 503; }', 'unknown'],
  ];
  for (const [name, body, verdict] of cases) {
    it(name, () => {
      const { streamStateSse } = verdictsIn(server(`location / { ${body} ${STIGMAN} }`));
      assert.equal(streamStateSse, verdict);
    });
  }

  it('a certificate that a map asks for elsewhere', () => {
    const verdictFor = (path: string) => {
      const map = `map "$uri:$ssl_client_verify" $no { default 0; "~^${path}:(?!SUCCESS)" 1; }`;
      const asking = 'ssl_verify_client optional; if ($no) { return 496; }';
      const text = `events {}\nhttp {\n${map}\nserver { listen 443 ssl; ${asking} location / { ${STIGMAN} } }\n}\n`;
      return verdictsIn(text).streamStateSse;
    };
    assert.equal(verdictFor('/realms/.*'), 'ok');
    assert.equal(verdictFor('/api/.*'), 'unknown');
  });

  it('does not know an upstream of which some servers are others', () => {
    const mixed = 'upstream app { server 10.0.0.1:8000; server 10.0.0.1:54000; }';
    const { streamStateSse } = verdictsIn(server('location / { proxy_pass http://app; }', mixed));
    assert.equal(streamStateSse, 'unknown');
  });
});

describe('times in milliseconds', () => {
  const cases: readonly (readonly [string, number | undefined])[] = [
    ['1w2d', 777_600],
    ['1M', undefined],
    ['1y', undefined],
  ];
  for (const [text, seconds] of cases) {
    it(text, () => assert.equal(parseTime(text), seconds));
  }
});

describe('remedies of a path', () => {
  it('take a variable for the path out of the target', () => {
    const text = server('location /stigman/ { proxy_pass http://10.0.0.1:54000$request_uri; }');
    const [delivery] = onlyMount(text).deliveries;
    const edits = delivery?.route.remedies[0]?.edits().map(({ newText }) => newText.trim());
    assert.deepEqual(edits, ['http://10.0.0.1:54000', 'rewrite ^/stigman/(.*)$ /$1 break;']);
  });
  it('take an Upgrade that is always sent back', () => {
    const always = 'proxy_set_header Upgrade websocket; proxy_set_header Connection upgrade;';
    const [mount] =
      analyzeText(server(`location / { ${always} ${STIGMAN} }`)).entries[0]?.mounts ?? [];
    const remedies = mount?.deliveries[0]?.route.remedies ?? [];
    assert.deepEqual(
      remedies.map(({ kind }) => kind),
      ['pass-upgrade'],
    );
  });
});
