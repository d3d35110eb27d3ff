import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  levels,
  optionData,
  providers,
} from '../../../server/src/dialects/apache/checks/option-data.ts';
import { apache } from '../../../server/src/dialects/apache/index.ts';
import { type ApacheTester, apacheTester } from '../../support/apache-binary.ts';
import { languageFaults } from '../../support/language-faults.ts';

const ROOT = 'file:///srv/apache2.conf';

/** What OpenSSL's build or a release of httpd decides, and words to which a sign or a number belongs. */
const LEFT_ALONE = /sslv[23]|compatenvvars|(?:name|description)width/i;
const ODD = ['x', '+None', 'on,off', '"a b"'];
const LINES = [
  ...Object.entries(optionData).flatMap(([name, { words }]) =>
    [...words, words[0]?.toUpperCase(), `+${words.at(-1)}`, `-${words[1]}`, ...ODD].map(
      (written) => `${name} ${written}`,
    ),
  ),
  'Options +Indexes FollowSymLinks',
  'SSLProtocol all -SSLv3 +TLSv1.3',
  ...levels.map((level) => `LogLevel ${level} ssl:${level}`),
  ...['warning', 'trace9', 'ssl:', 'ssl:inf', 'debug,info', 'Warn'].map(
    (each) => `LogLevel ${each}`,
  ),
  ...['All', 'none', 'AuthConfig Limit', 'AuthConfig,Limit', 'Foo', 'Nonfatal=x', 'FileInf'].map(
    (each) => `AllowOverride ${each}`,
  ),
  ...providers.slice(0, 4).map((provider) => `Require ${provider.toUpperCase()} x`),
  ...[
    ...['all granted', 'all Denied', 'all', 'all grant', 'all granted x', 'All granted', 'ip 10'],
    ...['ip', 'ip foo', 'ip ::1 10.0.0.0/8', 'ip 1.2.3.4,5.6.7.8', 'valid_user', 'valid-user'],
    ...['not ip 10', 'not all granted', 'not', 'local', 'host x.y', 'not Valid-User', 'ip all'],
  ].map((each) => `Require ${each}`),
  ...[
    '0',
    '-1',
    'x',
    '1m',
    '5',
    '+5',
    '05',
    '0x5',
    '5.5',
    '100',
    '511',
    '512',
    '5ms',
    '10mi',
    '5h',
  ].flatMap((each) =>
    'KeepAliveTimeout ProxyTimeout LimitRequestBody ProxyIOBufferSize ProxyReceiveBufferSize H2MaxSessionStreams H2MaxWorkers H2MaxDataFrameLen H2Padding H2PushDiarySize H2StreamTimeout H2WindowSize SendBufferSize ReceiveBufferSize DeflateCompressionLevel DeflateMemLevel DeflateBufferSize BrotliCompressionQuality ListenBacklog LimitInternalRecursion LimitXMLRequestBody SSLVerifyDepth SSLSessionCacheTimeout'
      .split(' ')
      .map((name) => `${name} ${each}`),
  ),
  ...[
    ...['A3600', 'a3600', '3600', 'access', 'access 1 month', 'now plus 1 d 2 h', 'foo plus 1 day'],
    ...['access plus 1', 'access plus one day', 'access plus 1 mnth', 'access minus 1 day'],
  ].flatMap((each) => [`ExpiresDefault "${each}"`, `ExpiresByType text/html "${each}"`]),
  ...['404', '4O4', '40', 'x', '404x'].map((each) => `ErrorDocument ${each} /x`),
  ...['timeout=0', 'timeout=x', 'timeout=5', 'ttl=0', 'ttl=9', 'timeout='].map(
    (each) => `ProxyPass /a http://localhost/ ${each}`,
  ),
];

/** A line where it is legal: in a folder, a virtual host of its own where lines add up, else at server level. */
function placed(line: string): string {
  if (/^(?:allow(?:override)?|deny|indexoptions|require|order|satisfy|authmerging)\b/i.test(line)) {
    return `<Directory /a>\n${line}\n</Directory>\n`;
  }
  return /^http/.test(line) ? `<VirtualHost *:9>\n${line}\n</VirtualHost>\n` : `${line}\n`;
}

describe('the values of directives and apache2 -t', () => {
  let tester: ApacheTester | undefined;
  before(async () => {
    tester = await apacheTester();
  });
  after(() => tester?.close());

  test('agree', async (t) => {
    if (!tester) return t.skip('apache2 is not installed');
    const lines = LINES.filter((line) => !LEFT_ALONE.test(line));
    const legal = lines.filter((line) => errorsIn(line).length === 0);
    const all = await tester.test(legal.map(placed).join(''));
    assert.equal(all.message, '', `${legal.length} lines`);
    const wrong: string[] = [];
    for (const line of lines.filter((each) => errorsIn(each).length > 0)) {
      const { accepted } = await tester.test(placed(line));
      if (accepted) wrong.push(`${line}: ${errorsIn(line)[0]?.message}`);
    }
    t.diagnostic(`${legal.length} lines accepted by both, ${lines.length - legal.length} refused`);
    assert.deepEqual(wrong, []);
  });
});

function errorsIn(line: string) {
  const faults = languageFaults(apache, { [ROOT]: placed(line) }, ROOT);
  return faults.filter(({ severity }) => severity === 'error');
}
