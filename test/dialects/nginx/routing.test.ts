import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mountsIn, onlyMount, server, verdictsIn } from './served.ts';

/** Where the state events end up. */
function events(body: string, around = ''): string {
  const { route } = onlyMount(server(body, around)).deliveries[0] as {
    route: { outcome: string; upstreamPath: string | undefined };
  };
  return route.outcome === 'application' ? `application ${route.upstreamPath}` : route.outcome;
}

const STIGMAN = 'proxy_pass http://stigman:54000/;';

describe('which location answers', () => {
  const cases: readonly (readonly [name: string, body: string, outcome: string])[] = [
    [
      'the longest prefix',
      `location / { root /x; } location /stigman/ { ${STIGMAN} }`,
      'application /api/op/state/sse',
    ],
    [
      'exact before prefix',
      `location /stigman/ { ${STIGMAN} } location = /stigman/api/op/state/sse { return 200; }`,
      'elsewhere',
    ],
    [
      'a regex before a prefix',
      `location /stigman/ { ${STIGMAN} } location ~ /sse$ { root /x; }`,
      'elsewhere',
    ],
    [
      'a final prefix before a regex',
      `location ^~ /stigman/ { ${STIGMAN} } location ~ /sse$ { root /x; }`,
      'application /api/op/state/sse',
    ],
    [
      'case folding only with ~*',
      `location /stigman/ { ${STIGMAN} } location ~ /SSE$ { root /x; }`,
      'application /api/op/state/sse',
    ],
    [
      'a nested regex within the prefix',
      `location /stigman/ { ${STIGMAN} location ~* /SSE$ { return 200; } }`,
      'elsewhere',
    ],
    [
      'an outer regex after nested ones',
      `location ~ /sse$ { return 200; } location /stigman/ { ${STIGMAN} location ~ css$ { return 200; } }`,
      'elsewhere',
    ],
    [
      'an outer regex before a nested prefix',
      `location ~ /sse$ { return 200; } location /stigman/ { ${STIGMAN} location ^~ /stigman/api/ { proxy_pass http://127.0.0.1:54000/api/; } }`,
      'elsewhere',
    ],
    [
      'a nested exact path before an outer regex',
      `location ~ /sse$ { return 200; } location /stigman/ { ${STIGMAN} location = /stigman/api/op/state/sse { proxy_pass http://127.0.0.1:54000/api/op/state/sse; } }`,
      'application /api/op/state/sse',
    ],
    [
      'a nested prefix under a final one',
      `location ~ /sse$ { return 200; } location ^~ /stigman/ { ${STIGMAN} location /stigman/api/ { proxy_pass http://127.0.0.1:54000/api/; } }`,
      'application /api/op/state/sse',
    ],
    [
      'a pattern that cannot be told is unknown',
      `location /stigman/ { ${STIGMAN} } location ~ ^/(?:(?!kc).)*$ { root /x; }`,
      'unknown',
    ],
    [
      'try_files to a named location',
      'location /stigman/ { try_files $uri @s; } location @s { rewrite ^/stigman/(.*) /$1 break; proxy_pass http://stigman:54000; }',
      'application /api/op/state/sse',
    ],
    [
      'error_page to a named location',
      'location /stigman/ { root /x; error_page 404 = @s; } location @s { rewrite ^/stigman/(.*) /$1 break; proxy_pass http://stigman:54000; }',
      'application /api/op/state/sse',
    ],
  ];
  for (const [name, body, outcome] of cases) it(name, () => assert.equal(events(body), outcome));
});

describe('which path STIG Manager sees', () => {
  const cases: readonly (readonly [name: string, body: string, outcome: string])[] = [
    [
      'a URI part replaces the prefix',
      `location /stigman/ { ${STIGMAN} }`,
      'application /api/op/state/sse',
    ],
    [
      'without a URI part it passes unchanged',
      'location /stigman/ { proxy_pass http://stigman:54000; }',
      'wrong-path',
    ],
    ['a slash too many', `location /stigman { ${STIGMAN} }`, 'wrong-path'],
    [
      'a variable in the host drops the rest',
      'resolver 127.0.0.1; set $s stigman:54000; location /stigman/ { proxy_pass http://$s/; }',
      'wrong-path',
    ],
    [
      'captures',
      'resolver 127.0.0.1; location ~ ^/stigman/(.*)$ { proxy_pass http://stigman:54000/$1; }',
      'application /api/op/state/sse',
    ],
    [
      'no resolver for a name with variables',
      'location ~ ^/stigman/(.*)$ { proxy_pass http://stigman:54000/$1; }',
      'proxy-error',
    ],
    [
      'rewrite break ignores the URI part',
      `location /stigman/ { rewrite ^/stigman/(.*) /$1 break; ${STIGMAN} }`,
      'application /api/op/state/sse',
    ],
    [
      'rewrite last searches again',
      'rewrite ^/stigman/(.*) /$1 last; location / { proxy_pass http://stigman:54000; }',
      'application /api/op/state/sse',
    ],
  ];
  for (const [name, body, outcome] of cases) {
    it(name, () => {
      const found =
        name === 'rewrite last searches again'
          ? mountsIn(server(body)).includes('http://localhost:8000 /stigman/')
          : events(body) === outcome;
      assert.equal(found, true, `expected ${outcome}`);
    });
  }
});

describe('what nginx answers by itself', () => {
  it('redirects the path of a location that ends in a slash', () => {
    const verdicts = verdictsIn(
      server(
        `location /stigman/ { ${STIGMAN} } location /stigman/socket/log-socket/ { proxy_pass http://stigman:54000/socket/log-socket/; }`,
      ),
    );
    assert.equal(verdicts.logSocket, 'unreachable');
    assert.equal(verdicts.streamStateSse, 'ok');
  });
  it('follows an `if` that holds and tells one that cannot be told', () => {
    const held = verdictsIn(
      server(`location /stigman/ { if ($request_method = POST) { return 405; } ${STIGMAN} }`),
    );
    assert.deepEqual([held.streamStateSse, held.cloneCollection], ['ok', 'refused']);
    const open = verdictsIn(
      server(`location /stigman/ { if ($cookie_x = y) { return 403; } ${STIGMAN} }`),
    );
    assert.equal(open.streamStateSse, 'unknown');
    const agent = (pattern: string) =>
      verdictsIn(
        server(
          `location /stigman/ { if ($http_user_agent ~* "${pattern}") { return 403; } ${STIGMAN} }`,
        ),
      ).streamStateSse;
    assert.deepEqual(
      [agent('bot|curl'), agent('mozilla'), agent('firefox')],
      ['ok', 'refused', 'unknown'],
    );
  });
  it('reads a map whose source is known in part', () => {
    const around =
      'map $uri $secured { default no; /kc/auth yes; } map "$secured:$ssl_client_verify" $bad { default 0; "yes:NONE" 1; }';
    const verdicts = verdictsIn(
      server(`if ($bad) { return 403; } location /stigman/ { ${STIGMAN} }`, around),
    );
    assert.equal(verdicts.streamStateSse, 'ok');
  });
  it('runs no rewrites and no try_files where limit_except or an `if` has taken over', () => {
    const strip = 'rewrite ^/stigman/(.*)$ /$1 break; proxy_pass http://stigman:54000;';
    const limited = verdictsIn(
      server(`location /stigman/ { ${strip} limit_except GET { allow all; } }`),
    );
    assert.deepEqual([limited.streamStateSse, limited.cloneCollection], ['ok', 'unreachable']);
    const named = `location @app { ${strip} }`;
    const evil = verdictsIn(
      server(
        `location /stigman/ { try_files /no @app; if ($request_method = POST) { set $x 1; } } ${named}`,
      ),
    );
    assert.deepEqual([evil.streamStateSse, evil.cloneCollection], ['ok', 'unreachable']);
  });
  it('answers 404 from an internal location and those within, before it looks at the body', () => {
    const locations = (inner: string) =>
      `client_max_body_size 512; location / { ${STIGMAN} } location ^~ /api/collections { internal; ${inner} }`;
    for (const inner of ['', `location ~ clone { ${STIGMAN} }`]) {
      const { streamStateSse, cloneCollection, postReviewsByAsset } = verdictsIn(
        server(locations(inner)),
      );
      assert.deepEqual(
        [streamStateSse, cloneCollection, postReviewsByAsset],
        ['ok', 'unreachable', 'unreachable'],
      );
    }
  });
  it('asks the location that auth_request names', () => {
    const asked = (answer: string) =>
      verdictsIn(
        server(
          `location /stigman/ { auth_request /a; ${STIGMAN} } location = /a { internal; ${answer} }`,
        ),
      ).streamStateSse;
    assert.equal(asked('return 204;'), 'ok');
    assert.equal(asked('deny all; return 204;'), 'ok');
    assert.equal(asked('return 403;'), 'refused');
    assert.equal(asked('return 302 /login;'), 'unreachable');
    assert.equal(asked('proxy_pass http://gatekeeper:9000;'), 'unknown');
  });
  it('asks no error page of the location that try_files has left', () => {
    const body = `if ($uri = /gone) { return 403; } location @app { ${STIGMAN} }
      location /stigman/ { error_page 403 = @app; try_files /x /gone; ${STIGMAN} }`;
    assert.equal(verdictsIn(server(body)).streamStateSse, 'refused');
  });
  it('takes an Upgrade that is always sent for a handshake', () => {
    const lines = 'proxy_set_header Upgrade websocket; proxy_set_header Connection upgrade;';
    const verdicts = verdictsIn(server(`location /stigman/ { ${STIGMAN} ${lines} }`));
    assert.deepEqual([verdicts.streamStateSse, verdicts.logSocket], ['unreachable', 'ok']);
  });
  it('limits methods, credentials and addresses', () => {
    const at = (line: string) => verdictsIn(server(`location /stigman/ { ${line} ${STIGMAN} }`));
    assert.equal(at('limit_except GET { deny all; }').cloneCollection, 'refused');
    assert.equal(at('limit_except GET { deny all; }').streamStateSse, 'ok');
    assert.equal(at('auth_basic x; auth_basic_user_file u;').streamStateSse, 'refused');
    assert.equal(at('auth_basic x;').streamStateSse, 'ok');
    assert.equal(at('deny all;').streamStateSse, 'refused');
    assert.equal(at('allow 10.0.0.0/8; deny all;').streamStateSse, 'unknown');
    assert.equal(
      at('satisfy any; allow all; auth_basic x; auth_basic_user_file u;').streamStateSse,
      'ok',
    );
  });
});

describe('servers', () => {
  it('names entry points by their first usual name and their port', () => {
    const text = `http {
      server { listen 443 ssl; server_name _ a.example *.b; location / { proxy_pass http://stigman:54000; } }
      server { server_name *.c.example; location / { proxy_pass http://stigman:54000; } }
      server { listen 8080; location /stigman/ { ${STIGMAN} } } }`;
    assert.deepEqual(mountsIn(text), [
      'https://a.example:443 /',
      'http://www.c.example:80 /',
      'http://localhost:8080 /stigman/',
    ]);
  });
  it('gives a request to the server that nginx would choose', () => {
    const text = `http {
      server { listen 80 default_server; return 444; }
      server { listen 80; location / { proxy_pass http://stigman:54000; } } }`;
    assert.equal(onlyMount(text).deliveries[0]?.route.outcome, 'elsewhere');
  });
});

describe('what is offered where a request goes astray', () => {
  const deliveryOf = (body: string, operation: string) =>
    onlyMount(server(body)).deliveries.find(({ endpoint }) => endpoint.operationId === operation);
  it('writes no URI into the proxy_pass of a limit_except, which nginx rejects', () => {
    const inner = 'limit_except GET { proxy_pass http://stigman:54000; }';
    const remediesIn = (body: string) => {
      const route = deliveryOf(`location /stigman/ { ${body} }`, 'cloneCollection')?.route;
      assert.equal(route?.outcome, 'wrong-path');
      return route?.remedies ?? [];
    };
    assert.deepEqual(remediesIn(inner), []);
    const beside = `proxy_pass http://stigman:54000/; ${inner}`;
    const written = remediesIn(beside)[0]
      ?.edits()
      .map(({ newText }) => newText);
    assert.deepEqual(written, ['http://stigman:54000/', '']);
  });
  it('puts "=" in the place of a status that an error_page gives', () => {
    const page = 'error_page 404 =418 @app;';
    const body = `location /stigman/ { ${page} } location @app { rewrite ^/stigman/(.*) /$1 break; proxy_pass http://stigman:54000; }`;
    const edits = deliveryOf(body, 'streamStateSse')?.refusals[0]?.remedies[0]?.edits() ?? [];
    const [edit] = edits;
    const text = server(body);
    assert.equal(text.slice(edit?.start, edit?.end), '=418');
    assert.equal(edit?.newText, '=');
  });
});
