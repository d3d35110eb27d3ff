import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyzeFiles, analyzeText, verdictsIn } from './served.ts';

const S = 'http://stigman:54000/';
const OK = 'ok ok ok ok';

/** Verdicts of the only mount of a virtual host at /stigman/: state events, clone, log socket, upload. */
function verdicts(lines: string, main = ''): string | undefined {
  const text = `Listen 80\n${main}\n<VirtualHost *:80>\nServerName a.test\n${lines}\n</VirtualHost>\n`;
  return verdictsIn(text)['http://a.test:80 /stigman/'];
}

function check(cases: Readonly<Record<string, readonly [string, string, string?]>>): void {
  for (const [name, [lines, expected, main]] of Object.entries(cases)) {
    test(name, () => assert.equal(verdicts(lines, main), expected));
  }
}

describe('which mapping answers', () => {
  test('paths beside those of STIG Manager are no mounts', () => {
    const section = `<LocationMatch "^/stigman/(?:api|client)?.*">\nProxyPass ${S}\n</LocationMatch>`;
    const mounts = analyzeText(`Listen 80\n${section}\n`).entries.flatMap((one) => one.mounts);
    assert.deepEqual(
      mounts.map(({ basePath }) => basePath),
      ['/stigman/'],
    );
  });
  check({
    'server level: the first': [
      `ProxyPass /stigman/socket/ ws://stigman:54000/socket/\nProxyPass /stigman/ ${S}`,
      OK,
    ],
    'server level: the general one first takes all': [
      `ProxyPass /stigman/ ${S}\nProxyPass /stigman/socket/ ws://stigman:54000/socket/`,
      'ok ok refused ok',
    ],
    'a <Location> before the server level': [
      `ProxyPass /stigman/socket/ ws://stigman:54000/socket/\n<Location /stigman/>\nProxyPass ${S}\n</Location>`,
      'ok ok refused ok',
    ],
    'of two <Location> the last': [
      `<Location /stigman/>\nProxyPass ${S} upgrade=websocket\n</Location>\n<Location /stigman/socket/>\nProxyPass http://other/\n</Location>`,
      'ok ok unreachable ok',
    ],
    '[P] before all': [
      `<Location /stigman/>\nProxyPass ${S}\n</Location>\nRewriteEngine on\nRewriteCond %{HTTP:Upgrade} websocket [NC]\nRewriteRule ^/stigman/(.*) ws://stigman:54000/$1 [P]`,
      OK,
    ],
    'the main server before the virtual host': [
      `ProxyPass /stigman/ ${S} upgrade=websocket`,
      'unreachable unreachable ok unreachable',
      'ProxyPass /stigman/api/ http://other/',
    ],
    'the main server, though ProxyPassInherit is off': [
      `ProxyPassInherit Off\nProxyPass /stigman/ ${S} upgrade=websocket`,
      'unreachable unreachable ok unreachable',
      'ProxyPass /stigman/api/ http://other/',
    ],
    'an exclusion after the general rule excludes nothing': [
      `ProxyPass /stigman/ ${S} upgrade=websocket\nProxyPass /stigman/socket/ !`,
      OK,
    ],
    'a <LocationMatch> without wildcard maps nothing': [
      `ProxyPass /stigman/ ${S} upgrade=websocket\n<LocationMatch ^/stigman/api/>\nProxyPass http://other/\n</LocationMatch>`,
      OK,
    ],
    'a rule of the main server is not inherited, its engine is': [
      `RewriteRule ^/stigman/api/op/ - [F]\nProxyPass /stigman/ ${S} upgrade=websocket`,
      'refused ok ok ok',
      'RewriteEngine On\nRewriteRule ^/stigman/ - [F]',
    ],
    'a pattern with groups': [`ProxyPassMatch ^/stigman/(.*)$ ${S}$1 upgrade=websocket`, OK],
    'a target without its slash': [
      'ProxyPass /stigman/ http://stigman:54000',
      'unreachable unreachable unreachable unreachable',
    ],
    'TLS toward the target needs SSLProxyEngine': [
      'ProxyPass /stigman/ https://stigman:54000/ upgrade=websocket',
      'unreachable unreachable unreachable unreachable',
    ],
    'a pattern that a linear engine cannot express': [
      `ProxyPassMatch ^/stigman/((?:(?!x).)*)$ ${S}$1`,
      'unknown unknown unknown unknown',
    ],
    'a variable that nothing defines': [
      'ProxyPass /stigman/ ${STIGMAN_URL}/',
      'unknown unknown unknown unknown',
    ],
  });
});

describe('whose parameters count', () => {
  const socket = 'upgrade=websocket';
  check({
    'those of the first mapping with the URL': [
      `ProxyPass /old/ ${S} timeout=20\nProxyPass /stigman/ ${S} ${socket} timeout=300`,
      'cut ok refused ok',
    ],
    'at run time those of the longest URL': [
      `ProxyPass /old/ ${S}api/op timeout=20\nProxyPass /stigman/ ${S} ${socket}`,
      'cut ok ok ok',
    ],
    'those of ProxySet': [
      `ProxyPass /stigman/ ${S}\n<Proxy ${S}>\nProxySet ${socket} timeout=20\n</Proxy>`,
      'cut ok ok ok',
    ],
    "a member's, not the balancer's": [
      `<Proxy balancer://b>\nBalancerMember http://stigman:54000 ${socket} timeout=90\n</Proxy>\nProxyPass /stigman/ balancer://b/ timeout=5`,
      OK,
    ],
    'upgrade=h2c upgrades no WebSocket': [
      `ProxyPass /stigman/ ${S} upgrade=h2c`,
      'ok ok refused ok',
    ],
  });
});

describe('timeouts', () => {
  check({
    'timeout= over ProxyTimeout over Timeout': [
      `Timeout 10\nProxyTimeout 20\nProxyPass /stigman/ ${S} upgrade=websocket timeout=31`,
      OK,
    ],
    'a ProxyTimeout after the mapping counts too': [
      `ProxyPass /stigman/ ${S} upgrade=websocket\nProxyTimeout 20`,
      'cut ok ok ok',
    ],
    'the one before the mapping stays with the worker': [
      `ProxyTimeout 20\nProxyPass /stigman/ ${S} upgrade=websocket\nProxyTimeout 300`,
      'cut ok ok ok',
    ],
    'the log socket has the longer of both sides': [
      `Timeout 20\nProxyPass /stigman/ ${S} upgrade=websocket timeout=20`,
      'cut ok cut ok',
    ],
    'a unit is dropped': [`ProxyPass /stigman/ ${S} upgrade=websocket timeout=5m`, 'cut ok ok ok'],
    'of a repeated parameter the last counts': [
      `ProxyPass /stigman/ ${S} upgrade=websocket timeout=5 timeout=60`,
      OK,
    ],
  });
});

describe('headers of the handshake', () => {
  const map = `ProxyPass /stigman/ ${S} upgrade=websocket\n`;
  const refused = 'ok ok refused ok';
  check({
    'an Upgrade that is changed': [`${map}RequestHeader set Upgrade h2c`, refused],
    'an Upgrade that is edited': [`${map}RequestHeader edit Upgrade websocket h2c`, refused],
    'one that is edited in vain': [`${map}RequestHeader edit Upgrade nothing h2c`, OK],
    'a second Upgrade': [`${map}RequestHeader append Upgrade h2c`, refused],
    'a key that is taken away': [`${map}RequestHeader unset Sec-WebSocket-Key`, refused],
    'another version': [`${map}RequestHeader set Sec-WebSocket-Version 7`, refused],
    'Connection is what httpd makes it': [`${map}RequestHeader set Connection close`, OK],
    'the 101 is not touched by Header': [`${map}Header always set Connection close`, OK],
    'HTTP/1.0 toward the application': [`${map}SetEnv force-proxy-request-1.0 1`, refused],
    'HTTP/1.0 for some clients': [
      `${map}SetEnvIf Remote_Addr ^10\\. force-proxy-request-1.0`,
      'ok ok unknown ok',
    ],
    'a condition that only httpd knows': [
      `${map}SetEnvIf Remote_Addr ^10\\. blocked\nRequestHeader unset Upgrade env=blocked`,
      'ok ok unknown ok',
    ],
  });
});

describe('filters', () => {
  const cat = 'ExtFilterDefine cat mode=output cmd=/bin/cat\n';
  const map = `ProxyPass /stigman/ ${S} upgrade=websocket\n`;
  check({
    'an external one holds': [`${cat}${map}SetOutputFilter cat`, 'held held ok ok'],
    'NONE nearer by takes it away': [
      `${cat}${map}SetOutputFilter cat\n<Location /stigman/>\nSetOutputFilter NONE\n</Location>`,
      OK,
    ],
    'intype= limits it': [
      `ExtFilterDefine cat intype=text/event-stream cmd=/bin/cat\n${map}SetOutputFilter cat`,
      'held ok ok ok',
    ],
    'one for requests does not': [`ExtFilterDefine cat mode=input cmd=/bin/cat\n${map}`, OK],
    'ProxyHTMLEnable holds text, and no Off undoes it': [
      `${map}ProxyHTMLEnable On\n<Location /stigman/>\nProxyHTMLEnable Off\n</Location>`,
      'held ok ok ok',
    ],
    'DEFLATE does not': [`${map}SetOutputFilter DEFLATE`, OK],
    'ModSecurity holds what it is told to inspect': [
      `${map}SecRuleEngine On\nSecResponseBodyAccess On\nSecResponseBodyMimeType text/event-stream`,
      'held ok ok ok',
    ],
  });
});

describe('access', () => {
  const map = `ProxyPass /stigman/ ${S} upgrade=websocket\n`;
  const denied = 'refused refused refused refused';
  const location = (lines: string) => `${map}<Location /stigman/>\n${lines}\n</Location>`;
  check({
    'all denied': [location('Require all denied'), denied],
    'the nearest Require replaces the others': [
      location('Require all granted'),
      OK,
      '<Location />\nRequire all denied\n</Location>',
    ],
    'a <Directory> does not count for what is proxied': [
      map,
      OK,
      '<Directory />\nRequire all denied\n</Directory>',
    ],
    'a <Proxy> does': [map, denied, '<Proxy *>\nRequire all denied\n</Proxy>'],
    credentials: [location('AuthType Basic\nAuthName x\nRequire valid-user'), denied],
    methods: [location('<Limit POST>\nRequire all denied\n</Limit>'), 'ok refused ok refused'],
    'a <Limit> lets in the other methods, whatever stands around it': [
      location('<Limit POST>\nRequire all denied\n</Limit>'),
      'ok refused ok refused',
      '<Location />\nRequire all denied\n</Location>',
    ],
    'so does a <Limit> around Order and Deny': [
      location('<Limit POST>\nOrder allow,deny\nDeny from all\n</Limit>'),
      'ok refused ok refused',
      '<Location />\nDeny from all\n</Location>',
    ],
    'addresses depend on the client': [
      location('Require ip 10.0.0.0/8'),
      'unknown unknown unknown unknown',
    ],
    'an <If> on the Upgrade header': [
      `${map}<If "%{HTTP:Upgrade} == 'websocket'">\nRequire all denied\n</If>`,
      'ok ok refused ok',
    ],
  });
});

describe('virtual hosts', () => {
  const host = (address: string, name: string, lines = '') =>
    `<VirtualHost ${address}>\n${name}\n${lines}\n</VirtualHost>\n`;
  const map = `ProxyPass / ${S} upgrade=websocket`;

  test('one that no name reaches is no entry point', () => {
    const text = `Listen 80\n${host('*:80', 'ServerName a.test')}${host('*:80', 'ServerName A.test', map)}`;
    assert.deepEqual(verdictsIn(text), {});
  });

  test('an alias gets there', () => {
    const second = host('*:80', 'ServerName a.test\nServerAlias *.b.test', map);
    const text = `Listen 80\n${host('*:80', 'ServerName a.test')}${second}`;
    assert.deepEqual(verdictsIn(text), { 'http://www.b.test:80 /': OK });
  });

  test('TLS is told by SSLEngine', () => {
    const text = `Listen 443\n${host('*:443', 'ServerName a.test\nSSLEngine on', map)}`;
    assert.deepEqual(verdictsIn(text), { 'https://a.test:443 /': OK });
  });

  test('the main server answers at ports without one', () => {
    const text = `Listen 80\nListen 81\nServerName m.test\n${map}\n${host('*:81', 'ServerName a.test')}`;
    assert.deepEqual(Object.keys(verdictsIn(text)).sort(), [
      'http://a.test:81 /',
      'http://m.test:80 /',
    ]);
  });
});

describe('what is read together', () => {
  const mapping = `ProxyPass /stigman/ ${S} upgrade=websocket timeout=20\n`;
  const url = 'http://localhost:80 /stigman/';

  test('includes, in the order of their names', () => {
    const files = {
      'apache2.conf':
        'Include ports.conf\nIncludeOptional sites-enabled/*.conf\nIncludeOptional no/*.conf',
      'ports.conf': 'Listen 80',
      'sites-enabled/b.conf': mapping.replace('20', '300'),
      'sites-enabled/a.conf': mapping,
    };
    assert.equal(verdictsIn(files)[url], 'cut ok ok ok');
    assert.deepEqual(
      analyzeFiles(files).files.map((uri) => uri.slice('file:///etc/apache2/'.length)),
      ['apache2.conf', 'ports.conf', 'sites-enabled/a.conf', 'sites-enabled/b.conf'],
    );
  });

  test('a missing include is told, and what is not mapped is unknown then', () => {
    const text = `Listen 80\nInclude gone.conf\nProxyPass /stigman/api/ ${S}api/`;
    assert.equal(verdictsIn(text)[url], 'ok ok unknown ok');
    assert.deepEqual(
      analyzeText(text).remarks.map((remark) => remark.code),
      ['missing-include'],
    );
  });

  test('an include that includes itself ends', () => {
    const files = {
      'apache2.conf': 'Listen 80\nInclude a.conf',
      'a.conf': `Include a.conf\n${mapping}`,
    };
    assert.equal(verdictsIn(files)[url], 'unknown ok ok ok');
    assert.deepEqual(
      analyzeFiles(files).remarks.map((remark) => remark.code),
      ['include-cycle'],
    );
  });

  test('a virtual host whose ways all lead elsewhere, one of them to STIG Manager at another port of this httpd', () => {
    const outer =
      '<VirtualHost *:80>\nServerName a.example.org\nProxyPass /in/ http://127.0.0.1:81/x/ upgrade=websocket\n</VirtualHost>';
    const inner = `<VirtualHost *:81>\nProxyPass /x/ ${S} upgrade=websocket\n</VirtualHost>`;
    const verdicts = verdictsIn(`Listen 80\nListen 81\n${outer}\n${inner}`);
    assert.equal(verdicts['http://a.example.org:80 /in/'], OK);
  });

  test('macros and variables', () => {
    const text = `Listen 80\nDefine HOST stigman:54000\n<Macro map $path>\nProxyPass $path http://\${HOST}/ upgrade=websocket\n</Macro>\nUse Map /stigman/`;
    assert.equal(verdictsIn(text)[url], OK);
  });

  test('a rewrite map names the application, if its file is in sight', () => {
    const rule = 'RewriteRule ^/sm/(.*)$ http://${apps:one|wiki}/$1 [P]';
    const text = `Listen 80\nRewriteEngine On\nRewriteMap apps "txt:/etc/apache2/apps.map"\n${rule}`;
    const files = {
      'apache2.conf': text,
      'apps.map': '# name host\none stigman:54000 # ours\none other\n',
    };
    assert.deepEqual(verdictsIn(files), { 'http://localhost:80 /sm/': 'ok ok refused ok' });
    assert.deepEqual(verdictsIn(text), {});
  });

  test('modules that LoadModule lines name decide <IfModule>', () => {
    const text = (module: string) =>
      `LoadModule proxy_module p.so\nLoadModule proxy_http_module q.so\nListen 80\n<IfModule ${module}>\n${mapping}</IfModule>\n<IfModule !${module}>\nProxyPass /stigman/ ${S}\n</IfModule>`;
    assert.equal(verdictsIn(text('mod_proxy.c'))[url], 'cut ok ok ok');
    assert.equal(verdictsIn(text('ssl_module'))[url], 'ok ok refused ok');
  });

  test('a fragment with some of the LoadModule lines does not tell which modules are missing', () => {
    const text = `LoadModule brotli_module b.so\nListen 80\nProxyPass /stigman/ ${S} upgrade=websocket`;
    const analysis = analyzeFiles({ 'conf.d/stigman.conf': text }, 'conf.d/stigman.conf');
    const [mount] = analysis.entries.flatMap((entry) => entry.mounts);
    assert.equal(mount?.deliveries[0]?.route.outcome, 'application');
  });

  test('without them both ways are tried', () => {
    const text = `Listen 80\n<IfModule mod_x.c>\nProxyTimeout 20\n</IfModule>\nProxyPass /stigman/ ${S} upgrade=websocket`;
    assert.equal(verdictsIn(text)[url], 'unknown ok ok ok');
  });

  test('a mount that needs the module is judged as it stands', () => {
    const text = `Listen 80\n<IfModule mod_ssl.c>\n<VirtualHost *:80>\nServerName a.test\nProxyPass /stigman/ ${S}\n</VirtualHost>\n</IfModule>`;
    assert.deepEqual(verdictsIn(text), { 'http://a.test:80 /stigman/': 'ok ok refused ok' });
  });

  test("Debian's mods-enabled beside a site tells the modules", () => {
    const files = {
      'apache2.conf':
        'IncludeOptional mods-enabled/*.load\nListen 80\nInclude sites-enabled/a.conf',
      'mods-enabled/proxy.load': 'LoadModule proxy_module p.so',
      'mods-enabled/proxy_http.load': 'LoadModule proxy_http_module p.so',
      'sites-enabled/a.conf': `<IfModule mod_ssl.c>\nProxyTimeout 5\n</IfModule>\nProxyPass /stigman/ ${S} upgrade=websocket`,
    };
    assert.equal(verdictsIn(files)[url], OK);
  });
});

test('an Upgrade header that every request is given makes upgrades of plain ones', () => {
  const text = (value: string) =>
    `Listen 80\nRequestHeader set Upgrade ${value}\nProxyPass /stigman/ ${S} upgrade=websocket`;
  const url = 'http://localhost:80 /stigman/';
  assert.equal(verdictsIn(text('websocket'))[url], 'unreachable unreachable ok unreachable');
  assert.equal(verdictsIn(text('websocket env=X'))[url], OK);
  assert.equal(verdictsIn(text('%{X}e'))[url], 'unknown unknown unknown unknown');
  assert.equal(verdictsIn(text('h2c'))[url], 'ok ok refused ok');
});

test('so few workers that open streams take them all leave open what comes of the rest', () => {
  const mapping = `ProxyPass /stigman/ ${S} upgrade=websocket`;
  assert.equal(verdicts(mapping, 'MaxRequestWorkers 4'), 'unknown unknown unknown unknown');
  assert.equal(verdicts(mapping, 'MaxRequestWorkers 150'), OK);
});

describe('fragments', () => {
  test('a mapping as documentation writes it, without /api', () => {
    const text = 'ProxyPass /op/state/sse http://backend:3001/op/state/sse';
    assert.deepEqual(verdictsIn(text), { 'http://localhost:80 /': 'ok unknown unknown unknown' });
  });

  test('what a fragment does not map is unknown', () => {
    assert.deepEqual(verdictsIn(`ProxyPass /stigman/api/ ${S}api/`), {
      'http://localhost:80 /stigman/': 'ok ok unknown ok',
    });
  });
});
