import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Position } from 'vscode-languageserver-types';
import { documentationAt } from '../../server/src/service/documentation.ts';
import { definitionsAt, highlightsAt, referencesAt } from '../../server/src/service/navigation.ts';
import { rejection, renamableAt, renameAt } from '../../server/src/service/rename.ts';
import { applyEdits } from '../../server/src/text/edits.ts';
import { LineIndex } from '../../server/src/text/lines.ts';
import { dialectOf, inspectedTexts, ROOT, type Texts } from '../support/inspected.ts';

/** A text of the root file with `|` at a cursor, read with other files. */
function reading(language: string, marked: string, others: Texts = {}) {
  const at = marked.indexOf('|');
  const text = marked.slice(0, at) + marked.slice(at + 1);
  const texts: Texts = { [ROOT]: text, ...others };
  const position = new LineIndex(text).position(at);
  return { texts, position, configurations: [inspectedTexts(dialectOf(language), texts)] };
}

/** The files after a rename. */
function renamed(
  { texts, position, configurations }: ReturnType<typeof reading>,
  newName: string,
): Texts {
  const changes = renameAt(ROOT, position, newName, configurations).changes ?? {};
  const changed = Object.entries(changes).map(([uri, edits]) => {
    const text = texts[uri] ?? '';
    const lines = new LineIndex(text);
    const offset = (at: Position) => lines.offset(at.line, at.character);
    const spans = edits.map(({ range, newText }) => ({
      start: offset(range.start),
      end: offset(range.end),
      newText,
    }));
    return [uri, applyEdits(text, spans)] as const;
  });
  return { ...texts, ...Object.fromEntries(changed) };
}

/** Language, text with the cursor, the new name, and the text that renaming must give. */
const RENAMES: readonly (readonly [language: string, string, string, string])[] = [
  [
    'nginx',
    'stream { upstream |app { server a:1; } server { proxy_pass app; } }',
    'b',
    'stream { upstream b { server a:1; } server { proxy_pass b; } }',
  ],
  [
    'nginx',
    'http { upstream |app { } server { location / { fastcgi_pass app; } location /g { grpc_pass grpc://app; } location /s { proxy_pass $scheme://app/x; } location /h { proxy_pass http://app2; } } }',
    'b',
    'http { upstream b { } server { location / { fastcgi_pass b; } location /g { grpc_pass grpc://b; } location /s { proxy_pass $scheme://b/x; } location /h { proxy_pass http://app2; } } }',
  ],
  [
    'nginx',
    'http { limit_req_zone $uri zone=|my-one:1m rate=1r/s; limit_conn_zone $uri zone=my-one2:1m; server { limit_req zone=my-one burst=2; limit_conn my-one2 1; } }',
    'b',
    'http { limit_req_zone $uri zone=b:1m rate=1r/s; limit_conn_zone $uri zone=my-one2:1m; server { limit_req zone=b burst=2; limit_conn my-one2 1; } }',
  ],
  [
    'nginx',
    'http { limit_conn_zone $uri zone=|my-one:1m; server { limit_conn my-one 1; } }',
    'b',
    'http { limit_conn_zone $uri zone=b:1m; server { limit_conn b 1; } }',
  ],
  [
    'nginx',
    'http { server { location ~ ^/(?<|id>a)$ { return 200 "${id}x$id"; } } }',
    'b',
    'http { server { location ~ ^/(?<b>a)$ { return 200 "${b}x$b"; } } }',
  ],
  [
    'nginx',
    'http { log_format |mine "$uri"; access_log /a mine; server { access_log /b combined; } }',
    'b',
    'http { log_format b "$uri"; access_log /a b; server { access_log /b combined; } }',
  ],
  [
    'nginx',
    'http { fastcgi_cache_path /a keys_zone=|one:1m; server { fastcgi_cache one; proxy_cache off; } }',
    'b',
    'http { fastcgi_cache_path /a keys_zone=b:1m; server { fastcgi_cache b; proxy_cache off; } }',
  ],
  [
    'apacheconf',
    'Define |app a:1\n<IfDefine !app>\n</IfDefine>\n<IfDefine app>\nProxyPass "/" "http://${app}/"\n</IfDefine>\nUnDefine app\n',
    'b',
    'Define b a:1\n<IfDefine !b>\n</IfDefine>\n<IfDefine b>\nProxyPass "/" "http://${b}/"\n</IfDefine>\nUnDefine b\n',
  ],
  [
    'apacheconf',
    '<Macro |Site $h>\nServerName $h\n</Macro>\nUse site a\nUndefMacro Site\n',
    'Other',
    '<Macro Other $h>\nServerName $h\n</Macro>\nUse Other a\nUndefMacro Other\n',
  ],
  [
    'apacheconf',
    '<Macro A |$x $xy>\nProxyPass $x/ http://$xy/$x\n</Macro>\n<Macro B $x>\nServerName $x\n</Macro>\n',
    '$p',
    '<Macro A $p $xy>\nProxyPass $p/ http://$xy/$p\n</Macro>\n<Macro B $x>\nServerName $x\n</Macro>\n',
  ],
  [
    'apacheconf',
    'RewriteMap |m txt:/x\nRewriteRule ^/(.*) ${m:$1|-}\n',
    'b',
    'RewriteMap b txt:/x\nRewriteRule ^/(.*) ${b:$1|-}\n',
  ],
  [
    'nginx',
    'http { map $uri $pool { default app; /x other; } upstream |app { } server { set $up http://app; location / { proxy_pass http://$pool; } location /u { proxy_pass $up; } location /n { set $no app; } } }',
    'b',
    'http { map $uri $pool { default b; /x other; } upstream b { } server { set $up http://b; location / { proxy_pass http://$pool; } location /u { proxy_pass $up; } location /n { set $no app; } } }',
  ],
  [
    'nginx',
    'http { geo $near { default $by; 10.0.0.0/8 app; } map $uri $by { default app; } upstream |app { } server { set $up $near; location / { proxy_pass http://$up; } } }',
    'b',
    'http { geo $near { default $by; 10.0.0.0/8 b; } map $uri $by { default b; } upstream b { } server { set $up $near; location / { proxy_pass http://$up; } } }',
  ],
  [
    'nginx',
    'http { upstream |app { } map $pool $near { app 1; default 0; } map $host $named { app 1; } server { set $pool app; if ($pool = app) { return 204; } if ($host != app) { return 204; } location / { proxy_pass http://$pool; } } }',
    'b',
    'http { upstream b { } map $pool $near { b 1; default 0; } map $host $named { app 1; } server { set $pool b; if ($pool = b) { return 204; } if ($host != app) { return 204; } location / { proxy_pass http://$pool; } } }',
  ],
  [
    'haproxy',
    'backend |app\n  server s a:1\n  stick-table type ip size 1k\nbackend c\n  server s a:1 track app/s\n  stick on src table app\n',
    'b',
    'backend b\n  server s a:1\n  stick-table type ip size 1k\nbackend c\n  server s a:1 track b/s\n  stick on src table b\n',
  ],
  [
    'haproxy',
    'backend |app\n  server s a:1\nfrontend f\n  acl up nbsrv(app) gt 0\n  use_backend app if up\n  use_backend %[var(txn.b)]\n',
    'b',
    'backend b\n  server s a:1\nfrontend f\n  acl up nbsrv(b) gt 0\n  use_backend b if up\n  use_backend %[var(txn.b)]\n',
  ],
  [
    'haproxy',
    'backend b\n  server |s1 a:1\n  use-server s1 if { path /x }\nbackend c\n  server s1 a:1\n',
    's2',
    'backend b\n  server s2 a:1\n  use-server s2 if { path /x }\nbackend c\n  server s1 a:1\n',
  ],
  [
    'haproxy',
    'backend b\n  server |s1 a:1\n  server s2 a:2 track s1\nbackend c\n  server s1 a:1 track b/s1\n  acl up srv_is_up(b/s1)\n  acl all nbsrv(s1) gt 0\n',
    'one',
    'backend b\n  server one a:1\n  server s2 a:2 track one\nbackend c\n  server s1 a:1 track b/one\n  acl up srv_is_up(b/one)\n  acl all nbsrv(s1) gt 0\n',
  ],
  [
    'haproxy',
    'userlist |staff\n  user a password b\nfrontend f\n  http-request auth unless { http_auth(staff) }\n',
    'team',
    'userlist team\n  user a password b\nfrontend f\n  http-request auth unless { http_auth(team) }\n',
  ],
  [
    'haproxy',
    'resolvers |dns\n  nameserver a 1.1.1.1:53\nbackend b\n  server s a:1 check resolvers dns\n',
    'd',
    'resolvers d\n  nameserver a 1.1.1.1:53\nbackend b\n  server s a:1 check resolvers d\n',
  ],
];

describe('renaming', () => {
  for (const [language, before, newName, after] of RENAMES)
    it(`${language}: ${before.split('|')[1]?.slice(0, 40)}`, () => {
      assert.equal(renamed(reading(language, before), newName)[ROOT], after);
    });
  it('refuses a name that is there already', () => {
    const text =
      'http { upstream |a { } upstream b { } server { location / { proxy_pass http://a; } } }';
    const { position, configurations } = reading('nginx', text);
    assert.match(
      rejection(ROOT, position, 'b', configurations) ?? '',
      /^The name b is taken: .* upstream/,
    );
    assert.equal(rejection(ROOT, position, 'c', configurations), undefined);
    assert.equal(rejection(ROOT, position, 'a', configurations), undefined);
  });
  it('refuses variables that nginx reads or gives', () => {
    const text =
      'http { server { set |$memcached_key $uri; set $mine 1; location / { memcached_pass a:1; } } }';
    const { position, configurations } = reading('nginx', text);
    assert.equal(renamableAt(ROOT, position, configurations), undefined);
    assert.match(rejection(ROOT, position, 'b', configurations) ?? '', /^The proxy itself reads/);
    const mine = reading('nginx', text.replace('|', '').replace('$mine', '|$mine'));
    assert.match(
      rejection(ROOT, mine.position, 'host', mine.configurations) ?? '',
      /^nginx itself/,
    );
    assert.equal(rejection(ROOT, mine.position, 'b', mine.configurations), undefined);
  });
  it('follows the values of a variable into the file that passes requests to it', () => {
    const part = 'file:///proxy/part.conf';
    const { texts, position, configurations } = reading(
      'nginx',
      'http { upstream |app { } map $uri $pool { default app; } include part.conf; }',
      { [part]: 'server { location / { proxy_pass http://$pool; } }' },
    );
    assert.match(renamed({ texts, position, configurations }, 'b')[ROOT] ?? '', /default b;/);
  });
  it('keeps acls of sections at the same offset of two files apart', () => {
    const folder = 'file:///proxy/conf.d/';
    const part = 'frontend f\n  bind :80\n  acl a path /\n  http-request deny if a\n';
    const texts = { [`${folder}a.cfg`]: part, [`${folder}b.cfg`]: part.replace('f\n', 'g\n') };
    const both = inspectedTexts(dialectOf('haproxy'), texts, undefined, `${folder}a.cfg`);
    assert.equal(both.analysis.files.length, 2);
    const uses = referencesAt(`${folder}a.cfg`, { line: 2, character: 7 }, [both], true);
    assert.deepEqual(
      uses.map(({ uri }) => uri),
      [`${folder}a.cfg`, `${folder}a.cfg`],
    );
  });
  it('follows a name through a file that two configurations read', () => {
    const shared = 'file:///proxy/shared.conf';
    const other = 'file:///proxy/other.conf';
    const main = 'http { include shared.conf; server { location / { proxy_pass http://app; } } }';
    const texts = { [ROOT]: main, [shared]: 'upstream app { server a:1; }\n', [other]: main };
    const dialect = dialectOf('nginx');
    const first = inspectedTexts(dialect, texts);
    const second = inspectedTexts(dialect, texts, undefined, other);
    const position = new LineIndex(main).position(main.indexOf('app;') + 1);
    const { changes = {} } = renameAt(ROOT, position, 'b', [first, second]);
    assert.deepEqual(Object.keys(changes).sort(), [other, shared, ROOT].sort());
  });
});

describe('what a name is', () => {
  const hover = ({ position, configurations }: ReturnType<typeof reading>) => {
    const contents = documentationAt(ROOT, position, configurations)?.contents;
    return contents && typeof contents === 'object' && 'value' in contents ? contents.value : '';
  };
  it('is told on hover, with its definition', () => {
    const map = reading('nginx', 'http { map $uri $x { default a; }\nserver { return 200 $|x; } }');
    assert.match(
      hover(map),
      /^variable `x`, defined at \[line 1\][\s\S]*map \$uri \$x \{ default a; \}/,
    );
    const header = reading('nginx', 'server { return 200 $http_|upgrade; }');
    assert.match(hover(header), /^\*\*\$http_upgrade\*\*\n\n\S/);
    const timeout = reading('haproxy', 'backend b\n  timeout ser|ver 1h\n');
    assert.match(hover(timeout), /^```\ntimeout server <time>\n```\n[\s\S]*heartbeat/);
    assert.match(
      hover(reading('haproxy', 'backend b\n  http-re|use safe\n')),
      /^\*\*http\\-reuse\*\*\n/,
    );
    const stream = reading('nginx', 'stream { server { proxy_|pass a:1; } }');
    assert.match(hover(stream), /ngx_stream_proxy_module/);
  });
  it('is found from before its dollar sign', () => {
    for (const use of ['|$x', '|${x}', '$|x', '$x|']) {
      const text = `http { map $uri $x { } server { return 200 ${use}; } }`;
      const { position, configurations } = reading('nginx', text);
      assert.equal(definitionsAt(ROOT, position, configurations).length, 1, use);
    }
  });
  it('is found from within a negation', () => {
    const { position, configurations } = reading(
      'apacheconf',
      '<IfDefine !a|b>\n</IfDefine>\nDefine ab\n',
    );
    assert.equal(definitionsAt(ROOT, position, configurations)[0]?.range.start.line, 2);
  });
  it('shows both ends of a section', () => {
    for (const text of ['<Loc|ation /a>\n</location>\n', '<Location /a>\n</loc|ation>\n']) {
      const { position, configurations } = reading('apacheconf', text);
      assert.deepEqual(
        highlightsAt(ROOT, position, configurations).map(({ range }) => [
          range.start.line,
          range.start.character,
          range.end.character,
        ]),
        [
          [0, 1, 9],
          [1, 2, 10],
        ],
      );
    }
  });
});
