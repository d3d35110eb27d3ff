import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verdictOf } from '../../../server/src/delivery/verdict.ts';
import { stigManager } from '../../../server/src/stigman/application.ts';
import { analyzeFiles } from './served.ts';

const SITE = 'server { listen 80; location / { proxy_pass http://stigman:54000; } }';

function firstVerdict(files: Readonly<Record<string, string>>): string | undefined {
  const delivery = analyzeFiles(files).entries[0]?.mounts[0]?.deliveries[0];
  return delivery && verdictOf(delivery, stigManager);
}

describe('includes', () => {
  it('start at the main file, also from a file in another folder', () => {
    const files = {
      'nginx.conf': 'http { include conf.d/a.conf; }',
      'conf.d/a.conf': 'include sites/b.conf;',
      'sites/b.conf': SITE,
    };
    assert.equal(firstVerdict(files), 'ok');
    assert.deepEqual(
      analyzeFiles(files).files.map((uri) => uri.replace('file:///etc/nginx/', '')),
      ['nginx.conf', 'conf.d/a.conf', 'sites/b.conf'],
    );
  });
  it('take globs, which may match nothing', () => {
    const files = {
      'nginx.conf': 'http { include none/*.conf; include conf.d/?.conf; }',
      'conf.d/a.conf': SITE,
    };
    assert.equal(firstVerdict(files), 'ok');
    assert.deepEqual(analyzeFiles(files).remarks, []);
  });
  it('look up absolute paths of an installation beside the root', () => {
    const analysis = analyzeFiles({
      'nginx.conf': 'http { include /etc/nginx/conf.d/a.conf; }',
      'conf.d/a.conf': SITE,
    });
    assert.equal(analysis.entries.length, 1);
  });
  it('leave open what a missing file of the server would decide', () => {
    const text =
      'http { server { listen 80; include gone.conf; location / { proxy_pass http://stigman:54000; } } }';
    assert.equal(firstVerdict({ 'nginx.conf': text }), 'unknown');
    assert.deepEqual(
      analyzeFiles({ 'nginx.conf': text }).remarks.map((remark) => remark.code),
      ['missing-include'],
    );
  });
  it('announce a cycle and go on', () => {
    const analysis = analyzeFiles({
      'nginx.conf': `http { include a.conf; ${SITE} }`,
      'a.conf': 'include b.conf;',
      'b.conf': 'include a.conf;',
    });
    assert.deepEqual(
      analysis.remarks.map((remark) => remark.code),
      ['include-cycle'],
    );
    assert.equal(analysis.entries.length, 1);
  });
  it('judge fragments in an assumed surrounding', () => {
    const fragment = (text: string) => analyzeFiles({ 'nginx.conf': text }).entries[0]?.url;
    assert.equal(
      fragment('location /stigman/ { proxy_pass http://stigman:54000/; }'),
      'http://localhost:80',
    );
    assert.equal(fragment(SITE), 'http://localhost:80');
  });
  it('survive thousands of nested blocks', () => {
    const depth = 10_000;
    const text = `${'location / {'.repeat(depth)}${'}'.repeat(depth)}`;
    assert.deepEqual(analyzeFiles({ 'nginx.conf': text }).entries, []);
  });
});

describe('fragments that name single endpoints', () => {
  it('say nothing of the endpoints that they do not name', () => {
    const text = 'location /op/state/sse { proxy_pass http://backend:3001; }';
    const deliveries = analyzeFiles({ 'nginx.conf': text }).entries[0]?.mounts[0]?.deliveries ?? [];
    const verdicts = deliveries.map((delivery) => verdictOf(delivery, stigManager));
    assert.deepEqual(verdicts, ['ok', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown']);
  });
  it('are no server of their own while a block is half typed', () => {
    const text = 'server {\nlocation /stigman/ {\nproxy_pass http://stigman:54000/;\n';
    const mounts = analyzeFiles({ 'nginx.conf': text }).entries.flatMap((entry) => entry.mounts);
    const outcomes = mounts.flatMap((mount) => mount.deliveries.map(({ route }) => route.outcome));
    assert.ok(!outcomes.includes('wrong-path'));
  });
});
