import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeLenses } from '../../server/src/service/code-lens.ts';
import { inlayHints } from '../../server/src/service/inlay-hints.ts';
import { routeMap } from '../../server/src/service/route-map.ts';
import { stigManager } from '../../server/src/stigman/application.ts';
import { dialectOf, inspectedText, ROOT } from '../support/inspected.ts';

const TEXT = `http {
  proxy_read_timeout 20s;
  server {
    listen 443 ssl;
    location /stigman/ {
      proxy_pass http://stigman:54000/;
    }
  }
}
`;
const inspected = inspectedText(dialectOf('nginx'), TEXT);
const everywhere = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };

describe('overview of a mount', () => {
  it('is told above its location', () => {
    const [lens, ...more] = codeLenses(ROOT, [inspected], stigManager, 'show');
    assert.equal(more.length, 0);
    assert.equal(lens?.range.start.line, 4);
    assert.equal(
      lens?.command?.title,
      'STIG Manager at /stigman/: state events cut · clone progress ok · log socket refused · review upload refused',
    );
  });
  it('shows what is in force but not written there', () => {
    const labels = inlayHints(ROOT, everywhere, [inspected]).map((hint) => hint.label);
    assert.deepEqual(labels, ['timeout 20 s (inherited)', 'buffered (default)']);
    assert.deepEqual(
      inlayHints(ROOT, { ...everywhere, end: { line: 2, character: 0 } }, [inspected]),
      [],
    );
  });
  it('shows nothing of what a mapping of httpd says itself', () => {
    const mapping = 'ProxyPass /stigman/ http://stigman:54000/';
    const labels = (text: string) => {
      const read = inspectedText(dialectOf('apacheconf'), `Timeout 40\n${text}\n`);
      return inlayHints(read.analysis.root, everywhere, [read]).map((hint) => hint.label);
    };
    assert.deepEqual(labels(mapping), ['timeout 40 s (inherited)']);
    assert.deepEqual(labels(`${mapping} timeout=50`), []);
  });
  it('draws every endpoint with its way, settings and reasons', () => {
    const [group] = routeMap([inspected], stigManager);
    assert.equal(`${group?.url}${group?.basePath}`, 'https://localhost:443/stigman/');
    assert.deepEqual(
      group?.rows.map((row) => row.verdict),
      ['cut', 'ok', 'ok', 'ok', 'refused', 'refused'],
    );
    const [events] = group?.rows ?? [];
    assert.equal(events?.upstream, 'stigman:54000/api/op/state/sse');
    assert.equal(events?.settings[0]?.text, 'proxy_read_timeout 20s (inherited)');
    assert.equal(events?.settings[0]?.target.range.start.line, 1);
    assert.match(events?.reasons[0]?.text ?? '', /20 s/);
  });
});
