import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { apache } from '../../../server/src/dialects/apache/index.ts';
import { type ApacheTester, apacheTester } from '../../support/apache-binary.ts';
import { type FaultAt, languageFaults } from '../../support/language-faults.ts';

const ROOT = 'file:///srv/apache2.conf';

const inIf = (condition: string) => `<If "${condition}">\n</If>\n`;
const inLocation = (line: string) => `<Location /x>\n${line}\n</Location>\n`;
const inBalancer = (line: string) => `<Proxy balancer://x>\n${line}\n</Proxy>\n`;

const REFUSED: readonly string[] = [
  ...['RewriteRule (a b', 'RewriteRule !(a b', 'RewriteRule *a b', 'RewriteCond %{HTTP_HOST} (a'],
  ...['ProxyPassMatch (x http://a', 'RedirectMatch 301 (a /b', 'AliasMatch [a /b'],
  ...['SetEnvIf User-Agent (a b', 'BrowserMatch *a b', 'Header edit X (a b'],
  ...['<LocationMatch (a>\n</LocationMatch>', '<Files ~ "[a">\n</Files>'],
  ...['RewriteRule ^a b [R=301, L]', 'RewriteRule ^a b [XX]', 'RewriteRule ^a b L'],
  ...['RewriteRule ^a b [R=301,]', 'RewriteRule ^a b [R=600]', 'RewriteCond %{HTTP_HOST} a [L]'],
  ...['ProxyPass /x foo', 'ProxyPass /x foo:8080', 'ProxyPass /x http:/foo', 'ProxyPass /x /y'],
  ...['ProxyPass /x http://foo:abc/', 'BalancerMember http://a', 'Redirect permament /a /b'],
  ...['Redirect 404 /a /b', 'Redirect 301 /a', 'Redirect /a b', 'Listen 0', 'Listen abc'],
  ...['Listen 127.0.0.1', '<VirtualHost *:70000>\n</VirtualHost>', 'ErrorDocument 999 /x'],
  ...['<VirtualHost 80>\n</VirtualHost>', 'Header set X a b', 'Header unset X a'],
  ...['Header set X', 'Header always edit X a', 'RequestHeader set "expr=%{HTTP_HOST}"'],
  ...['RequestHeader set X "%{A}x"', 'Header edit X a %Q', 'Header note X "%{A"', 'Alias /a'],
  ...['Listen 18090\nListen *:18090', 'Listen 127.0.0.1:18090\nListen 127.0.0.1:18090'],
  ...['RedirectMatch ^/a 10 /b', 'RedirectMatch ^/a /b on', 'RedirectMatch 301 ^/a'],
  ...['RedirectMatch gone ^/a /b', 'Redirect /a', 'RedirectPermanent /a b', 'RedirectTemp /a b'],
  ...['300.1.1.1', '10.300', '1.2.3.4.5', '1..2', '10.0.0.0/33', '300'].map((address) =>
    inLocation(`Require ip ${address}`),
  ),
  ...['Alias /a /b', 'ScriptAlias /a /b', '<If "true">\nAlias /b\n</If>'].map(inLocation),
  ...['<Directory /x>\nAlias /b\n</Directory>', '<Files x>\nAlias /a /b\n</Files>'],
  ...['RewriteCond( a b', 'BalancerMember', '/IfModule>', 'Listen 127.0.0.256:18091'],
  ...['flushpackets=maybe', 'keepalive=1', 'upgrade=websocket-websocket', 'loadfactor=101'].map(
    (parameter) => `ProxyPass /x http://a/ ${parameter}`,
  ),
  ...['<Else>\n</Else>', '<ElseIf "true">\n</ElseIf>', inLocation('<RequireAny x>\n</RequireAny>')],
  ...['<Else x>\n</Else>', '<Else>\n</Else>', '<ElseIf "true">\n</ElseIf>'].map(
    (section) => `${inIf('true')}${section.includes('x') ? '' : '<Else>\n</Else>\n'}${section}`,
  ),
  ...['%{HTTP_HOST} == x', "%{HTTPS} == = 'on'", "%{HTTPS} == 'on", "req(Host) == 'a'"].map(inIf),
  ...["(-n 'a'", '%{REQUEST_URI} =~ ^/x', "%{HTTP_HOSTT} == 'a'", "'a' in { 'a'", ''].map(inIf),
  ...['%{HTTPS} && true', "%{LA-U:A} == 'a'", "'a' 'b'", "m(a) == 'a'", 'TRUE', '5 lt'].map(inIf),
  ...['SetEnvIfExpr "%{HTTPS} == on" A', 'Header set X a "expr=-z a"', 'RewriteCond expr "a"'],
  ...['ProxyPass foo', 'Require', 'Require 127', 'Require vaild-user'].map(inLocation),
  ...['Require expr "%{HTTPS"', 'XBitHack yes'].map(inLocation),
  ...['BalancerMember foo', 'BalancerMember http://a:80x'].map(inBalancer),
  ...['upgrade=websocket', 'retry=5 timeout=5'].flatMap((parameters) => [
    `ProxyPass /x balancer://x ${parameters}`,
    inBalancer(`BalancerMember http://a\nProxySet ${parameters}`),
    `<Proxy balancer://x ${parameters}>\n</Proxy>`,
  ]),
  ...['stickysession=A', 'timeuot=5'].flatMap((parameters) => [
    `ProxyPass /x http://a/ ${parameters}`,
    inBalancer(`BalancerMember http://a ${parameters}`),
    `<Proxy http://a/>\nProxySet timeout=5 ${parameters}\n</Proxy>`,
  ]),
  ...['Inherit=On', '+Inherit', 'MaxRedirects', 'Inherit Foo'].map((o) => `RewriteOptions ${o}`),
  ...['header=20s', 'header=20-40', 'header=5-5,MinRate=5', 'header=20,MinRate=0', 'wait=5'].map(
    (value) => `RequestReadTimeout body=10 ${value}`,
  ),
];

const ACCEPTED: readonly string[] = [
  `${inIf('true')}ServerAdmin a\n<ElseIf "true">\n</ElseIf>\n<IfModule mod_core.c>\n</IfModule>\n<Else>\n</Else>`,
  ...['RewriteRule ^a$ b "[R=301, L]"', 'RewriteRule ^a\\ (b) /c [NC,B=#?,E=a:b]'],
  ...['RewriteCond %{THE_REQUEST} ^GET\\ /a\\ HTTP [NC]', "RewriteCond expr \"'(' == 'b'\""],
  ...['RewriteCond %{HTTP_HOST} =(a', 'RewriteCond %{HTTP_HOST} !-f', 'RewriteRule ^a - [R=404]'],
  ...['RewriteRule "^a\\\\" - [L] more', 'RewriteRule ^a b [r=permanent,qsa,End]'],
  ...['ProxyPass /x !', 'ProxyPass /x unix:/a|http://b', 'ProxyPass /x HTTP://foo/'],
  ...['ProxyPass /x http://[::1]:8080/', 'ProxyPassMatch ^/(.*)$ http://$1', 'Redirect gone /a'],
  ...['Redirect 301x /a /b', 'RedirectMatch 404 ^/a', 'Redirect /a https://b'],
  ...['BalancerMember balancer://x http://a', 'Listen 18099', 'Listen [::1]:18096 https'],
  ...['<VirtualHost *:*>\n</VirtualHost>', '<VirtualHost a b:443>\n</VirtualHost>'],
  ...['RequestHeader set X "%{A}e %{B}s %t %D %l %i %b %% 100%"', 'Header append X early'],
  ...['Listen 18090\nListen 0.0.0.0:18090', 'Listen 127.0.0.1:18090\nListen 18090'],
  ...['LogFormat "%h %{X}i %>s %!200s %<s %400,501{User-agent}i %^FB %b 100%%" x'],
  ...['<Macro X $a>\n<Location $a>\n</Location>\n</Macro>', 'Header unset X'],
  ...['Header always set X a env=b', 'Header set X "a b" "expr=true"', 'Header edit X a b early'],
  ...['ErrorDocument 451 /x', '<Location ~ "^/a(b)$">\n</Location>', 'BrowserMatch MSIE a !b'],
  ...["%{HTTP_HOST} . 'x' = 'a' or not true", '-5 lt 5.5', "%{tolower:%{HTTP_HOST}} != ''"].map(
    inIf,
  ),
  ...["! (req('A') =~ m#x/y#i && -R '10.0.0.0/8')", "'a' -in {'a', md5('b')}", '$0 == 5'].map(inIf),
  ...["%{REMOTE_ADDR} -ipmatch '10.0.0.0/8'", '%{SSL_PROTOCOL} =~ /^TLS/', '-n %{ENV:X}'].map(inIf),
  ...['SetEnvIfExpr "%{HTTPS} == \'on\'" A', 'Header set X a "expr=-z %{HTTPS}"'],
  ...['flushpackets=AUTO', 'retry=0', 'disablereuse=off', 'loadfactor=1.5', 'upgrade=ANY'].map(
    (parameter) => `ProxyPass /x http://a/ ${parameter}`,
  ),
  ...['AuthName a', 'AuthUserFile /a', 'Satisfy any', 'SSLRequireSSL', 'LimitRequestBody 1'].map(
    (line) => inLocation(`<RequireAny>\n${line}\nRequire all granted\n</RequireAny>`),
  ),
  ...['Require expr "%{HTTPS} == \'on\'"', 'XBitHack FULL'].map(inLocation),
  ...['Alias /b', 'ProxyPass !', 'Require user', 'Require expr true', 'Redirect 301 /a'].map(
    inLocation,
  ),
  ...['10.1', '10.', '10', '10.0.0.0/8', '10.0.0.0/255.0.0.0', '::1', '10.0.0.1'].map((address) =>
    inLocation(`Require ip ${address}`),
  ),
  ...['RedirectMatch 301 ^/a', 'RedirectMatch gone ^/a', 'ScriptAlias /b'].map(inLocation),
  ...['Directory', 'Location', 'Files'].map((name) => `<${name} ~ >\n</${name}>`),
  ...['RedirectPermanent /a /b', 'RedirectTemp /a http://b', 'RedirectMatch gone ^/a'],
  ...['BalancerMember http://a loadfactor=2'].map(inBalancer),
  '<Proxy http://a/ upgrade=websocket>\nProxySet retry=0 timeout=5\n</Proxy>\nProxySet http://a/ ttl=5',
  inBalancer('BalancerMember http://a\nProxySet stickysession=A timeout=5 lbmethod=byrequests'),
  ...['RewriteOptions inherit MaxRedirects=10', 'RequestReadTimeout Header=+20,minrate=500 body=0'],
  ...['\'<Location\' /x>\n"</Location>"', '"<Macro" X>\n<Location /x\n"</Macro>"'],
];

function faultsIn(text: string): readonly FaultAt[] {
  return languageFaults(apache, { [ROOT]: text }, ROOT);
}

function errorsIn(text: string): readonly string[] {
  const faults = apache.parse(text).faults.filter(({ tolerated }) => !tolerated);
  return [
    ...faults.map(({ code, start }) => ({ severity: 'error', code, line: start })),
    ...faultsIn(text),
  ]
    .filter(({ severity }) => severity === 'error')
    .map(({ code, line }) => `${line} ${code}`);
}

describe('patterns, flags, URLs and ports of httpd', () => {
  let tester: ApacheTester | undefined;
  before(async () => {
    tester = await apacheTester();
  });
  after(() => tester?.close());

  test('that it refuses are errors', () => {
    for (const text of REFUSED) assert.equal(errorsIn(text).length, 1, text);
  });
  test('that it takes are none', () => {
    for (const text of ACCEPTED) assert.deepEqual(errorsIn(text), [], text);
  });
  test('that another module may take are warnings', () => {
    for (const text of ['LogFormat "%h %Q" x', 'CustomLog logs/a "%{X}F"'])
      assert.deepEqual(
        faultsIn(text).map(({ code, severity }) => `${severity} ${code}`),
        ['warning invalid-format'],
      );
  });
  test('in macros that do not close are warnings, for httpd reads them where they are used', () => {
    const text = '<Location />\n<Macro X>\n<If true\n</Location>\n</Macro>\n</Location>\n';
    const { faults, root } = apache.parse(text);
    assert.deepEqual(
      faults.map(({ code, tolerated }) => [code, tolerated]),
      [
        ['missing-bracket', true],
        ['unclosed-section', true],
        ['unmatched-close', true],
        ['unmatched-close', true],
      ],
    );
    assert.equal(root.directives.length, 1);
  });
  test('ends of sections with something joined to them are faults', async (t) => {
    const text = '<Location /a>\n</Location></Location>\n';
    assert.deepEqual(
      apache.parse(text).faults.map(({ code }) => code),
      ['missing-bracket'],
    );
    if (tester) assert.equal((await tester.test(text)).accepted, false);
    else t.skip('httpd is not installed');
  });
  test('are what apache2 -t says', async (t) => {
    if (!tester) return t.skip('httpd is not installed');
    for (const text of REFUSED)
      assert.equal((await tester.test(`${text}\n`)).accepted, false, text);
    for (const text of ACCEPTED) {
      const { accepted, message } = await tester.test(`${text}\n`);
      assert.ok(accepted, `${text}: ${message}`);
    }
  });
  test('that a template may give are none, and its tags are no sections', () => {
    const text = `<%- if @tls -%>
<VirtualHost <%= @address %>:443>
<%- else -%>
<VirtualHost *:80>
<%- end -%>
  ServerName <%= @name %>
  <Require<%= @kind %>>
  </Require<%= @kind %>>
  Options <%= Array(@options).join(' ') %>
{% if proxy %}
  ProxyPass /x {{ target }}
{% endif %}
</VirtualHost>
`;
    assert.deepEqual(errorsIn(text), []);
    assert.deepEqual(apache.parse(text).faults, []);
  });
});
