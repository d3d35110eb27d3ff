import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { apache } from '../../../server/src/dialects/apache/index.ts';
import { type FaultAt, languageFaults } from '../../support/language-faults.ts';

const ROOT = 'file:///etc/apache2/apache2.conf';
const PART = 'file:///srv/part.conf';

function faultsOf(text: string, root = ROOT): readonly FaultAt[] {
  return languageFaults(apache, { [root]: text }, root);
}

/** Each fault as "line severity code: what it stands on". */
function told(text: string, root = ROOT): readonly string[] {
  return faultsOf(text, root).map(
    ({ line, severity, code, written }) => `${line} ${severity} ${code}: ${written}`,
  );
}

describe('unknown directives', () => {
  test('a misspelling is an error with its correction', () => {
    const [fault, ...others] = faultsOf('SSLEngin on\n');
    assert.deepEqual(others, []);
    assert.equal(fault?.code, 'unknown-directive');
    assert.equal(fault?.severity, 'error');
    assert.equal(fault?.replacement, 'SSLEngine');
  });
  test('any case, and what module defines it, does not matter', () => {
    assert.deepEqual(told('sslengine On\nMDomain a.example.com\nMaxSpareServers 3\n'), []);
  });
  test('a name that is near to none may be of a module', () => {
    assert.deepEqual(told('FrobnicateAll on\n'), [
      '1 information unknown-directive: FrobnicateAll',
    ]);
  });
  test('directives of known modules of third parties are left alone', () => {
    const names = 'SecRuleEngine OIDCClientID MellonEnable PassengerRoot WSGIScriptAlias php_value';
    for (const name of names.split(' ')) assert.deepEqual(told(`${name} x\n`), [], name);
  });
  test('templates are left alone', () => {
    assert.deepEqual(told('{{ extra }}\n{% if a %}\n@@NAME@@ on\n'), []);
  });
  test('a section without brackets and a directive with them', () => {
    const text = 'Location /a\n<Timeout 3>\n</Timeout>\n';
    assert.deepEqual(told(text), [
      '1 error unknown-directive: Location',
      '2 error unknown-directive: Timeout',
    ]);
  });
  test('a misspelt section offers no edit that would leave its end behind', () => {
    const [fault] = faultsOf('<Locaton /a>\n</Locaton>\n');
    assert.match(fault?.message ?? '', /Write <Location/);
    assert.equal(fault?.replacement, undefined);
  });
});

describe('open and closed conditions', () => {
  test('what an open condition may leave out is a warning', () => {
    const text = '<IfModule mod_ssl.c>\nSSLEngin on\n</IfModule>\n';
    assert.deepEqual(told(text), ['2 warning unknown-directive: SSLEngin']);
  });
  test('what is not read is not judged', () => {
    const skipped = ['IfDefine Nowhere', 'IfModule !mod_ssl.c', 'IfVersion < 2.2'];
    for (const head of skipped) {
      assert.deepEqual(told(`<${head}>\nSSLEngin on\n</${head.split(' ')[0]}>\n`), [], head);
    }
  });
  test('what is not read must end', () => {
    const unclosed = (head: string) => `<${head}>\nServerAdmin a@b\n`;
    assert.deepEqual(told(unclosed('IfModule mod_ssl.c')), []);
    assert.deepEqual(told(`LoadModule ssl_module x.so\n${unclosed('IfModule !mod_ssl.c')}`), [
      '2 error unclosed-section: <IfModule !mod_ssl.c>',
    ]);
    assert.deepEqual(told(unclosed('IfVersion < 2.2')), [
      '1 error unclosed-section: <IfVersion < 2.2>',
    ]);
    assert.deepEqual(told(unclosed('IfDefine Nowhere')), [
      '1 warning unclosed-section: <IfDefine Nowhere>',
    ]);
  });
  test('a module that the list of modules lacks takes its section with it', () => {
    const modules = 'LoadModule authz_core_module x.so\n';
    assert.deepEqual(told(`${modules}<IfModule mod_ssl.c>\nSSLEngin on\n</IfModule>\n`), []);
  });
});

describe('modules', () => {
  const modules = 'LoadModule authz_core_module x.so\nLoadModule proxy_module x.so\n';
  test('a directive of a module that is not loaded', () => {
    assert.deepEqual(told(`${modules}ProxyTimeout 9\nSSLEngine on\n`), [
      '4 warning module-not-loaded: SSLEngine',
    ]);
  });
  test('is not told where the list of modules is not in sight', () => {
    assert.deepEqual(told('SSLEngine on\n'), []);
    assert.deepEqual(told('LoadModule proxy_module x.so\nSSLEngine on\n'), []);
    assert.deepEqual(told(`${modules}Include elsewhere.conf\nSSLEngine on\n`), []);
  });
});

describe('contexts', () => {
  test('of sections', () => {
    const text = `<VirtualHost *:80>
Listen 81
<Location /a>
ServerName x
ProxyTimeout 3
<Directory /b>
</Directory>
</Location>
<If "true">
ProxyPass / http://a/
</If>
AllowOverride None
</VirtualHost>
`;
    assert.deepEqual(told(text), [
      '2 error wrong-context: Listen',
      '4 error wrong-context: ServerName',
      '5 error wrong-context: ProxyTimeout',
      '6 error wrong-context: Directory',
      '10 error wrong-context: ProxyPass',
      '12 error wrong-context: AllowOverride',
    ]);
  });
  test('a section within a virtual host is judged by itself', () => {
    const text =
      '<VirtualHost *:80>\n<Directory /a>\nAllowOverride None\nRequire all granted\n</Directory>\n</VirtualHost>\n';
    assert.deepEqual(told(text), []);
  });
  test('conditions and included files keep what is around them', () => {
    const texts = {
      [ROOT]: '<Location /a>\n<IfModule proxy_module>\nInclude a.conf\n</IfModule>\n</Location>\n',
      'file:///etc/apache2/a.conf': 'ProxyTimeout 3\n',
    };
    const faults = languageFaults(apache, texts, ROOT);
    assert.deepEqual(
      faults.map(({ code, severity, place }) => [code, severity, place.uri]),
      [['wrong-context', 'warning', 'file:///etc/apache2/a.conf']],
    );
  });
  test('a fragment may stand anywhere, until a line shows its level', () => {
    assert.deepEqual(told('Require all granted\nAllowOverride None\n', PART), []);
    assert.deepEqual(told('Require all granted\nListen 80\n', PART), [
      '1 error wrong-context: Require',
    ]);
  });
  test('an .htaccess file', () => {
    const text = 'RewriteEngine On\nRewriteRule ^a$ /b [R]\nProxyPass / http://a/\n';
    assert.deepEqual(told(text, 'file:///srv/www/.htaccess'), ['3 error wrong-context: ProxyPass']);
  });
  test('only requirements stand in <RequireAll>', () => {
    const text =
      '<Location /a>\n<RequireAll>\nRequire all granted\nHeader set a b\n</RequireAll>\n</Location>\n';
    assert.deepEqual(told(text), ['4 error wrong-context: Header']);
  });
});

describe('arguments', () => {
  test('too many, too few, none', () => {
    const text =
      'Timeout\nTimeout 1 2\nServerName ""\nErrorDocument 404\nRewriteRule ^a\nAddType a\n<Location>\n</Location>\n<Location /a /b>\n</Location>\n';
    const lines = faultsOf(text).map(({ line, code }) => `${line} ${code}`);
    assert.deepEqual(
      lines,
      [1, 2, 3, 4, 5, 6, 7, 9].map((line) => `${line} argument-count`),
    );
  });
  test('what httpd takes', () => {
    const text =
      'ProxyPreserveHost On anything\n<Location ~ "^/a">\n</Location>\nRewriteRule a b [P] # x\nDirectoryIndex\nAddType a/b .c .d .e\nServerName "a.example.com"\n';
    assert.deepEqual(told(text), []);
  });
  test('open variables and values of several words are left alone', () => {
    assert.deepEqual(told('Timeout ${T} ${U}\nDefine A "1 2"\nTimeout ${A}\n'), []);
  });
  test('switches', () => {
    assert.deepEqual(told('KeepAlive yes\nProxyPreserveHost\nSSLEngine oN\nSSLEngine optional\n'), [
      '1 error invalid-flag: yes',
      '2 error invalid-flag: ProxyPreserveHost',
    ]);
  });
});

describe('mappings', () => {
  test('a parameter that httpd does not know', () => {
    const [fault, ...others] = faultsOf(
      'ProxyPass /a http://b/ flushpacket=on timeout=9 nocanon\nProxyPass /b balancer://c lbmethod=byrequests\n',
    );
    assert.deepEqual(others, []);
    assert.equal(fault?.code, 'worker-parameter');
    assert.equal(fault?.replacement, 'flushpackets=on');
  });
  test('what none but a mapping takes', () => {
    const text =
      'ProxyPass /a http://b/ mapping=Encoded noquery\n<Proxy balancer://c>\nBalancerMember http://d nocanon\n</Proxy>\n';
    assert.deepEqual(told(text), ['3 error worker-parameter: nocanon']);
  });
  test('a path within a location', () => {
    const text =
      '<Location /a>\nProxyPass /a http://b/\nProxyPassReverse /a http://b/\n</Location>\n<Location /c>\nProxyPass http://b/ timeout=3\nProxyPassReverse http://b/\n</Location>\n';
    assert.deepEqual(told(text), ['2 error path-in-location: /a', '3 error path-in-location: /a']);
  });
  test('a member that names its balancer first', () => {
    const text =
      'BalancerMember balancer://c http://b route=1\n<Proxy balancer://c>\nBalancerMember http://b route=1 http://d\n</Proxy>\n';
    assert.deepEqual(told(text), ['3 error worker-parameter: http://d']);
  });
  test('words that are no name=value', () => {
    assert.deepEqual(told('ProxyPass /a http://b/ c\nProxyPass /a\n'), [
      '1 error worker-parameter: c',
      '2 error argument-count: ProxyPass /a',
    ]);
  });
});

describe('header actions', () => {
  test('what httpd does not know', () => {
    const text =
      'Header append2 a b\nRequestHeader note a b\nRequestHeader always set a b\nHeader always\n';
    assert.deepEqual(told(text), [
      '1 error header-action: append2',
      '2 error header-action: note',
      '3 error header-action: always',
      '4 error header-action: Header always',
    ]);
    assert.equal(faultsOf('Header apend a b\n')[0]?.replacement, 'append');
  });
  test('what it takes', () => {
    const text =
      'Header always SET a b\nHeader onsuccess unset a\nHeader edit* a b c\nRequestHeader unset a\nHeader ${how} a b\n';
    assert.deepEqual(told(text), []);
  });
});

describe('values', () => {
  test('a word that a directive does not take, with the one that is meant', () => {
    const [fault, ...others] = faultsOf('Options +Indexes +FollowSymlink\n');
    assert.deepEqual(others, []);
    assert.equal(fault?.code, 'option-value');
    assert.equal(fault?.replacement, '+FollowSymLinks');
  });
  test('options with and without sign', () => {
    const text = 'Options Indexes +MultiViews\nOptions +All\n';
    assert.deepEqual(told(text), [
      '1 error option-value: +MultiViews',
      '2 error option-value: +All',
    ]);
  });
  test('levels of modules', () => {
    assert.deepEqual(told('LogLevel info ssl:warning rewrite:trace3\n'), [
      '1 error option-value: ssl:warning',
    ]);
  });
  test('requirements', () => {
    const text =
      '<Location /a>\nRequire all grant\nRequire not ip 10\nRequire ip foo\nRequire valid_user\nRequire claim sub:x\nRequire ip 10 ${net}\n<RequireAll>\nRequire not ip 10\nRequire all granted\n</RequireAll>\n</Location>\n';
    assert.deepEqual(told(text), [
      '2 error requirement: grant',
      '3 error requirement: Require not ip 10',
      '4 error requirement: foo',
      '5 error requirement: valid_user',
    ]);
  });
  test('numbers', () => {
    assert.deepEqual(
      told('LimitRequestBody 40m\nProxyTimeout 0\nTimeout 0\nErrorDocument 4O4 /x\n'),
      ['1 error number-value: 40m', '2 error number-value: 0', '4 error number-value: 4O4'],
    );
    assert.deepEqual(told('ProxyPass /a http://b/ timeout=0 ttl=9\n'), [
      '1 error number-value: timeout=0',
    ]);
  });
  test('open values are left alone', () => {
    assert.deepEqual(told('Options ${o}\nLogLevel ${l}\nProxyTimeout ${t}\n'), []);
  });
});

describe('certificates', () => {
  const host = '<VirtualHost *:443>\nSSLEngine on\n</VirtualHost>\n';
  const other = '<VirtualHost *:444>\nSSLEngine on\nSSLCertificateFile /a.pem\n</VirtualHost>\n';
  test('a virtual host with TLS and without one', () => {
    assert.deepEqual(told(other + host), ['6 warning missing-certificate: SSLEngine on']);
    assert.deepEqual(told(host.replace(' on', ' optional')), []);
  });
  test('one of the main server, or of mod_md, is enough', () => {
    assert.deepEqual(told(`SSLCertificateFile /a.pem\n${host}`), []);
    assert.deepEqual(told(`MDomain a.example.com\n${host}`), []);
  });
  test('what is not in sight may bring one', () => {
    assert.deepEqual(told(host, PART), []);
    assert.deepEqual(told(`IncludeOptional tls/*.conf\n${host}`), []);
    const open = '<IfDefine TLS>\nSSLCertificateFile /a.pem\n</IfDefine>\n';
    assert.deepEqual(told(open + host), []);
  });
});

describe('macros and variables', () => {
  const macro = '<Macro Site $name>\nServerAdmin $name\n</Macro>\n';
  test('use of a macro', () => {
    assert.deepEqual(told(`${macro}Use Site a\nUse site b\nUse Sites a\nUse Site a b\n`), [
      '6 error undefined-macro: Sites',
      '7 error macro-arguments: Use Site a b',
    ]);
  });
  test('a second definition only warns', () => {
    assert.deepEqual(told(macro + macro), ['4 warning duplicate-macro: Site']);
  });
  test('a macro may stand in what is not in sight', () => {
    assert.deepEqual(told('Use Site a\n', PART), []);
    assert.deepEqual(told('IncludeOptional macros/*.conf\nUse Site a\n'), []);
  });
  test('what a macro holds is judged where it is used, once', () => {
    const text = '<Macro M $a>\nTimeoutt $a\n</Macro>\n';
    assert.deepEqual(told(text), []);
    assert.deepEqual(told(`${text}Use M 1\nUse M 2\n`), ['2 error unknown-directive: Timeoutt']);
  });
  test('variables: the environment may define any, but for a misspelling or a later Define', () => {
    const text =
      'ServerAdmin ${later}\nDefine later a\nDefine backend b\nServerName ${backnd}\nServerAlias ${APACHE_LOG_DIR}\n';
    const faults = told(text).filter((fault) => fault.includes('undefined-variable'));
    assert.deepEqual(faults, [
      '1 warning undefined-variable: ${later}',
      '4 warning undefined-variable: ${backnd}',
    ]);
  });
});
