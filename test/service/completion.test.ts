import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { completionsAt } from '../../server/src/service/completion.ts';
import { documentationAt } from '../../server/src/service/documentation.ts';
import { LineIndex } from '../../server/src/text/lines.ts';
import { dialectOf, inspectedText, ROOT } from '../support/inspected.ts';

/** The labels offered at the `|` of a text, and what stands under the first item's edit. */
function complete(language: string, marked: string) {
  const at = marked.indexOf('|');
  const text = marked.slice(0, at) + marked.slice(at + 1);
  const lines = new LineIndex(text);
  const items = completionsAt(ROOT, lines.position(at), [inspectedText(dialectOf(language), text)]);
  const edit = items[0]?.textEdit;
  const range = edit && 'range' in edit ? edit.range : undefined;
  const replaced =
    range &&
    text.slice(
      lines.offset(range.start.line, range.start.character),
      lines.offset(range.end.line, range.end.character),
    );
  return { items, labels: items.map((item) => item.label), first: items[0], replaced };
}

describe('completion in nginx', () => {
  it('offers directives of the context, half typed or not', () => {
    const { labels, replaced } = complete(
      'nginx',
      'http {\n  server {\n    location / {\n      proxy_re|\n    }\n  }\n}\n',
    );
    assert.ok(labels.includes('proxy_read_timeout'));
    assert.ok(!labels.includes('worker_processes'));
    assert.equal(replaced, 'proxy_re');
    assert.ok(complete('nginx', '|').labels.includes('worker_processes'));
    assert.ok(complete('nginx', 'http { server { listen 80; | } }').labels.includes('location'));
  });
  it('offers snippets where they may stand', () => {
    const inServer = complete('nginx', 'http {\n  server {\n    stigman|\n  }\n}\n');
    assert.equal(inServer.first?.label, 'stigman-location');
    assert.ok(!inServer.labels.includes('stigman-server'));
    const inHttp = complete('nginx', 'http {\n  stigman|\n}\n').labels;
    assert.ok(inHttp.includes('stigman-server') && !inHttp.includes('stigman-location'));
    assert.ok(!complete('nginx', 'location / {\n  stig|\n}\n').labels.includes('stigman-location'));
    assert.ok(!complete('nginx', 'server { sti| }').labels.includes('stigman-location'));
    const item = inServer.first;
    assert.ok(item?.textEdit?.newText.startsWith('location ${1:/stigman/} {\n\t'));
    assert.match(JSON.stringify(item?.documentation), /location \/stigman\/ \{/);
  });
  it('offers the snippets of each language in its own contexts', () => {
    const apache = complete(
      'apacheconf',
      '<VirtualHost *:80>\n  stigman|\n</VirtualHost>\n',
    ).labels;
    assert.ok(apache.includes('stigman-mapping') && !apache.includes('stigman-vhost'));
    assert.ok(complete('apacheconf', 'stigman|\n').labels.includes('stigman-vhost'));
    const inside = complete('apacheconf', '<Location /a/>\n  stigman|\n</Location>\n').labels;
    assert.ok(!inside.includes('stigman-mapping'));
    const haproxy = complete('haproxy', 'backend b\n  server s 10.0.0.1:80\nstigman|\n').labels;
    assert.ok(haproxy.includes('stigman-frontend'));
  });
  it('ranks what STIG Manager needs first', () => {
    const { first } = complete('nginx', 'location / {\n  proxy_buffering |\n}\n');
    assert.equal(first?.label, 'off');
    assert.equal(first?.detail, 'what STIG Manager needs');
    assert.equal(
      complete('nginx', 'location / { proxy_set_header Upgrade | }').first?.label,
      '$http_upgrade',
    );
  });
  it('offers variables of nginx and of the file after a dollar sign', () => {
    const { labels, replaced } = complete(
      'nginx',
      'http { map $a $conn { default x; }\nserver { location / { proxy_set_header X "$co|"; } } }',
    );
    assert.ok(labels.includes('$conn') && labels.includes('$connection'));
    assert.equal(replaced, '$co');
    const { first } = complete('nginx', 'location / { proxy_set_header Upgrade $http_up| }');
    assert.equal(first?.label, '$http_upgrade');
  });
  it('offers names that the configuration defines, and endpoint paths', () => {
    const text =
      'http { server { location @app { return 200; }\nlocation / { try_files $uri | } } }';
    assert.deepEqual(complete('nginx', text).labels, ['@app']);
    assert.ok(
      complete('nginx', 'server {\n  location |\n}\n').labels.includes('/stigman/api/op/state/sse'),
    );
  });
  it('is silent in comments and in Lua', () => {
    assert.deepEqual(complete('nginx', 'http { # proxy_|\n }').labels, []);
    assert.deepEqual(
      complete('nginx', 'http { server { content_by_lua_block { local | } } }').labels,
      [],
    );
  });
});

describe('completion in httpd', () => {
  it('offers parameters of a mapping that are not there yet', () => {
    const { labels } = complete(
      'apacheconf',
      'ProxyPass /stigman/ http://stigman:54000/ flushpackets=on |\n',
    );
    assert.ok(labels.includes('upgrade=websocket'));
    assert.ok(!labels.includes('flushpackets=on'));
  });
  it('offers sections by their bracket', () => {
    const { labels, replaced } = complete(
      'apacheconf',
      '<VirtualHost *:80>\n  <Loc|\n</VirtualHost>\n',
    );
    assert.ok(labels.includes('<Location'));
    assert.equal(replaced, '<Loc');
  });
});

describe('what is offered first', () => {
  /** The labels in the order in which an editor shows them, of those that begin with what is typed. */
  const shown = (language: string, marked: string, typed: string) => {
    const at = marked.indexOf('|');
    const text = marked.replace('|', '');
    const position = new LineIndex(text).position(at);
    return completionsAt(ROOT, position, [inspectedText(dialectOf(language), text)])
      .filter(({ label }) => label.replace(/^</, '').toLowerCase().startsWith(typed.toLowerCase()))
      .sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1))
      .map(({ label }) => label);
  };
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['nginx', 'server { location / { p| } }', 'p', 'proxy_pass proxy_set_header'],
    ['nginx', 'server { s| }', 's', 'server_name ssl_certificate'],
    ['nginx', 'http {\nserver {\nst|\n}\n}', 'st', 'stigman-location'],
    ['nginx', 'server { location / { return 301 $|; } }', '$', '$host $http_upgrade'],
    ['nginx', 'http { map $a $b { de| } }', 'de', 'default'],
    ['apacheconf', '<VirtualHost *:80>\nS|\n</VirtualHost>', 'S', 'ServerName SSLEngine'],
    ['apacheconf', '<VirtualHost *:80>\nP|\n</VirtualHost>', 'P', 'ProxyPass ProxyPassReverse'],
    ['apacheconf', '<Location />\nRequire all |\n</Location>', '', 'granted denied'],
    ['apacheconf', 'SSLEngine |\n', '', 'On Off'],
    ['haproxy', 'backend b\n  server s 10.0.0.1:80 check |\n', '', 'inter ssl'],
    ['haproxy', 'backend b\n  t|\n', 't', 'timeout'],
  ];
  for (const [language, text, typed, first] of cases) {
    it(`is what is usual: ${text}`, () => {
      const labels = shown(language, text, typed);
      assert.equal(labels.slice(0, first.split(' ').length).join(' '), first);
    });
  }
  it('is a snippet where nothing is typed', () => {
    assert.equal(shown('nginx', 'http {\nserver {\n|\n}\n}', '')[0], 'stigman-location');
  });
  it('is what the configuration itself says: a variable for a header, the target of a mapping', () => {
    const nginx =
      'map $http_upgrade $up { }\nserver { location / { proxy_set_header Connection |; } }';
    assert.deepEqual(shown('nginx', nginx, '').slice(0, 2), ['"upgrade"', '$up']);
    const apache =
      '<VirtualHost *:80>\nProxyPass /a/ http://x:1/\nProxyPassReverse /a/ |\n</VirtualHost>';
    assert.deepEqual(shown('apacheconf', apache, ''), ['http://x:1/']);
  });
  it('is no name that is being typed', () => {
    assert.ok(!shown('nginx', 'http { map $h|\n}', '$h').includes('$h'));
  });
});

describe('completion in HAProxy', () => {
  it('offers keywords of the section, backends and acls', () => {
    const text = (line: string) =>
      `frontend f\n  bind *:80\n  acl is_app path_beg /stigman/\n  ${line}\nbackend stigman\n  server s stigman:54000\n`;
    assert.ok(complete('haproxy', text('use_b|')).labels.includes('use_backend'));
    assert.ok(complete('haproxy', text('use_backend |')).labels.includes('stigman'));
    assert.ok(complete('haproxy', text('use_backend stigman if |')).labels.includes('is_app'));
    assert.equal(complete('haproxy', 'backend b\n  timeout tunnel |\n').first?.label, '1h');
  });
});

describe('completion everywhere', () => {
  const texts = {
    nginx: 'http { server { location /a { proxy_pass "http://x$y"; # c\n } } }\n',
    apacheconf: '<VirtualHost *:80>\nProxyPass /a http://b/ \\\n timeout=3\n</VirtualHost>\n',
    haproxy: 'frontend f\n acl a path /x # c\n use_backend b if a !{ path "/y" }\nbackend b\n',
  };
  for (const [language, text] of Object.entries(texts)) {
    it(`never throws and covers the cursor: ${language}`, () => {
      const inspected = inspectedText(dialectOf(language), text);
      const lines = new LineIndex(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const position = lines.position(offset);
        for (const { textEdit } of completionsAt(ROOT, position, [inspected])) {
          assert.ok(textEdit && 'range' in textEdit);
          assert.ok(
            textEdit.range.start.line === position.line &&
              textEdit.range.start.character <= position.character,
          );
          assert.ok(textEdit.range.end.character >= position.character);
        }
      }
    });
  }
});

describe('documentation', () => {
  const hover = (language: string, text: string, piece: string) => {
    const at = new LineIndex(text).position(text.indexOf(piece) + 1);
    const found = documentationAt(ROOT, at, [inspectedText(dialectOf(language), text)]);
    return found && 'value' in (found.contents as object)
      ? (found.contents as { value: string }).value
      : '';
  };
  it('tells syntax, context and default of a directive, and what a variable holds', () => {
    const text =
      'http { server { location / { proxy_read_timeout 5s; proxy_set_header Host $host; } } }';
    assert.match(
      hover('nginx', text, 'proxy_read_timeout'),
      /Context: .*location[\s\S]*Default: .*60s/,
    );
    assert.match(hover('nginx', text, '$host'), /^\*\*\$host\*\*\n\n\S/);
    assert.match(hover('haproxy', 'backend b\n  timeout server 5s\n', 'timeout'), /milliseconds/);
    assert.match(hover('apacheconf', 'ProxyPass /a http://b/\n', 'ProxyPass'), /mod_proxy/);
  });
  it('tells the version that a directive of httpd came with, where it is known', () => {
    const text = '<VirtualHost *:80>\nRemoteIPHeader X\nServerName a\n</VirtualHost>\n';
    assert.match(hover('apacheconf', text, 'RemoteIPHeader'), /Since: 2\.4 /);
    assert.doesNotMatch(hover('apacheconf', text, 'ServerName'), /Since:/);
    const offered = complete('apacheconf', 'ProxyErrorOv|\n').items;
    const documentation = (name: string) =>
      JSON.stringify(offered.find(({ label }) => label === name)?.documentation);
    assert.match(documentation('ProxyErrorOverride'), /Since: 2\.4\.47 for a list of status codes/);
    assert.doesNotMatch(documentation('ProxyPassReverse'), /Since:/);
  });
});
