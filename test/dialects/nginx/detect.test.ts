import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { detect } from '../../../server/src/dialects/nginx/detect.ts';
import { type CorpusFile, corpusFiles } from '../../support/corpus.ts';

/** At this sureness a file counts as nginx. */
const SURE = 0.5;

function found(files: readonly CorpusFile[], isNginx: boolean): string[] {
  return files
    .filter((file) => detect(file.name.slice('parse/nginx/'.length), file.text) >= SURE === isNginx)
    .map((file) => file.name);
}

describe('the corpus', () => {
  test('nginx files are found, but for those that hold no directive of nginx', (t) => {
    const files = corpusFiles('parse/nginx');
    if (!files) return t.skip('corpus folder absent');
    const missed = found(files, false);
    assert.ok(missed.length <= 10, missed.join('\n'));
  });

  test('every nginx file before STIG Manager is found, and no other', (t) => {
    const files = corpusFiles('stigman');
    if (!files) return t.skip('corpus folder absent');
    const expected = files.map((file) => file.name).filter((name) => name.endsWith('.nginx.conf'));
    assert.ok(expected.length > 0);
    assert.deepEqual(found(files, true), expected);
  });

  for (const folder of ['parse/apache', 'parse/haproxy', 'parse/kubernetes']) {
    test(`nothing of ${folder} is taken for nginx`, (t) => {
      const files = corpusFiles(folder);
      if (!files) return t.skip('corpus folder absent');
      assert.deepEqual(found(files, true), []);
    });
  }
});

describe('nginx', () => {
  const cases: readonly [string, string][] = [
    ['nginx.conf', ''],
    ['etc/nginx/conf.d/default.conf', ''],
    ['c:\\nginx\\conf.d\\app.conf', 'x'],
    ['docker/nginx-prod.conf', ''],
    ['site.nginx', ''],
    ['a.conf', 'server {\n  listen 80;\n}\n'],
    ['a.conf.template', 'server {\n  listen ${PORT};\n  location / { proxy_pass http://a; }\n}\n'],
    ['a.conf.j2', '{% if x %}\nserver {\n  listen {{ port }};\n}\n{% endif %}\n'],
    ['a.conf', 'proxy_set_header Host $host;\nproxy_http_version 1.1;\nproxy_read_timeout 60s;\n'],
    ['sites-enabled/app', 'upstream a {\n  server b:1;\n}\nserver {\n  listen 80;\n}\n'],
    ['a.conf', 'server {\n  listen 80\n  location / {\n    proxy_pass http://a;\n'],
  ];
  for (const [name, text] of cases) {
    test(`${name}: ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.ok(detect(name, text) >= SURE);
    });
  }
});

describe('not nginx', () => {
  const cases: readonly [string, string][] = [
    ['app.conf', 'spring.port=8080\nserver.name=x\n'],
    ['httpd.conf', '<VirtualHost *:80>\n  ServerName x\n  ProxyPass / http://a/\n</VirtualHost>\n'],
    ['haproxy.cfg', 'frontend web\n  bind :80\n  default_backend app\n'],
    ['a.conf', '{ "server": { "listen": 80 } }\n'],
    ['a.conf', '[server]\nlisten = 80\n'],
    ['a.conf', '---\nserver:\n  listen: 80\n'],
    ['a.conf', '#!/bin/sh\nif x; then break; fi\n'],
    ['a.conf', ''],
    [
      'named.conf',
      'options {\n  directory "/x";\n  recursion no;\n};\nzone "a" {\n  type master;\n};\n',
    ],
    ['main.c', 'int main() {\n  if (x) {\n    break;\n  }\n  return 0;\n}\n'],
    ['nginx.conf', '\0\0\0'],
    ['a.txt', 'The server listens;\n'],
  ];
  for (const [name, text] of cases) {
    test(`${name}: ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.ok(detect(name, text) < SURE);
    });
  }
});
