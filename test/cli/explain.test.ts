import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { folderWith, run } from './run.ts';

const operationIds = [
  'streamStateSse',
  'cloneCollection',
  'exportToCollection',
  'replaceAppData',
  'logSocket',
  'postReviewsByAsset',
];

function site(port: number, extra: string): string {
  return `events {}
http {
  server {
    listen ${port};
    server_name stigman.example.org;
    location /stigman/ {
      proxy_pass http://stigman:54000/;
      client_max_body_size 0;
      ${extra}
    }
  }
}
`;
}

describe('explain', () => {
  let cwd = '';
  let remove = () => {};
  before(() => {
    const upgrade = 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;';
    const made = folderWith({
      'a/nginx.conf': site(8080, upgrade),
      'b/nginx.conf': site(80, 'proxy_read_timeout 20s;'),
      'parts/10-base.cfg': 'defaults\n mode http\n timeout client 1h\n timeout server 10s\n',
      'parts/20-web.cfg': 'frontend web\n bind :80\n default_backend stigman\n',
      'parts/30-app.cfg': 'backend stigman\n server s stigman:54000\n',
      'none.conf': 'events {}\nhttp { server { listen 80; location / { return 404; } } }\n',
      'binary.conf': Uint8Array.from([0, 1, 0]),
    });
    cwd = made.path;
    remove = made.remove;
  });
  after(() => remove());

  it('gives the agreed JSON for several main files', async () => {
    const args = ['explain', 'a/nginx.conf', './b/nginx.conf', '--format', 'json'];
    const { code, stdout } = await run(args, { cwd });
    assert.equal(code, 0);
    const explanation = JSON.parse(stdout);
    assert.equal(explanation.version, 1);
    const heads = explanation.entries.map(
      ({ endpoints: _, ...head }: { endpoints: unknown }) => head,
    );
    const head = { line: 6, dialect: 'nginx', basePath: '/stigman/' };
    assert.deepEqual(heads, [
      { file: 'a/nginx.conf', ...head, url: 'http://stigman.example.org:8080' },
      { file: './b/nginx.conf', ...head, url: 'http://stigman.example.org:80' },
    ]);
    const [good, bad] = explanation.entries;
    assert.deepEqual(
      good.endpoints.map((each: { operationId: string }) => each.operationId),
      operationIds,
    );
    assert.deepEqual(
      good.endpoints.map((each: { verdict: string }) => each.verdict),
      ['ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
    );
    assert.deepEqual(
      bad.endpoints.map((each: { verdict: string }) => each.verdict),
      ['cut', 'ok', 'ok', 'ok', 'refused', 'ok'],
    );
    const [state] = bad.endpoints;
    assert.equal(state.method, 'GET');
    assert.equal(state.path, '/stigman/api/op/state/sse');
    const { message, ...reason } = state.reasons[0];
    assert.deepEqual(reason, { ruleId: 'short-read-timeout', file: './b/nginx.conf', line: 9 });
    assert.match(message, /20 s/);
  });

  it('lists an entry once where several files make up one configuration', async () => {
    const parts = ['parts/10-base.cfg', 'parts/20-web.cfg', 'parts/30-app.cfg'];
    for (const [paths, file, line] of [
      [parts, parts[1], 3],
      [[parts[0], parts[2]], parts[0], 1],
      [[parts[2]], parts[2], 1],
    ] as const) {
      const { stdout } = await run(['explain', ...(paths as string[]), '--format', 'json'], {
        cwd,
      });
      const { entries } = JSON.parse(stdout);
      assert.deepEqual(
        entries.map((entry: { file: string; line: number }) => [entry.file, entry.line]),
        [[file, line]],
      );
      const [state] = entries[0].endpoints;
      assert.equal(state.verdict, 'cut');
      assert.equal(state.reasons[0].file, 'parts/10-base.cfg');
    }
  });

  it('gives an empty list where no way leads to STIG Manager', async () => {
    const { code, stdout } = await run(['explain', 'none.conf', '--format', 'json'], { cwd });
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), { version: 1, entries: [] });
    const text = await run(['explain', 'none.conf'], { cwd });
    assert.match(text.stdout, /stigman-proxy-lint: upstream/);
  });

  it('prints text', async () => {
    const { stdout } = await run(['explain', 'b/nginx.conf'], { cwd });
    assert.match(
      stdout,
      /^http:\/\/stigman\.example\.org:80\/stigman\/ \(nginx, b\/nginx\.conf:6\)$/m,
    );
    assert.match(stdout, /^ {2}refused +GET +\/stigman\/socket\/log-socket +\[\d+\]/m);
  });

  it('draws a Mermaid chart', async () => {
    const { stdout } = await run(['explain', 'b/nginx.conf', '--format', 'mermaid'], { cwd });
    const lines = stdout.split('\n');
    assert.equal(lines[0], 'flowchart LR');
    assert.equal(lines[1], '  e0["http://stigman.example.org:80/stigman/<br>b/nginx.conf:6"]');
    assert.ok(lines.includes('  e0 --> e0n4["GET /stigman/socket/log-socket<br>refused"]'));
    assert.ok(lines.includes('  class e0n4 broken'));
  });

  it('exits with 2 for what it cannot read', async () => {
    for (const [path, message] of [
      ['binary.conf', /binary\.conf: holds NUL bytes/],
      ['a', /a: a folder; explain takes main files/],
      ['nowhere.conf', /nowhere\.conf: no such file or folder/],
    ] as const) {
      const { code, stdout, stderr } = await run(['explain', path], { cwd });
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, message);
    }
  });
});
