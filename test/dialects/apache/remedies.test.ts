import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact } from '../../../server/src/delivery/delivery.ts';
import { applyEdits } from '../../../server/src/text/edits.ts';
import { analyzeText } from './served.ts';

const OURS = 'http://stigman:54000/';

/** The text with the first remedy of a fact of the first mount. */
function mended(text: string, factOf: (delivery: Delivery) => Fact | undefined): string {
  const [mount] = analyzeText(text).entries.flatMap((entry) => entry.mounts);
  const facts = (mount?.deliveries ?? []).map(factOf);
  const [remedy] = facts.flatMap((fact) => fact?.remedies ?? []);
  assert.ok(remedy);
  return applyEdits(text, remedy.edits());
}

type Delivery = ReturnType<
  typeof analyzeText
>['entries'][number]['mounts'][number]['deliveries'][number];

test('a <Proxy> section stands outside the section of its rule, in which httpd refuses it', () => {
  const rule = `RewriteEngine On\nRewriteRule ^stigman/(.*)$ ${OURS}$1 [P]`;
  const folder = `DocumentRoot /srv\n<Directory /srv>\n${rule}\n</Directory>\n`;
  const text = mended(`Listen 80\n${folder}`, ({ upgrade }) => upgrade);
  assert.match(text, /<\/Proxy>\n<Directory \/srv>/);
});

test('a parameter is replaced where it is set, though another line made the worker', () => {
  const text = mended(
    `Listen 80\nProxyPass /stigman/ ${OURS}\nProxySet ${OURS} timeout=20\n`,
    ({ limits }) => limits[0],
  );
  assert.match(text, /ProxyPass \/stigman\/ \S+\nProxySet \S+ timeout=3600\n/);
});

test('what switches inspection off stands in <IfModule>, without which a httpd that lacks the module refuses it', () => {
  const inspection =
    'SecRuleEngine On\nSecResponseBodyAccess On\nSecResponseBodyMimeType text/event-stream';
  const text = mended(
    `Listen 80\n${inspection}\nProxyPass /stigman/ ${OURS}\n`,
    ({ holds }) => holds[0],
  );
  assert.match(text, /<IfModule security2_module>\s+SecResponseBodyAccess Off\s+<\/IfModule>/);
});
