import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { nginx } from '../../../server/src/dialects/nginx/index.ts';
import { languageFaults } from '../../support/language-faults.ts';
import { type NginxTester, nginxTester } from '../../support/nginx-binary.ts';

const ROOT = 'file:///etc/nginx/nginx.conf';

const inServer = (lines: string) =>
  `events {}\nhttp {\nserver {\nlisten 127.0.0.1:18180;\n${lines}\n}\n}\n`;
const inHttp = (lines: string) => `events {}\nhttp {\n${lines}\n}\n`;
const inLocation = (lines: string) => inServer(`location / {\n${lines}\n}`);
const proxied = (head: string) => inServer(`${head} {\nproxy_pass http://127.0.0.1:1/x;\n}`);

const REFUSED: readonly string[] = [
  ...['~ (a', '~* [a', '~(a', '~ *.php', '~ "a{2,1}"', '=x /a', '/ /'].map((head) =>
    inServer(`location ${head} {}`),
  ),
  ...['rewrite ^/(a$ /b;', 'server_name ~^(a;', 'if ($uri ~ (a) { return 204; }'].map(inServer),
  ...['if (1) { return 204; }', 'if ($uri) ~ a { return 204; }'].map(inServer),
  inHttp('map $uri $x {\n~(a 1;\n}'),
  inHttp('map $uri $x {\na 1 2;\n}'),
  inHttp('upstream a {\nkeepalive 8;\n}'),
  inHttp('upstream a {\nserver 127.0.0.1:1 wieght=2;\n}'),
  inHttp('upstream a {\nserver 127.0.0.1:1 weight=0;\n}'),
  proxied('location ~ /a'),
  proxied('location @a'),
  inLocation('limit_except GET {\nproxy_pass http://127.0.0.1:1/;\n}'),
  inLocation('if ($uri) {\nproxy_pass http://127.0.0.1:1/;\n}'),
  ...['return -1;', 'return 2x0;', 'return $x;', 'return 1000;', 'set $host a;'].map(inLocation),
  ...['error_page 200 /x;', 'error_page 404 /x /y;', 'try_files $uri =4x4;'].map(inLocation),
  ...[
    'rewrite a b lats;',
    'add_header A b alway;',
    'expires 3q;',
    'expires epoc;',
    'expires 1m1h;',
  ].map(inLocation),
  ...['proxy_buffers 4 5x;', 'proxy_next_upstream errors;', 'gzip_proxied some;'].map(inLocation),
  ...['fastcgi_param A b c;', 'keepalive_requests 1k;', 'keepalive_timeout 5x;'].map(inLocation),
  ...['listen 0;', 'listen 70000;', 'listen 127.0.0.1:0;', 'listen 81 defalt_server;'].map(
    inServer,
  ),
  ...['proxy_pass 127.0.0.1:8080;', 'proxy_pass htp://a;', 'error_log stderr wran;'].map(
    inLocation,
  ),
  ...['proxy_pass http://127.0.0.1:540000/;', 'proxy_pass http://a:/;', 'deny al;'].map(inLocation),
  ...['allow 10.0.0;', 'allow 10.0.0.0/33;', 'allow localhost;', 'deny 256.0.0.1;'].map(inLocation),
  inHttp('upstream a {\nserver 127.0.0.1:8080x;\n}'),
  ...['listen [::1]:8x;', 'listen 127.0.0.1:http;'].map(inServer),
  inServer('ssl_protocols TLSv1.4;'),
  ...['listen 127.0.0.256:81;', 'resolver 10.0.0.300;', 'set a b;', 'gzip_min_length a;'].map(
    inServer,
  ),
  ...['fastcgi_pass 127.0.0.1:99999;', 'grpc_pass grpc://127.0.0.1:x;'].map(inLocation),
  ...['proxy_pass http://10.0.0.300/;', 'auth_request_set a $uri;', 'root /a;\nalias /b;'].map(
    inLocation,
  ),
  ...['open_file_cache max=1 maybe;', 'proxy_redirect /a;', 'alias /a;\nroot /b;'].map(inLocation),
  inHttp('upstream a {\nserver 10.0.0.1.5:80;\n}'),
  ...['map $uri a {\n}', 'geo a {\n}', 'geo $uri a {\n}', 'split_clients $uri a {\n}'].map(inHttp),
  ...['limit_req_zone $uri zone=a rate=1r/s;', 'limit_req_zone $uri zone=a:1m rate=0;'].map(inHttp),
  ...['limit_conn_zone $uri zone=a;', 'proxy_cache_path /tmp/a keys_zone=a:1xm;'].map(inHttp),
  ...['map $uri $x {\ndefault 1;\ndefault 2;\n}', 'map $uri $x {\nA 1;\na 2;\n}'].map(inHttp),
  ...['listen 18185 ssl;', 'ssl_certificate /tmp/c;'].map(inServer),
  ...['proxy_cache_valid any;', 'proxy_cache_valid 200 5x;', 'proxy_cache_valid 600 1m;'].map(
    inLocation,
  ),
  ...['proxy_ignore_headers X-Buffering;', 'limit_except GTE { deny all; }'].map(inLocation),
  ...['dav_methods PUT GET;', 'limit_rate 50k0;', 'gzip_comp_level high;'].map(inLocation),
  inServer('http2_max_concurrent_streams 1k;'),
  'timer_resolution often;\nevents {}\n',
  'events {}\nevents {}\n',
  'worker_processes 4x;\nevents {}\n',
  'events { worker_connections 1.5; }\n',
];

const ACCEPTED: readonly string[] = [
  ...['~ \\.php$', '~* \\.(js|css)$', '~^/a', '^~ /a', '= /a', '^~/a', '~ "a{1,2}"'].map((head) =>
    inServer(`location ${head} {}`),
  ),
  ...['if ($uri ~ "^/(a)$") { return 204; }', 'if ( $uri = "" ) { return 204; }'].map(inServer),
  ...['if (!-f $request_filename) { return 204; }', 'if ($uri !~* a) { return 204; }'].map(
    inServer,
  ),
  inHttp('map $uri $x {\nhostnames;\nvolatile;\ndefault 1;\n~^/(?<y>a) $y;\n"~*b" 2;\n}'),
  inHttp(
    'upstream a {\nserver 127.0.0.1:1 weight=2 max_fails=0 fail_timeout=10s;\nserver unix:/tmp/s backup;\n}',
  ),
  ...['allow 10.0.0.1/8;', 'allow 10..0.1;', 'allow ::1/128;', 'allow unix:;', 'deny all;'].map(
    inLocation,
  ),
  ...['proxy_pass http://[::1]:8080/a:b;', 'proxy_pass http://[::1];'].map(inLocation),
  proxied('location /a'),
  inServer('location ~ /a {\nproxy_pass http://127.0.0.1:1;\n}'),
  inServer('location ~ /a {\nproxy_pass http://127.0.0.1$uri;\nresolver 127.0.0.1;\n}'),
  inServer('location ~ /a {\nproxy_pass http://unix:/tmp/s;\n}'),
  ...['return 204;', 'return 404 "no";', 'return https://$host;', 'return $scheme://a;'].map(
    inLocation,
  ),
  ...['error_page 404 =200 /x;', 'error_page 500 502 = /x;', 'try_files $uri =404;'].map(
    inLocation,
  ),
  ...['expires -1;', 'expires modified 3h;', 'expires @15h30m;', 'expires $arg_x;'].map(inLocation),
  ...['add_header A b always;', 'set $args a;', 'set $limit_rate 1;', 'set $hosts 1;'].map(
    inLocation,
  ),
  ...['proxy_next_upstream error HTTP_502 updating;', 'proxy_buffers 4 8k;'].map(inLocation),
  ...['listen 18181 default_server reuseport;', 'listen [::1]:18182 ipv6only=on;'].map(inServer),
  ...['listen unix:/tmp/values-parity.sock;', 'listen *:18183 backlog=5;'].map(inServer),
  ...['proxy_pass HTTP://127.0.0.1:1;', 'proxy_pass $uri;', 'error_log stderr warn;'].map(
    inLocation,
  ),
  inHttp('limit_req_zone $uri zone=a:1m rate=5;\nlimit_conn_zone $uri zone=b:1M;'),
  inHttp('map $uri $x {\n~a 1;\n~a 2;\n"" 3;\n\\default 4;\ndefault 5;\n}'),
  inLocation('fastcgi_split_path_info ^(a)(b);\nfastcgi_split_path_info ^(a)(b);'),
  ...['resolver 127.0.0.1:53 [::1] valid=1s;', 'uwsgi_pass uwsgi://127.1:4;'].map(inLocation),
  ...['fastcgi_pass unix:/tmp/a;', 'proxy_pass http://127..0.1:1;', 'proxy_redirect off;'].map(
    inLocation,
  ),
  ...['proxy_cache_valid 200 any 1m;', 'fastcgi_cache_valid 10;', 'limit_rate $arg_x;'].map(
    inLocation,
  ),
  ...['proxy_ignore_headers expires X-ACCEL-Buffering;', 'dav_methods off put;'].map(inLocation),
  inLocation('limit_except get Propfind { deny all; }'),
  inServer('http2_max_requests often;'),
  'worker_processes auto;\nevents { worker_connections 64; }\n',
];

function errorsIn(text: string): readonly string[] {
  return languageFaults(nginx, { [ROOT]: text }, ROOT)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, line }) => `${line} ${code}`);
}

describe('values, parameters and patterns of nginx', () => {
  let tester: NginxTester | undefined;
  before(async () => {
    tester = await nginxTester();
  });
  after(() => tester?.close());

  test('that it refuses are errors', () => {
    for (const text of REFUSED) assert.equal(errorsIn(text).length, 1, text);
  });
  test('that it takes are none', () => {
    for (const text of ACCEPTED) assert.deepEqual(errorsIn(text), [], text);
  });
  test('of mail that its reference does not name, and of stream, are none', () => {
    const stream = 'events {}\nstream {\nserver {\nlisten 18184;\nproxy_pass 127.0.0.1:1;\n}\n}\n';
    assert.deepEqual(errorsIn(stream), []);
    assert.deepEqual(errorsIn('events {}\nmail {\nserver {\nlisten 143;\nproxy on;\n}\n}\n'), []);
  });
  test('that a template may give are none', () => {
    const lines = 'location ~ ({{ a }} {}\nlisten ${PORT};\nreturn {{ code }};';
    assert.deepEqual(errorsIn(inServer(lines)), []);
  });
  test('are what nginx -t says', async (t) => {
    if (!tester) return t.skip('nginx is not installed');
    for (const text of REFUSED) assert.equal((await tester.answer(text)).accepted, false, text);
    for (const text of ACCEPTED) {
      const { accepted, log } = await tester.answer(text);
      assert.ok(accepted, `${text}${log}`);
    }
  });
});
