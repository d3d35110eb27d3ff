import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { vocabulary } from '../../../server/src/dialects/apache/language.ts';
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
