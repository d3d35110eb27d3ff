import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CompletionItem } from 'vscode-languageserver-types';
import { completionsAt } from '../../server/src/service/completion.ts';
import { withDefaults } from '../../server/src/service/snippet.ts';
import { LineIndex } from '../../server/src/text/lines.ts';
import { dialectOf, inspectedTexts, ROOT } from '../support/inspected.ts';

/** A text with its `|` taken out, and where that was. */
function placed(language: string, marked: string, uri = ROOT, others = {}) {
  const at = marked.indexOf('|');
  const text = marked.slice(0, at) + marked.slice(at + 1);
  const configurations = [inspectedTexts(dialectOf(language), { ...others, [uri]: text })];
  return { text, at, position: new LineIndex(text).position(at), configurations };
}

/** The same, with what is offered there. */
function offered(language: string, marked: string, uri = ROOT, others = {}) {
  const place = placed(language, marked, uri, others);
  return { ...place, items: completionsAt(uri, place.position, place.configurations) };
}

/** The text after an item was accepted that what is typed before the `|` leads to. */
function accepted(language: string, marked: string, label: string): string {
  const { text, at, items } = offered(language, marked);
  const item = items.find((one) => one.label === label);
  assert.ok(item?.textEdit && 'range' in item.textEdit, `${label} among ${items.length} items`);
  const { start, end } = item.textEdit.range;
  const lines = new LineIndex(text);
  const from = lines.offset(start.line, start.character);
  const typed = text.slice(from, at).toLowerCase();
  assert.ok((item.filterText ?? item.label).toLowerCase().startsWith(typed), `typed ${typed}`);
  const to = lines.offset(end.line, end.character);
  return text.slice(0, from) + withDefaults(item.textEdit.newText) + text.slice(to);
}

const labels = (items: readonly CompletionItem[]) => items.map((item) => item.label);
const inOrder = (items: readonly CompletionItem[]) =>
  labels([...items].sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1)));

/** Language, text with the cursor, the item, and the text that accepting it must give. */
type Case = readonly [language: string, before: string, label: string, after: string];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'a variable takes the place of its name alone': [
    ['nginx', 'return 301 https://$ho|$uri;', '$host', 'return 301 https://$host$uri;'],
    ['nginx', 'set $a $ho|st:$port;', '$host', 'set $a $host:$port;'],
    ['nginx', 'if ($|) { }', '$host', 'if ($host) { }'],
    ['nginx', 'set $a ${ho|};', '${host}', 'set $a ${host};'],
    ['nginx', 'set $a "${ho|";', '${host}', 'set $a "${host}";'],
    ['nginx', 'set $a $http_|;', '$http_', 'set $a $http_;'],
    ['nginx', 'log_format a "$x"\n  "$ho|";', '$host', 'log_format a "$x"\n  "$host";'],
    [
      'apacheconf',
      'Define app a:1\nProxyPass / http://${a|}/\n',
      '${app}',
      'Define app a:1\nProxyPass / http://${app}/\n',
    ],
    [
      'apacheconf',
      'Define app a:1\nProxyPass / http://$|\n',
      '${app}',
      'Define app a:1\nProxyPass / http://${app}\n',
    ],
  ],
  'a quote that stands is not written again': [
    [
      'nginx',
      'proxy_set_header Connection "|";',
      'upgrade',
      'proxy_set_header Connection "upgrade";',
    ],
    [
      'nginx',
      'proxy_set_header Connection |;',
      '"upgrade"',
      'proxy_set_header Connection "upgrade";',
    ],
    [
      'apacheconf',
      'RequestHeader set X-Forwarded-Proto "|"',
      'https',
      'RequestHeader set X-Forwarded-Proto "https"',
    ],
  ],
  'names of the configuration, with what belongs around them': [
    [
      'nginx',
      'upstream app { }\nserver { location / { proxy_pass http://a|; } }',
      'http://app',
      'upstream app { }\nserver { location / { proxy_pass http://app; } }',
    ],
    [
      'nginx',
      'limit_req_zone $a zone=one:1m rate=1r/s;\nserver { limit_req zone=|; }',
      'zone=one',
      'limit_req_zone $a zone=one:1m rate=1r/s;\nserver { limit_req zone=one; }',
    ],
    [
      'apacheconf',
      '<Proxy balancer://app>\n</Proxy>\nProxyPass /a b|\n',
      'balancer://app',
      '<Proxy balancer://app>\n</Proxy>\nProxyPass /a balancer://app\n',
    ],
    [
      'haproxy',
      'frontend f\n  acl app path /\n  use_backend b if !|\n',
      '!app',
      'frontend f\n  acl app path /\n  use_backend b if !app\n',
    ],
    [
      'haproxy',
      'resolvers dns\nbackend b\n  server s a:1 resolvers |\n',
      'dns',
      'resolvers dns\nbackend b\n  server s a:1 resolvers dns\n',
    ],
    [
      'haproxy',
      'backend b\n  server s1 a:1\n  use-server |\n',
      's1',
      'backend b\n  server s1 a:1\n  use-server s1\n',
    ],
    [
      'haproxy',
      'defaults base\nbackend b from |\n',
      'base',
      'defaults base\nbackend b from base\n',
    ],
  ],
  'a block is written as it must be': [
    ['nginx', 'events {}\n|', 'http', 'events {}\nhttp {\n\t\n}'],
    ['nginx', 'http {\n|\n}', 'map', 'http {\nmap   {\n\t\n}\n}'],
    ['nginx', 'server {\n|\n}', 'if', 'server {\nif () {\n\t\n}\n}'],
    ['nginx', 'server {\n  loc| / {\n  }\n}', 'location', 'server {\n  location / {\n  }\n}'],
    ['nginx', 'server {\n  lis| 80;\n}', 'listen', 'server {\n  listen 80;\n}'],
    ['nginx', 'server { lis| }', 'listen', 'server { listen ; }'],
    ['haproxy', '|', 'global', 'global\n\t'],
  ],
  'a section of httpd takes in the bracket that the editor closed': [
    ['apacheconf', '<Loc|>\n', '<Location', '<Location >\n\t\n</Location>\n'],
    ['apacheconf', '<Loc|\n', '<Location', '<Location >\n\t\n</Location>\n'],
    ['apacheconf', '<Location /a>\n</|', '</Location>', '<Location /a>\n</Location>'],
    ['apacheconf', '<Location /a>\n</|>', '</Location>', '<Location /a>\n</Location>'],
  ],
  'a continued line of httpd goes on with its directive': [
    [
      'apacheconf',
      'ProxyPass /a http://b/ \\\n  time|\n',
      'timeout=3600',
      'ProxyPass /a http://b/ \\\n  timeout=3600\n',
    ],
    [
      'apacheconf',
      'ProxyPass /a http://b/ \\\r\n  time|\r\n',
      'timeout=3600',
      'ProxyPass /a http://b/ \\\r\n  timeout=3600\r\n',
    ],
  ],
};

describe('accepting a completion', () => {
  for (const [title, cases] of Object.entries(CASES)) {
    it(title, () => {
      for (const [language, before, label, after] of cases)
        assert.equal(accepted(language, before, label), after);
    });
  }
});

describe('contexts of completion', () => {
  const labelsAt = (language: string, marked: string, uri?: string, others?: object) =>
    labels(offered(language, marked, uri, others).items);
  it('tells servers of stream from those of http, and offers no name twice', () => {
    const stream = labelsAt('nginx', 'stream {\n  server {\n    |\n  }\n}\n');
    assert.ok(stream.includes('proxy_pass') && !stream.includes('location'));
    const http = labelsAt('nginx', 'http {\n  server {\n    |\n  }\n}\n');
    assert.ok(http.includes('location') && !http.includes('proxy_pass'));
    for (const all of [stream, http, labelsAt('nginx', '|')])
      assert.equal(new Set(all).size, all.length);
  });
  it('offers at the top of a whole nginx.conf what may stand there', () => {
    const top = labelsAt('nginx', 'events {}\n|\nhttp {}\n');
    assert.ok(top.includes('worker_processes') && !top.includes('location'));
  });
  it('looks at what is around the include of a file', () => {
    const main = { [ROOT]: 'events {}\nhttp { server { include part.conf; } }' };
    const part = labelsAt('nginx', '|\n', 'file:///proxy/part.conf', main);
    assert.ok(part.includes('location') && part.includes('stigman-location'));
    assert.ok(!part.includes('worker_processes'));
  });
  it('offers in each section of HAProxy its own keywords, at an empty line too', () => {
    const frontend = labelsAt('haproxy', 'frontend f\n  bind :80\n  |\nbackend b\n');
    assert.ok(frontend.includes('use_backend') && !frontend.includes('server'));
    const backend = labelsAt('haproxy', 'frontend f\nbackend b\n  |\n');
    assert.ok(backend.includes('http-reuse') && !backend.includes('bind'));
    const global = labelsAt('haproxy', 'global\n  |\n');
    assert.ok(global.includes('ca-base') && !global.includes('balance'));
    assert.ok(!labelsAt('haproxy', '|\n').includes('bind'));
  });
  it('offers the acls of the section alone', () => {
    const text = 'frontend f\n  acl a path /\n  use_backend b if |\nfrontend g\n  acl c path /\n';
    const found = labelsAt('haproxy', text);
    assert.ok(found.includes('a') && !found.includes('c') && found.includes('TRUE'));
  });
  it('offers a path or a target of httpd, each where it belongs', () => {
    assert.equal(inOrder(offered('apacheconf', 'ProxyPass |\n').items)[0], '/stigman/');
    const inside = '<Location /stigman/>\nProxyPass |\n</Location>\n';
    assert.equal(inOrder(offered('apacheconf', inside).items)[0], 'http://stigman:54000/');
    assert.deepEqual(labelsAt('apacheconf', 'ProxyPassReverse /a http://b/ |\n'), []);
  });
  it('offers the words that the form of a directive lists', () => {
    assert.ok(labelsAt('apacheconf', 'SSLEngine |\n').includes('optional'));
    assert.ok(labelsAt('apacheconf', 'AllowEncodedSlashes |\n').includes('NoDecode'));
    assert.ok(labelsAt('apacheconf', 'Header always |\n').includes('set'));
    assert.ok(labelsAt('apacheconf', 'Header always |\n').every((label) => label !== 'always'));
    assert.ok(labelsAt('apacheconf', 'Header always set |\n').includes('X-Frame-Options'));
    assert.ok(labelsAt('apacheconf', 'Redirect |\n').includes('permanent'));
    assert.ok(labelsAt('nginx', 'error_log /a |;').includes('warn'));
    assert.ok(labelsAt('haproxy', 'backend b\n  balance |\n').includes('leastconn'));
    assert.deepEqual(labelsAt('haproxy', 'backend b\n  server s a:1 verify |\n')[0], 'none');
    assert.ok(!labelsAt('nginx', 'ssl_protocols TLSv1.2 |;').includes('TLSv1.2'));
    assert.deepEqual(labelsAt('nginx', 'proxy_buffering on |;'), []);
    assert.deepEqual(labelsAt('nginx', 'server { rewrite ^ /b |; }')[0], 'last');
    assert.ok(!labelsAt('nginx', 'listen |;').includes('default_server'));
    assert.ok(labelsAt('nginx', 'listen 80 |;').includes('default_server'));
    assert.ok(!labelsAt('apacheconf', 'RewriteRule |\n').includes('Pattern'));
    assert.ok(labelsAt('haproxy', 'global\n  stats |\n').includes('socket'));
    assert.ok(!labelsAt('haproxy', 'frontend f\n  stats |\n').includes('timeout'));
  });
  it('is silent behind a closing quote and in a continued comment', () => {
    assert.deepEqual(labelsAt('nginx', 'set $a "b"|;'), []);
    assert.deepEqual(labelsAt('apacheconf', '<Location "/a">|\n</Location>\n'), []);
    assert.deepEqual(labelsAt('apacheconf', '# Proxy \\\n  Prox|\n'), []);
  });
  it('offers no directives to who types the space of an indentation', () => {
    const { configurations, position } = placed('nginx', 'server {\n  |\n}');
    assert.deepEqual(completionsAt(ROOT, position, configurations, 'values'), []);
    const value = placed('nginx', 'proxy_buffering |;');
    assert.notDeepEqual(completionsAt(ROOT, value.position, value.configurations, 'values'), []);
  });
  it('ranks what a reverse proxy has before the rest', () => {
    const first = inOrder(offered('nginx', 'http { server { location / {\n|\n} } }').items);
    assert.ok(first.indexOf('proxy_pass') < 12, first.slice(0, 12).join());
  });
});
