import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signatureAt } from '../../server/src/service/signature.ts';
import { LineIndex } from '../../server/src/text/lines.ts';
import { dialectOf, inspectedText, ROOT } from '../support/inspected.ts';

/** The form that is shown at the `|` of a text, the argument at the cursor in angle quotes. */
function shown(language: string, marked: string): string | undefined {
  const at = marked.indexOf('|');
  const text = marked.slice(0, at) + marked.slice(at + 1);
  const position = new LineIndex(text).position(at);
  const help = signatureAt(ROOT, position, [inspectedText(dialectOf(language), text)]);
  const form = help?.signatures[help.activeSignature ?? 0];
  const label = form?.parameters?.[help?.activeParameter ?? 0]?.label;
  if (!form || !Array.isArray(label)) return form?.label;
  const [start, end] = label;
  return `${form.label.slice(0, start)}«${form.label.slice(start, end)}»${form.label.slice(end)}`;
}

describe('the forms of a directive whose arguments are typed', () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['nginx', 'location / {\n  proxy_set_header |\n}', 'proxy_set_header «field» value'],
    ['nginx', 'location / {\n  proxy_set_header Host $h|;\n}', 'proxy_set_header field «value»'],
    ['nginx', 'location / {\n  proxy_buffering o|;\n}', 'proxy_buffering «on | off»'],
    ['nginx', 'location / {\n  proxy_|\n}', undefined],
    ['nginx', 'location / {\n  # proxy_pass |\n}', undefined],
    ['nginx', 'location / {\n  no_such_thing |;\n}', undefined],
    ['haproxy', 'backend b\n  server |\n', 'server «<name>» <address>[:port] [params]'],
    ['haproxy', 'backend b\n  timeout server |\n', 'timeout server «<time>»'],
    ['apacheconf', 'SSLEngine |\n', 'SSLEngine «on|off|optional»'],
  ];
  for (const [language, text, expected] of cases)
    it(`${language}: ${text.trim()}`, () => assert.equal(shown(language, text), expected));
  it('have no argument at the cursor where it is not certain which it is', () => {
    assert.equal(
      shown('nginx', 'location / {\n  proxy_buffering on x|;\n}'),
      'proxy_buffering on | off',
    );
    assert.match(
      shown('nginx', 'server {\n  listen 80 |;\n}') ?? '',
      /^listen address\[:port\] \[/,
    );
  });
});
