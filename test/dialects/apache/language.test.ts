import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { vocabulary } from '../../../server/src/dialects/apache/language.ts';
import { sinceData } from '../../../server/src/dialects/apache/since-data.ts';
import { summaryData } from '../../../server/src/dialects/apache/summary-data.ts';
import { syntaxData } from '../../../server/src/dialects/apache/syntax-data.ts';
import { directiveEntries } from '../../../server/src/dialects/apache/vocabulary.ts';

describe('documentation of httpd directives', () => {
  test('syntax, summary and default of a directive', () => {
    const doc = vocabulary.describe('requestheader', undefined);
    assert.match(doc?.syntax[0] ?? '', /^add\|append\|/);
    assert.match(doc?.summary ?? '', /request header/);
    assert.equal(vocabulary.describe('ProxyPreserveHost', undefined)?.default, 'Off');
  });
  test('a section is shown with both brackets', () => {
    const doc = vocabulary.describe('Location', undefined);
    assert.equal(doc?.name, '<Location');
    assert.deepEqual(doc?.syntax, ['URL-path|URL>']);
  });
  test('the version that a directive came with, itself or with its module, and what it learnt later', () => {
    const since = (name: string) => vocabulary.describe(name, undefined)?.since;
    assert.equal(since('cgipassauth'), '2.4.13');
    assert.equal(since('RemoteIPHeader'), '2.4');
    assert.equal(since('RemoteIPProxyProtocol'), '2.4.31');
    assert.equal(since('ProxyErrorOverride'), '2.4.47 for a list of status codes');
    assert.equal(since('HeartbeatMaxServers'), '2.3, 2.4.55 for 0');
    assert.equal(since('SSLProxyCheckPeerName'), '2.4.5, 2.4.30 in a proxy section');
    assert.equal(since('ProxyPassReverse'), '');
  });
  test('versions are of directives and modules of the manual, one each', () => {
    const entries = [...directiveEntries().values()];
    const known = new Set(entries.flatMap(({ name, module }) => [name, module]));
    const listed = Object.entries(sinceData).map(([text, of]) => [text, of.split(' ')] as const);
    const all = listed.flatMap(([, of]) => of);
    const bare = listed.flatMap(([text, of]) => (text.includes(' ') ? [] : of));
    assert.deepEqual(
      all.filter((name) => !known.has(name)),
      [],
    );
    assert.equal(new Set(bare).size, bare.length);
  });
  test('every form and summary belongs to a directive of the manual', () => {
    const documented = [...syntaxData.map((line) => line.split(' ')[0] ?? ''), ...names()];
    const unknown = documented.filter((name) => !directiveEntries().has(name.toLowerCase()));
    assert.deepEqual(unknown, []);
  });
  test('no directive has two summaries', () => {
    assert.equal(new Set(names()).size, names().length);
  });
});

function names(): readonly string[] {
  return summaryData.map(([name]) => name.toLowerCase());
}
