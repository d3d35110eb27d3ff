import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../../server/src/text/edits.ts';
import { dialectOf, inspectedTexts, ROOT, type Texts } from '../../support/inspected.ts';

const SHARED = 'file:///proxy/shared.conf';
const PASS = 'proxy_pass http://stigman:54000/;';
const WIKI = 'location /wiki/ { include shared.conf; proxy_pass http://wiki/; }';

/** The root with the preferred remedy of the first finding of a rule; other files stay as they are. */
function mended(texts: Texts, ruleId: string): string {
  const { findings } = inspectedTexts(dialectOf('nginx'), texts);
  const finding = findings.find((each) => each.ruleId === ruleId);
  const edits = finding?.remedies.find(({ preferred }) => preferred)?.edits() ?? [];
  assert.ok(edits.length > 0 && edits.every(({ uri }) => uri === ROOT), `no fix of ${ruleId}`);
  return applyEdits(texts[ROOT] ?? '', edits);
}

function inHttp(...lines: readonly string[]): string {
  return `http {\n${lines.join('\n')}\n}\n`;
}

function inServer(...lines: readonly string[]): Texts {
  return { [ROOT]: inHttp('server {', 'listen 80;', ...lines, '}') };
}

describe('a line of a file that other locations include too', () => {
  const shared = '# for all\nproxy_read_timeout 20s;\nclient_max_body_size 10m;\n';
  const around = (location: string, file = shared) => ({
    ...inServer(WIKI, location),
    [SHARED]: file,
  });

  it('is changed where the file stands written out in its place', () => {
    const location = `location /stigman/ {\n\tinclude shared.conf; # usual\n\t${PASS}\n}`;
    assert.match(
      mended(around(location), 'short-read-timeout'),
      /\{\n\t# for all\n\tproxy_read_timeout 3600s;\n\tclient_max_body_size 10m; # usual\n\tproxy_pass/,
    );
    assert.match(
      mended(around(location), 'small-body-limit'),
      /20s;\n\tclient_max_body_size 100m; #/,
    );
  });
  it('is changed so on one line where no comment forbids it', () => {
    const location = `location /stigman/ { include shared.conf; ${PASS} }`;
    assert.match(
      mended(around(location, 'proxy_read_timeout 20s;\n'), 'short-read-timeout'),
      /\/stigman\/ \{ proxy_read_timeout 3600s; proxy_pass/,
    );
  });
  it('gives way to a location of its own where the file is long', () => {
    const long = shared + 'proxy_set_header X-Long yes;\n'.repeat(20);
    const location = `location /stigman/ {\ninclude shared.conf;\n${PASS}\n}`;
    assert.match(
      mended(around(location, long), 'short-read-timeout'),
      /\nlocation \/stigman\/api\/op\/state\/sse \{ proxy_pass \S+; proxy_read_timeout 3600s; \}/,
    );
  });
});

describe('a line that several blocks inherit', () => {
  it('is set right in all of them at once', () => {
    const texts = inServer(
      'proxy_read_timeout 20s;',
      'location /stigman/ {',
      PASS,
      '}',
      'location /stigman/socket/ {',
      'proxy_pass http://stigman:54000/socket/;',
      'proxy_set_header Upgrade $http_upgrade;',
      'proxy_set_header Connection upgrade;',
      '}',
    );
    const [, first, second] = mended(texts, 'short-read-timeout').split('location ');
    for (const block of [first, second]) assert.match(block ?? '', /proxy_read_timeout 3600s;/);
  });
});

describe('a location of its own', () => {
  it('asks the same socket', () => {
    const outer = 'location /stigman/ { proxy_pass http://unix:/run/in.sock:/; }';
    const inner = `server { listen unix:/run/in.sock; location / { ${PASS} } }`;
    const texts = { [ROOT]: inHttp('server {', 'listen 80;', outer, '}', inner) };
    const { findings } = inspectedTexts(dialectOf('nginx'), texts);
    const remedies = findings.flatMap((finding) => finding.remedies);
    const added = remedies.find(({ title }) => title.endsWith('/stigman/socket/log-socket alone'));
    const written = added?.edits().map(({ newText }) => newText) ?? [];
    assert.match(written.join(), /proxy_pass http:\/\/unix:\/run\/in\.sock:\/socket\/log-socket;/);
  });
  it('sets the variables of the target that the location beside it sets', () => {
    const texts = inServer(
      'location /stigman/api/ {',
      'set $app stigman:54000;',
      'rewrite ^/stigman(/.*)$ $1 break;',
      'proxy_pass http://$app;',
      '}',
      'resolver 127.0.0.1;',
    );
    assert.match(
      mended(texts, 'unreachable-endpoint'),
      /set \$app stigman:54000;\s+rewrite \^\/stigman\/socket\/log-socket\(\.\*\)\$ \/socket\/log-socket\$1 break;\s+proxy_pass http:\/\/\$app;/,
    );
  });
  it('stands in the server that clients ask, with what that one asks', () => {
    const outer =
      'server { listen 80; location /stigman/api/ { proxy_pass http://127.0.0.1:81/app/api/; } }';
    const inner = `server { listen 127.0.0.1:81; location /app/ { ${PASS} } }`;
    assert.match(
      mended({ [ROOT]: inHttp(inner, outer) }, 'unreachable-endpoint'),
      /81\/app\/api\/; \}\nlocation \/stigman\/socket\/log-socket \{\s+proxy_pass http:\/\/127\.0\.0\.1:81\/app\/socket\/log-socket;/,
    );
  });
});

describe('a way of two hops', () => {
  it('sends Upgrade for handshakes alone, where the inner hop passes it on', () => {
    const texts = {
      [ROOT]: inHttp(
        'server { listen 80; location / { proxy_set_header Upgrade websocket; proxy_pass http://127.0.0.1:81; } }',
        `server { listen 81; location / { ${PASS} } }`,
      ),
    };
    const after = mended(texts, 'missing-upgrade-headers');
    assert.equal(after.match(/Upgrade \$http_upgrade;/g)?.length, 2, after);
  });
});

describe('a path that two hops keep', () => {
  it('is set right at the first', () => {
    const texts = inServer(
      'client_max_body_size 0; location /stigman/ { proxy_pass http://127.0.0.1:81; }',
      '} server { listen 81; client_max_body_size 0; location / { proxy_pass http://stigman:54000; }',
    );
    assert.match(mended(texts, 'unreachable-endpoint'), /127\.0\.0\.1:81\/; \}/);
  });
});

describe('a proxy_pass whose scheme is a variable', () => {
  it('gets the path without the mount', () => {
    const pass = 'client_max_body_size 0; set $p http; set $a 127.0.0.1; proxy_pass $p://$a:54000;';
    assert.match(
      mended(inServer(`location /stigman/ { ${pass} }`), 'unreachable-endpoint'),
      /rewrite \^\/stigman\/\(\.\*\)\$ \/\$1 break;/,
    );
  });
});

describe('a proxy_pass within if', () => {
  it('gets the path without the mount', () => {
    const texts = inServer(
      `location /stigman/ { if ($request_method = GET) { proxy_pass http://stigman:54000; } ${PASS} }`,
    );
    assert.match(
      mended(texts, 'unreachable-endpoint'),
      /\{ proxy_pass http:\/\/stigman:54000; rewrite \^\/stigman\/\(\.\*\)\$ \/\$1 break; \}/,
    );
  });
});

describe('a limit_except with a proxy_pass of its own', () => {
  it('gives way to that of the location, with the path that is wanted', () => {
    const pass = 'proxy_pass http://stigman:54000';
    const location = `location /stigman/ { limit_except GET { ${pass}; } client_max_body_size 0; ${pass}/; }`;
    assert.match(
      mended(inServer(location), 'unreachable-endpoint'),
      /\/stigman\/ \{ limit_except GET \{ \} \S+ 0; proxy_pass http:\/\/stigman:54000\/; \}/,
    );
  });
});

describe('what neighbours inherit too', () => {
  it('is let through here alone', () => {
    const location = `location /stigman/ { ${PASS} }`;
    const hidden = mended(
      inServer('proxy_hide_header Content-Type;', location),
      'altered-stream-headers',
    );
    assert.match(
      hidden,
      /hide_header Content-Type;\nlocation .*proxy_pass_header Content-Type; \}/,
    );
    const expiring = mended(inServer('expires 1h;', location), 'altered-stream-headers');
    assert.match(expiring, /expires 1h;\nlocation .* expires off; \}/);
  });
  it('keeps an error_page, of which the location that answers has one with its own status', () => {
    const texts = inServer(
      'error_page 418 @app;',
      `location / { ${PASS} }`,
      'location = /socket/log-socket { return 418; }',
      `location @app { proxy_pass http://stigman:54000; }`,
    );
    assert.match(
      mended(texts, 'unreachable-endpoint'),
      /error_page 418 @app;\n[\s\S]*log-socket \{ error_page 418 = @app; return 418; \}/,
    );
  });
});

describe('what auth_request asks', () => {
  it('gets the limit that the request exceeds there', () => {
    const texts = inServer(
      `location / { client_max_body_size 0; auth_request /check; ${PASS} }`,
      'location = /check { internal; proxy_pass http://gate/; }',
    );
    assert.match(
      mended(texts, 'unreachable-endpoint'),
      /= \/check \{ internal; proxy_pass http:\/\/gate\/; client_max_body_size 100m; \}/,
    );
  });
});

describe('a plain server', () => {
  it('is redirected to the port of its twin with TLS', () => {
    const texts = inServer(`location / { ${PASS} }`);
    const twin = 'server { listen 8443 ssl; }';
    const { findings } = inspectedTexts(dialectOf('nginx'), {
      [ROOT]: (texts[ROOT] ?? '').replace('http {', `http { ${twin}`),
    });
    const remedy = findings.find(({ ruleId }) => ruleId === 'plain-http')?.remedies[0];
    assert.match(remedy?.edits()[0]?.newText ?? '', /https:\/\/\$host:8443\$request_uri/);
  });
});

describe('a location of its own for the socket', () => {
  const titles = (...lines: readonly string[]) =>
    inspectedTexts(dialectOf('nginx'), inServer(...lines))
      .findings.flatMap(({ remedies }) => remedies)
      .map(({ title }) => title)
      .filter((title) => title.startsWith('Add a location'));

  it('stands where the server finds it, which may move requests first', () => {
    const lines = [
      'rewrite ^/stigman/(.*)$ /$1 last;',
      'location / { proxy_pass http://stigman:54000; }',
    ];
    assert.deepEqual(titles(...lines), ['Add a location for /socket/log-socket alone']);
  });
  it('leads around nothing that keeps clients out', () => {
    assert.equal(titles(`location /stigman/ { ${PASS} }`).length, 1);
    assert.deepEqual(titles(`location /stigman/ { deny 192.0.2.1; ${PASS} }`), []);
  });
});

describe('authentication beside a list of addresses', () => {
  it('stays where it lets in whom the list does not', () => {
    const { findings } = inspectedTexts(
      dialectOf('nginx'),
      inServer(
        `location /stigman/ { satisfy any; allow 192.0.2.0/24; deny all; auth_basic x; auth_basic_user_file users; ${PASS} }`,
      ),
    );
    const finding = findings.find(({ ruleId }) => ruleId === 'authentication-on-stream');
    assert.deepEqual(finding?.remedies, []);
  });
});

describe('several paths that go elsewhere', () => {
  it('get locations of their own together', () => {
    const texts = inServer(
      'client_max_body_size 0;',
      'location /api/collections/ { proxy_pass http://stigman:54000; }',
      'location / { proxy_pass http://wiki; }',
    );
    const after = mended(texts, 'unreachable-endpoint');
    for (const path of ['/api/op/state/sse', '/api/op/appdata', '/socket/log-socket'])
      assert.ok(after.includes(`location ${path} {`), path);
  });
});
