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

/** The text after the first remedy of the redirect of a mount without its slash. */
function redirected(text: string): string {
  const [mount] = analyzeText(text).entries.flatMap((entry) => entry.mounts);
  const [remedy] = mount?.withoutSlash?.remedies ?? [];
  assert.ok(remedy);
  return applyEdits(text, remedy.edits());
}

test('no line parts a rule from its conditions', () => {
  const condition = 'RewriteCond %{HTTP:Upgrade} websocket [NC]';
  const rules = `RewriteEngine On\n${condition}\nRewriteRule ^/stigman/(.*) ws://stigman:54000/$1 [P]\n`;
  const text = redirected(`Listen 80\n${rules}RewriteRule ^/stigman/(.*) ${OURS}$1 [P]\n`);
  assert.match(text, /RedirectMatch \S+ \S+\nRewriteCond/);
});

test('lines are indented as the file is, and stand behind what belongs to the mapping', () => {
  const mapping = `\tProxyPass /stigman/ ${OURS}\n\tProxyPassReverse /stigman/ ${OURS}\n`;
  const filter = 'ExtFilterDefine scan cmd=/bin/cat\nSetOutputFilter DEFLATE;scan\n';
  const text = mended(
    `Listen 80\n${filter}<VirtualHost *:80>\n${mapping}</VirtualHost>\n`,
    ({ holds }) => holds[0],
  );
  const section = '\t<Location "/stigman/">\n\t\tSetOutputFilter DEFLATE\n\t</Location>\n';
  assert.ok(text.includes(`${mapping}${section}</VirtualHost>`), text);
});

test('a rule that sets a harmful variable stays a rule', () => {
  const flags = '[P,E=force-proxy-request-1.0:1]';
  const text = mended(
    `Listen 80\nRewriteEngine On\nRewriteRule ^/stigman/(.*) ws://stigman:54000/$1 ${flags}\n`,
    ({ upgrade }) => upgrade,
  );
  assert.match(text, /RewriteRule \S+ \S+ \[P\]\n$/);
});

test('of several variables only the harmful one goes', () => {
  const line = 'SetEnvIf Request_URI "." force-proxy-request-1.0 proxy-nokeepalive';
  const text = mended(
    `Listen 80\n${line}\nProxyPass /stigman/ ${OURS} upgrade=websocket\n`,
    ({ upgrade }) => upgrade,
  );
  assert.match(text, /SetEnvIf Request_URI "\." proxy-nokeepalive\n/);
});

test('at the root of a host only what is STIG Manager’s is spared', () => {
  const filter =
    'ExtFilterDefine scan cmd=/bin/cat\n<Location "/">\nSetOutputFilter scan\n</Location>\n';
  const text = mended(
    `Listen 80\nProxyPass /wiki/ http://wiki/\nProxyPass / ${OURS}\n${filter}`,
    ({ holds }) => holds[0],
  );
  assert.match(
    text,
    /<\/Location>\n<Location "\/api\/">\n {4}SetOutputFilter NONE\n<\/Location>\n$/,
  );
});

test('a mapping that would upgrade is moved with its comment, and no other one changes', () => {
  const general = `ProxyPass /stigman/ ${OURS}\n`;
  const late = '# The log socket.\nProxyPass /stigman/socket/ ws://stigman:54000/socket/\n';
  const text = mended(`Listen 80\n# All of it.\n${general}\n${late}`, ({ upgrade }) => upgrade);
  assert.equal(text, `Listen 80\n# All of it.\n${late}${general}\n`);
});

test('no line comes between a directive and the comment that marks it', () => {
  const marked = `# stigman-proxy-lint: upstream\nProxyPass /app/ http://app:3000/\n`;
  const text = redirected(`Listen 80\n${marked}`);
  assert.match(text, /\nRedirectMatch \S+ \S+\n# stigman-proxy-lint: upstream\nProxyPass/);
});

test('an early line that other applications share gets a condition in place of its flag', () => {
  const line = 'RequestHeader unset Upgrade early';
  const others = 'ProxyPass /wiki/ http://wiki/\n';
  const ours = `ProxyPass /stigman/ ${OURS} upgrade=websocket\n`;
  const upgradeOf = ({ upgrade }: Delivery) => upgrade;
  assert.match(
    mended(`Listen 80\n${line}\n${others}${ours}`, upgradeOf),
    /^RequestHeader unset Upgrade "expr=%\{REQUEST_URI\} !~ m#\^\/stigman\/#"$/m,
  );
  assert.doesNotMatch(mended(`Listen 80\n${line}\n${ours}`, upgradeOf), /RequestHeader/);
});

test('a chain that holds the stream is cleared for STIG Manager alone', () => {
  const chain = 'FilterProvider text xml2enc "%{CONTENT_TYPE} =~ m#^text/#"\nFilterChain text\n';
  const text = mended(`Listen 80\n${chain}ProxyPass /stigman/ ${OURS}\n`, ({ holds }) => holds[0]);
  assert.match(
    text,
    /FilterChain text\n[\s\S]*<Location "\/stigman\/">\n\s+FilterChain !\n<\/Location>/,
  );
});
