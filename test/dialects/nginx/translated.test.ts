import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import * as l10n from '@vscode/l10n';
import { factsOf } from '../../../server/src/delivery/facts.ts';
import { nginx } from '../../../server/src/dialects/nginx/index.ts';
import { inspectedText, ROOT } from '../../support/inspected.ts';
import { isPseudo, pseudoTexts } from '../../support/pseudo-language.ts';

/** The dialect is loaded by now: no text of it may have been made before it is told. */
before(() => l10n.config({ contents: pseudoTexts }));

const FAULTY = `events {}
http {
  proxy_pass http://a;
  server {
    listen 80 80;
    listen 0;
    server_name a;
    gzip maybe;
    root;
    proxy_raed_timeout 5s;
    proxy_buffer_size much;
    proxy_next_upstream never;
    location ~ a { proxy_pass http://b/c; }
    location /x { set $uri 1; return 200 $nothing; limit_except GTE { deny all; } }
    location /x { include missing.conf; expires soon; if (a) { http {} } }
  }
  server { listen 80; server_name a; }
}
`;
const WAITING = `events {}
http {
  server {
    listen 8080;
    location / { proxy_pass http://stigman:54000; proxy_ignore_headers X-Accel-Buffering; }
  }
  server { listen 8081; location / { return 302 /stigman/; } }
  server { listen 8082; location /stigman/ { proxy_pass http://stigman:54000; deny all; } }
}
`;

it('what nginx tells follows the translations, whenever they come', () => {
  for (const text of [FAULTY, WAITING, 'http { server { listen 80', 'server "a"b; }']) {
    const told = toldOf(text);
    assert.ok(told.length > 0, text);
    assert.deepEqual(
      told.filter((each) => !isPseudo(each)),
      [],
    );
  }
});

/** The sentences and titles that stand by themselves. */
function toldOf(text: string): readonly string[] {
  const inspected = inspectedText(nginx, text);
  const { analysis, sources } = inspected;
  const deliveries = analysis.entries.flatMap(({ mounts }) => mounts.flatMap((m) => m.deliveries));
  const facts = deliveries.flatMap(factsOf);
  return [
    ...(sources.tree(ROOT)?.faults ?? []).map(({ message }) => message),
    ...(nginx.language?.checks?.faults(inspected) ?? []).map(({ message }) => message),
    ...analysis.remarks.map(({ message }) => message),
    ...deliveries.flatMap(({ route, doubts }) => [route, ...doubts].map((one) => one.explanation)),
    ...facts.map(({ subject }) => subject).filter((subject) => subject.includes('(')),
    ...facts.flatMap(({ remedies }) => remedies.map(({ title }) => title)),
  ];
}
