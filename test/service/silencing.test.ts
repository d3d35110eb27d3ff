import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnosticsOf } from '../../server/src/service/diagnostics.ts';
import { fixDataIn } from '../../server/src/service/fixes.ts';
import { applyEdits } from '../../server/src/text/edits.ts';
import { LineIndex } from '../../server/src/text/lines.ts';
import { dialectOf, inspectedText, ROOT } from '../support/inspected.ts';

const options = { versionOf: () => undefined, pages: '' };

function diagnosticsIn(language: string, text: string) {
  return diagnosticsOf(ROOT, [inspectedText(dialectOf(language), text)], options);
}

/** A text after “Ignore … here” of its first diagnostic with a code. */
function silenced(language: string, text: string, code: string): string {
  const diagnostic = diagnosticsIn(language, text).find((each) => each.code === code);
  const fix = diagnostic && fixDataIn(diagnostic)?.fixes.at(-1);
  assert.equal(fix?.title, `Ignore ${code} here`);
  const lines = new LineIndex(text);
  const edits = (fix.edits[ROOT] ?? []).map(({ range, newText }) => ({
    start: lines.offset(range.start.line, range.start.character),
    end: lines.offset(range.end.line, range.end.character),
    newText,
  }));
  return applyEdits(text, edits);
}

describe('the comment that silences a finding', () => {
  it('stands above a continued line of httpd, and covers all of it', () => {
    const text =
      '<VirtualHost *:80>\n  ProxyPass /stigman/ http://stigman:54000/ \\\n    timeout=10 \\\n    foo=bar\n</VirtualHost>\n';
    const after = silenced('apacheconf', text, 'worker-parameter');
    assert.match(after, /^<VirtualHost \*:80>\n {2}# stigman-proxy-lint-ignore worker-parameter/);
    const codes = diagnosticsIn('apacheconf', after).map(({ code }) => code);
    assert.ok(!codes.includes('worker-parameter'), codes.join());
    assert.ok(!codes.includes('unused-ignore'), codes.join());
    assert.ok(codes.includes('short-read-timeout'), codes.join());
  });
  it('stands above a directive of nginx over several lines, and covers all of it', () => {
    const text =
      'server {\n  location /stigman/ {\n    proxy_pass http://stigman:54000/;\n    proxy_buffering\n      maybe;\n  }\n}\n';
    const after = silenced('nginx', text, 'invalid-flag');
    assert.match(
      after,
      /;\n {4}# stigman-proxy-lint-ignore invalid-flag -- reason\n {4}proxy_buff/,
    );
    const codes = diagnosticsIn('nginx', after).map(({ code }) => code);
    assert.ok(!codes.includes('invalid-flag'), codes.join());
  });
});
