import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginx } from '../../../server/src/dialects/nginx/index.ts';
import { fixDataOf } from '../../../server/src/service/fixes.ts';
import { LineIndex } from '../../../server/src/text/lines.ts';
import { fixturesOf } from '../../support/fixtures.ts';
import { inspectedText, inspectedTexts, ROOT, type Texts } from '../../support/inspected.ts';

/** "line severity code" of each fault of a text, or of the root of several; lines from 1. */
function told(text: string | Texts): readonly string[] {
  const texts = typeof text === 'string' ? { [ROOT]: text } : text;
  const { languageFindings } = inspectedTexts(nginx, texts);
  return languageFindings.map(({ ruleId, severity, place }) => {
    const line = new LineIndex(texts[place.uri] ?? '').position(place.start).line + 1;
    return `${line} ${severity} ${ruleId}`;
  });
}

/** A whole configuration with lines in `http` and lines in its first server; these start on line 3. */
function whole(inServer: readonly string[], inHttp: readonly string[] = []): string {
  return ['events {} http { server {', 'listen 8080;', ...inServer, '}', ...inHttp, '}', ''].join(
    '\n',
  );
}

/** What is told of lines in a server. */
function toldIn(...inServer: string[]): readonly string[] {
  return told(whole(inServer));
}

const location = (...lines: string[]) => ['location / {', ...lines, '}'];

describe('unknown directives', () => {
  it('are errors where a directive that is legal there is near', () => {
    assert.deepEqual(toldIn('proxy_bufering off;'), ['3 error unknown-directive']);
    assert.deepEqual(toldIn(...location('porxy_pass http://a:1;')), ['4 error unknown-directive']);
    assert.deepEqual(toldIn('locatoin / { }'), ['3 error unknown-directive']);
  });

  it('are information where none is, and silent for modules that are well known', () => {
    assert.deepEqual(toldIn('mystery on;'), ['3 information unknown-directive']);
    const known = [
      'more_set_headers "A: b";',
      'lua_package_path x;',
      'brotli on;',
      'vhost_traffic_status_display;',
      'auth_ldap "x";',
      'modsecurity on;',
      'pagespeed on;',
      'passenger_enabled on;',
    ];
    assert.deepEqual(toldIn(...known), []);
  });

  it('are not looked for in data, in blocks of other modules, and in what templates replace', () => {
    assert.deepEqual(
      told(whole([], ['map $host $x { proxy_bufering 1; }', 'types { a/b c; }'])),
      [],
    );
    const rtmp = 'rtmp { server { application live { live_stream on; } } }';
    assert.deepEqual(told(`${rtmp}\nevents {}\n`), []);
    assert.deepEqual(toldIn('{{ proxy_bufering }} off;', '__PROXY_BUFERING__ off;'), []);
  });

  it('have the correction as a quick fix', () => {
    const inspected = inspectedText(nginx, whole(['proxy_bufering off;']));
    const [finding] = inspected.languageFindings;
    assert(finding);
    const [fix] = fixDataOf(finding, inspected, () => undefined).fixes;
    assert.equal(fix?.title, 'Change to “proxy_buffering”');
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 14 } };
    assert.deepEqual(fix?.edits, { [ROOT]: [{ range, newText: 'proxy_buffering' }] });
  });
});

describe('wrong contexts', () => {
  it('are errors', () => {
    assert.deepEqual(toldIn('worker_processes 1;'), ['3 error wrong-context']);
    assert.deepEqual(toldIn('if ($host) {', 'proxy_set_header A b;', '}'), [
      '4 error wrong-context',
    ]);
    assert.deepEqual(told('http { location / { } }\n'), ['1 error wrong-context']);
  });

  it('tell http and stream apart', () => {
    assert.deepEqual(told('stream { server { listen 53; proxy_pass 127.0.0.1:53; } }\n'), []);
    assert.deepEqual(told('http { server { proxy_pass http://127.0.0.1; } }\n'), [
      '1 error wrong-context',
    ]);
  });

  it('are open at the top of a fragment', () => {
    assert.deepEqual(told('proxy_set_header A b;\nproxy_pass http://a:1;\n'), []);
    assert.deepEqual(told('server { listen 53; proxy_pass dns; }\n'), []);
    assert.deepEqual(told('location / { worker_processes 1; }\n'), ['1 error wrong-context']);
  });

  it('are told in an included file by the block that includes it', () => {
    const texts = {
      [ROOT]: 'events {}\nhttp { server { include part.conf; } }\n',
      'file:///proxy/part.conf': '\nworker_processes 1;\n',
    };
    assert.deepEqual(told(texts), ['2 error wrong-context']);
  });
});

describe('arguments', () => {
  it('that are too many or too few are errors', () => {
    assert.deepEqual(toldIn('proxy_read_timeout;'), ['3 error argument-count']);
    assert.deepEqual(toldIn('client_max_body_size 10 m;'), ['3 error argument-count']);
    assert.deepEqual(toldIn('proxy_set_header Host;'), ['3 error argument-count']);
    assert.deepEqual(toldIn(...location('internal now;')), ['4 error argument-count']);
  });

  it('of any number are let be where nginx does', () => {
    assert.deepEqual(
      toldIn(
        'access_log /a combined buffer=1k flush=1s if=$host;',
        'ssl_protocols TLSv1.2 TLSv1.3;',
        'add_header A b always;',
        'server_name a b c d e;',
        'keepalive_timeout 65 60;',
      ),
      [],
    );
  });

  it('that a template gives are not counted', () => {
    assert.deepEqual(
      toldIn('proxy_set_header {{ header }};', 'client_max_body_size ${A_B} x;'),
      [],
    );
  });

  it('of a switch are on or off', () => {
    assert.deepEqual(toldIn('gzip maybe;', 'proxy_buffering OFF;'), ['3 error invalid-flag']);
    assert.deepEqual(toldIn('gzip ${GZIP};'), []);
  });

  it('of a time, a size or a choice are what nginx takes', () => {
    const wrong = [
      'proxy_read_timeout 10q;',
      'proxy_send_timeout 1.5s;',
      'client_max_body_size 8kb;',
      'satisfy some;',
    ];
    for (const line of wrong) assert.deepEqual(toldIn(line), ['3 error invalid-value'], line);
    const right = [
      'proxy_read_timeout 1h30m;',
      'proxy_send_timeout "5m 3s";',
      'client_max_body_size 8K;',
      'satisfy ANY;',
      'limit_rate_after $size;',
      'lingering_timeout ${TIME};',
    ];
    assert.deepEqual(toldIn(...right), []);
  });
});

describe('what stands above servers', () => {
  it('are shares that nginx takes, and no more than the whole', () => {
    const shares = (...each: string[]) =>
      told(whole([], ['split_clients $uri $x {', ...each, '}']));
    assert.deepEqual(shares('.5% a;', '5.% b;', '94.5% c;', '* d;'), []);
    const wrong = ['0% a;', '0.001% a;', '50 a;', '% a;', '-5% a;'];
    for (const share of wrong) assert.deepEqual(shares(share), ['5 error invalid-value'], share);
    assert.deepEqual(shares('60% a;', '50% b;'), ['6 error invalid-value']);
  });

  it('are keys that fit into the buckets of maps', () => {
    const map = (letters: number, before = '') =>
      told(whole([], [before, 'map $uri $x {', `${'k'.repeat(letters)} 1;`, '}']));
    assert.deepEqual(map(46), []);
    assert.deepEqual(map(47), ['6 error invalid-value']);
    assert.deepEqual(map(110, 'map_hash_bucket_size 100;'), []);
    assert.deepEqual(map(111, 'map_hash_bucket_size 128;'), ['6 error invalid-value']);
  });

  it('is a block of events, in a file that is whole by its name', () => {
    const main = 'file:///etc/nginx/nginx.conf';
    const toldOf = (text: string) =>
      inspectedTexts(nginx, { [main]: text }, undefined, main).languageFindings.map(
        ({ ruleId }) => ruleId,
      );
    assert.deepEqual(toldOf('http { }'), ['missing-block']);
    for (const text of ['events { } http { }', 'include events.conf; http { }', 'server { }'])
      assert.deepEqual(toldOf(text), [], text);
    assert.deepEqual(told('http { }'), []);
  });
});

describe('duplicates', () => {
  it('of what may be there once are errors', () => {
    assert.deepEqual(toldIn('root /a;', 'root /b;'), ['4 error duplicate-directive']);
    assert.ok(told('user a b;\nuser c;\nevents {}\n').includes('2 error duplicate-directive'));
    assert.deepEqual(toldIn('keepalive_timeout 1;', 'keepalive_timeout 1 2;'), [
      '4 error duplicate-directive',
    ]);
  });

  it('of what may be there often are none', () => {
    const often = ['allow 127.0.0.1;', 'add_header A b;', 'proxy_hide_header X;', 'set $a b;'];
    assert.deepEqual(toldIn(...often, ...often), []);
    assert.deepEqual(toldIn('root /a;', ...location('root /b;')), []);
  });

  it('in branches of a template are none', () => {
    assert.deepEqual(toldIn('{% if a %}', 'root /a;', '{% else %}', 'root /b;', '{% endif %}'), []);
  });

  it('of locations are errors for paths, not for patterns and names', () => {
    assert.deepEqual(toldIn('location /a { }', 'location ^~ /a { }'), [
      '4 error duplicate-location',
    ]);
    assert.deepEqual(toldIn('location =/a { }', 'location = /a { }'), [
      '4 error duplicate-location',
    ]);
    assert.deepEqual(toldIn('location /a { }', 'location = /a { }', 'location /a/ { }'), []);
    assert.deepEqual(toldIn('location ~ a { }', 'location ~ a { }'), []);
    assert.deepEqual(toldIn('location @a { }', 'location @a { }'), []);
  });

  it('of locations in places where nginx takes none are errors of their own', () => {
    const nested = (outer: string, inner: string) =>
      toldIn(`location ${outer} {`, `location ${inner} { }`, '}');
    for (const [outer, inner] of [
      ['/a/', '/b'],
      ['/a/', '= /b'],
      ['^~ /a/', '/A/b'],
      ['~ a', '/b'],
      ['= /a', '~ b'],
      ['@x', '/a'],
      ['/a', '@x'],
    ] as const) {
      assert.deepEqual(nested(outer, inner), ['4 error misplaced-location'], `${outer} ${inner}`);
    }
    assert.deepEqual(nested('/a/', '/a/b'), []);
    assert.deepEqual(nested('~ ^/a', '~ b'), []);
    assert.deepEqual(nested('/${WHERE}/', '/b'), []);
  });

  it('of addresses and default servers are errors', () => {
    assert.deepEqual(toldIn('listen *:8080;'), ['3 error duplicate-listen']);
    assert.deepEqual(toldIn('listen localhost:81;', 'listen 127.0.0.1:81;'), [
      '4 error duplicate-listen',
    ]);
    assert.deepEqual(toldIn('listen [::]:8080;', 'listen 8080 quic;', 'listen 8081;'), []);
    const server = (name: string) => `server { listen 80 default_server; server_name ${name}; }`;
    assert.deepEqual(told(whole([], [server('a'), server('b')])), [
      '5 error duplicate-default-server',
    ]);
  });

  it('of server names are warnings', () => {
    const server = 'server { listen 80; server_name A.example.com; }';
    const other = 'server { listen 81; server_name a.example.com; }';
    assert.deepEqual(told(whole([], [server, server, other])), [
      '5 warning conflicting-server-name',
    ]);
  });

  it('of servers without a name are warnings on the same address', () => {
    const [nameless, named] = ['server { listen 80; }', 'server { listen 80; server_name a; }'];
    assert.deepEqual(told(whole([], [nameless, named, nameless])), [
      '6 warning conflicting-server-name',
    ]);
    assert.deepEqual(told(whole([], [nameless, 'server { listen 81; }'])), []);
    assert.deepEqual(told(whole([], ['server { }', 'server { listen 80; server_name ""; }'])), [
      '5 warning conflicting-server-name',
    ]);
  });

  it('of upstreams are errors', () => {
    const upstream = 'upstream a { server 127.0.0.1; }';
    assert.deepEqual(told(whole([], [upstream, upstream])), ['5 error duplicate-upstream']);
  });
});

describe('buffers', () => {
  it('fit together with what a block inherits', () => {
    const inServer = (...lines: string[]) => told(whole(lines, ['proxy_buffer_size 16k;']));
    assert.deepEqual(inServer('proxy_buffers 8 16k;'), []);
    assert.deepEqual(inServer('proxy_buffers 4 256k;', 'proxy_busy_buffers_size 256k;'), []);
    const wrong = [
      'proxy_buffers 1 16k;',
      'proxy_buffers 2 8k;',
      'proxy_busy_buffers_size 8k;',
      'proxy_temp_file_write_size 8k;',
    ];
    for (const line of wrong) assert.deepEqual(inServer(line), ['3 error invalid-value'], line);
    assert.deepEqual(toldIn('fastcgi_buffer_size 16k;'), ['3 error invalid-value']);
    assert.deepEqual(inServer(), ['4 error invalid-value']);
    assert.deepEqual(toldIn('fastcgi_buffer_size 8k;', 'grpc_buffer_size 16k;'), []);
    const stream = 'stream { server { listen 1; proxy_buffer_size 16k; proxy_pass a:1; } }';
    assert.deepEqual(told(`events { } http { } ${stream}`), []);
  });
});

describe('certificates', () => {
  const within = (servers: string) => `events {}\nhttp {\n${servers}\n}\n`;
  const pair = 'ssl_certificate c; ssl_certificate_key k;';
  it('are needed by the default server of an address', () => {
    const others = `server { listen 443; ${pair} }\nserver { listen 443 ssl; server_name b; }`;
    assert.deepEqual(told(within(others)), []);
    assert.deepEqual(told(within(others.replace('443 ssl', '443 ssl default_server'))), [
      '4 error missing-certificate',
    ]);
    assert.deepEqual(told(within(`${pair}\nserver { listen 443 ssl; }`)), []);
  });
  it('are not needed where handshakes are rejected, except by the other servers', () => {
    const rejecting = 'server { listen 443 ssl; ssl_reject_handshake on; }';
    assert.deepEqual(told(within(rejecting)), []);
    assert.deepEqual(told(within(`${rejecting}\nserver { listen 443; server_name b; }`)), [
      '4 error missing-certificate',
    ]);
  });
  it('need a key, and an authority where those of clients are verified', () => {
    const verified = `server { listen 443 ssl; ${pair} ssl_verify_client on; }`;
    assert.deepEqual(told(within(verified)), ['3 error missing-certificate']);
    assert.deepEqual(told(within(verified.replace('on;', 'optional_no_ca;'))), []);
    assert.deepEqual(told(within(verified.replace('on;', 'on; ssl_client_certificate a;'))), []);
    assert.deepEqual(told(within('server { listen 80; ssl_certificate c; }')), [
      '3 error missing-certificate',
    ]);
  });
  it('are not told where a file is out of sight', () => {
    assert.deepEqual(told(within('server { listen 443 ssl; include tls.conf; }')), []);
  });
});

describe('undefined names', () => {
  const upstream = 'upstream stigman { server 127.0.0.1; }';

  it('of variables are errors where a name is near, else warnings', () => {
    assert.deepEqual(toldIn('return 200 $requset_uri;'), ['3 error undefined-variable']);
    assert.deepEqual(toldIn('add_header A "x${strange}";'), ['3 warning undefined-variable']);
  });

  it('of variables are none where nginx or the configuration defines them', () => {
    const known = '$host$arg_x$http_any$upstream_http_y$cookie_z$1$Scheme$msie$sent_http_a';
    assert.deepEqual(toldIn(`return 200 ${known};`), []);
    assert.deepEqual(toldIn('return 200 $later;', 'set $later 1;'), []);
    assert.deepEqual(toldIn('server_name ~^(?<sub>.+)\\.x$;', 'return 200 $sub;'), []);
    assert.deepEqual(toldIn('if ($host ~ "^a$strange") { return 403; }'), []);
    assert.deepEqual(toldIn('set_by_lua_block $lua { return 1 }', 'return 200 $lua;'), []);
    const country = 'geoip2 /x.mmdb { $geoip2_country source=$remote_addr country iso_code; }';
    assert.deepEqual(told(whole(['return 200 $geoip2_country;'], [country])), []);
    assert.deepEqual(told(whole(['return 200 $found;'], ['keyval $host $found zone=a;'])), []);
  });

  it('of zones and log formats are errors', () => {
    assert.deepEqual(toldIn('limit_req zone=a;', 'limit_conn b 1;'), [
      '3 error undefined-zone',
      '4 error undefined-zone',
    ]);
    assert.deepEqual(toldIn(...location('proxy_cache c;')), ['4 error undefined-zone']);
    assert.deepEqual(toldIn('proxy_cache off;', 'access_log /a combined;', 'access_log off;'), []);
    assert.deepEqual(toldIn('access_log /a main;'), ['3 error undefined-log-format']);
  });

  it('of upstreams are warnings, for what is nearly the name of one', () => {
    const to = (target: string) => told(whole(location(`proxy_pass ${target};`), [upstream]));
    assert.deepEqual(to('http://stigmann'), ['4 warning undefined-upstream']);
    for (const target of ['http://stigman', 'http://STIGMAN/', 'http://stigmann:80', 'http://api'])
      assert.deepEqual(to(target), [], target);
    assert.deepEqual(to('http://stigmann.example.com'), []);
  });

  it('of named locations are warnings', () => {
    const missing = 'error_page 404 @missing;';
    assert.deepEqual(toldIn(missing), ['3 warning undefined-named-location']);
    assert.deepEqual(toldIn(missing, 'location @missing { return 404; }'), []);
    assert.deepEqual(toldIn(missing, 'include locations/*.conf;'), []);
  });

  it('are open in a fragment, a template, and where an include is not here', () => {
    const lines = ['return 200 $requset_uri;', 'limit_req zone=a;', 'access_log /a main;'];
    const server = `server {\n${lines.join('\n')}\n}\n`;
    assert.deepEqual(told(server), []);
    assert.deepEqual(toldIn(...lines, '# {{ x }}'), []);
    assert.deepEqual(told(whole(lines, ['include elsewhere/*.conf;'])), []);
    assert.deepEqual(told(whole(lines, ['include elsewhere.conf;'])), []);
  });
});

describe('half-typed text', () => {
  const lines = `events {}
http {
  map $host $x {
    default 1;
  }
  server {
    listen 8080;
    location / {
      proxy_pass http://127.0.0.1;
      proxy_set_header X $x;
    }
  }
  server {
    return 200 $x;
  }
}`.split('\n');
  const halfTyped = [
    'proxy_',
    'proxy_pass ht',
    'location',
    'location /x {',
    'add_header X "',
    'map $a',
    'upstream x {',
    '}',
    '{',
    'if (',
    'return 40',
  ];

  for (const typed of halfTyped)
    it(`"${typed}" brings no fault about on other lines`, () => {
      for (let at = 0; at <= lines.length; at++) {
        // A lone word before the head of a block makes legal text of another meaning.
        if (!/[{}"]$/.test(typed) && /\{$/.test(lines[at] ?? '')) continue;
        const indent = /^ */.exec(lines[at - 1] ?? '')?.[0] ?? '';
        const found = told(lines.toSpliced(at, 0, `${indent}${typed}`).join('\n'));
        const elsewhere = found.filter((each) => Number.parseInt(each, 10) !== at + 1);
        assert.deepEqual(elsewhere, [], `line ${at + 1}`);
      }
    });
});

it('no fixture of a rule has an error of the language', () => {
  for (const { name, text } of fixturesOf('nginx')) {
    const errors = told(text).filter((each) => each.includes(' error '));
    assert.deepEqual(errors, [], name);
  }
});
