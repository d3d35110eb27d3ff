import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { folderWith, run } from './run.ts';

const cleanups: (() => void)[] = [];
after(() => {
  for (const remove of cleanups) remove();
});

function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const { path, remove } = folderWith(files);
  cleanups.push(remove);
  return path;
}

function location(timeout: string): string {
  return [
    'location /stigman/ {',
    '    proxy_pass http://stigman:54000/;',
    '    proxy_set_header Upgrade $http_upgrade;',
    '    proxy_set_header Connection "upgrade";',
    '    proxy_http_version 1.1;',
    `    proxy_read_timeout ${timeout};`,
    '    client_max_body_size 40m;',
    '}',
  ].join('\n');
}

function server(timeout: string): string {
  return `server {\nlisten 443 ssl;\nssl_certificate c;\nssl_certificate_key k;\n${location(timeout)}\n}\n`;
}

function main(timeout: string): string {
  return `events {}\nhttp {\n${server(timeout)}}\n`;
}

interface Found {
  readonly file: string;
  readonly ruleId: string;
  readonly line: number;
}

async function found(cwd: string, ...args: string[]): Promise<readonly Found[]> {
  const { stdout } = await run(['check', ...args, '--format', 'json'], { cwd });
  return JSON.parse(stdout).findings;
}

describe('check: exit codes', () => {
  const cwd = folder({
    'good.conf': main('1h'),
    'bad.conf': main('20s'),
    'close.conf': main('45s'),
  });

  it('is 0 where nothing is found', async () => {
    const { code, stdout } = await run(['check', 'good.conf'], { cwd });
    assert.equal(code, 0);
    assert.equal(stdout, 'No findings in 1 file.\n');
  });

  it('is 1 for an error, whatever the level', async () => {
    for (const level of ['error', 'warning', 'information']) {
      assert.equal((await run(['check', 'bad.conf', '--fail-on', level], { cwd })).code, 1);
    }
  });

  it('is 1 for a warning only where warnings count', async () => {
    assert.equal((await run(['check', 'close.conf'], { cwd })).code, 0);
    assert.equal((await run(['check', 'close.conf', '--fail-on', 'warning'], { cwd })).code, 1);
  });

  it('follows the severity that a flag sets', async () => {
    const off = ['check', 'bad.conf', '--rule', 'short-read-timeout=off'];
    assert.equal((await run(off, { cwd })).code, 0);
    const raised = ['check', 'close.conf', '--rule', 'short-read-timeout=error'];
    assert.equal((await run(raised, { cwd })).code, 1);
  });

  it('is 1 for a file that does not parse', async () => {
    const broken = folder({ 'nginx.conf': 'events {}\nhttp {\n  server {\n' });
    const { code, stdout } = await run(['check', 'nginx.conf'], { cwd: broken });
    assert.equal(code, 1);
    assert.match(stdout, /: error \[/);
  });
});

describe('check: what cannot run', () => {
  const big = `# nginx\n${'# filler\n'.repeat(1_200_000)}`;
  const cwd = folder({
    'nginx.conf': Uint8Array.from([0, 1, 2, 3]),
    'large/nginx.conf': big,
    'notes.txt': 'nothing of a proxy',
    'empty/readme.md': '# nothing',
    'good.conf': main('1h'),
  });
  const cases: readonly [string, readonly string[], RegExp][] = [
    ['a path that is not there', ['nowhere.conf'], /nowhere\.conf: no such file or folder/],
    ['a binary file', ['nginx.conf'], /nginx\.conf: holds NUL bytes/],
    ['a device', ['/dev/null'], /null: no regular file/],
    ['a file beyond all measure', ['large'], /nginx\.conf: larger than 10 MiB/],
    ['a file of no known language', ['notes.txt'], /notes\.txt: .*--dialect/],
    ['a folder without configurations', ['empty'], /no proxy configuration to check in empty/],
    ['an unknown flag', ['--frob'], /unknown option '--frob'/],
    ['an unknown format', ['--format', 'xml'], /Allowed choices are text, json, sarif, github/],
    ['an unknown dialect', ['--dialect', 'iis', 'good.conf'], /There are: nginx/],
    ['an unknown rule', ['--rule', 'frob=error', 'good.conf'], /no rule "frob"/],
    ['an unknown severity', ['--rule', 'plain-http=bad', 'good.conf'], /must be one of error/],
    ['an address as upstream', ['--upstream', 'http://a/', 'good.conf'], /host or host:port/],
  ];
  for (const [name, args, message] of cases) {
    it(`exits with 2 for ${name}`, async () => {
      const { code, stdout, stderr } = await run(['check', ...args], { cwd });
      assert.equal(code, 2);
      assert.match(stderr, message);
      assert.doesNotMatch(stdout, /No findings/);
    });
  }

  it('reports the readable files beside an unreadable one', async () => {
    const { code, stdout } = await run(['check', 'nginx.conf', 'good.conf'], { cwd });
    assert.equal(code, 2);
    assert.match(stdout, /No findings in 1 file/);
  });

  it('names an unreadable file before it mends the others', async () => {
    const { code, stderr } = await run(['check', '--fix', 'nginx.conf', 'good.conf'], { cwd });
    assert.equal(code, 2);
    assert.match(stderr, /^nginx\.conf: .*\n.*fixes applied/);
  });
});

describe('check: folders', () => {
  const cwd = folder({
    'nginx.conf': 'events {}\nhttp {\n  include conf.d/*.conf;\n}\n',
    'conf.d/stigman.conf': server('20s'),
    'conf.d/other.conf': 'server { listen 8080; location / { return 404; } }\n',
    'lone/site.conf': server('25s'),
    'node_modules/pack/nginx.conf': main('10s'),
    '.git/nginx.conf': main('10s'),
    'package.json': '{"name": "nginx"}',
    'image.conf': Uint8Array.from([0xff, 0, 0xfe]),
  });

  it('judges an included file within its root, once, and a lone one by itself', async () => {
    const findings = await found(cwd, '.');
    const cut = findings.filter(({ ruleId }) => ruleId === 'short-read-timeout');
    assert.deepEqual(cut.map(({ file }) => file).sort(), ['conf.d/stigman.conf', 'lone/site.conf']);
  });

  it('lists every file that was judged', async () => {
    const { stdout } = await run(['check', '.', '--format', 'json'], { cwd });
    assert.deepEqual([...JSON.parse(stdout).files].sort(), [
      'conf.d/other.conf',
      'conf.d/stigman.conf',
      'lone/site.conf',
      'nginx.conf',
    ]);
  });

  it('judges a file that is named alone within the main file beside it, and reports on it alone', async () => {
    const within = folder({
      'nginx.conf': 'events {}\nhttp {\n  proxy_read_timeout 10s;\n  include conf.d/*.conf;\n}\n',
      'conf.d/a.conf': server('1h').replace(/.*proxy_read_timeout.*\n/, ''),
      'conf.d/b.conf': server('20s').replace('443', '8443'),
    });
    const { stdout } = await run(['check', 'conf.d/b.conf', '--format', 'json'], { cwd: within });
    const report = JSON.parse(stdout);
    assert.deepEqual(report.files, ['conf.d/b.conf']);
    assert.deepEqual(
      (report.findings as Found[]).map(({ file, ruleId }) => `${file} ${ruleId}`),
      ['conf.d/b.conf short-read-timeout'],
    );
  });

  it('judges a file that is named by its link within the main file that includes the link', async () => {
    const within = folder({
      'nginx.conf': 'events {}\nhttp {\n  proxy_read_timeout 1h;\n  include enabled/*;\n}\n',
      'available/site': server('1h').replace(/.*proxy_read_timeout.*\n/, ''),
    });
    mkdirSync(join(within, 'enabled'));
    symlinkSync('../available/site', join(within, 'enabled/site'));
    const { stdout } = await run(['check', 'enabled/site', '--format', 'json'], { cwd: within });
    assert.deepEqual(JSON.parse(stdout), { version: 1, files: ['enabled/site'], findings: [] });
  });

  it('names files as they were given', async () => {
    const findings = await found(cwd, './lone/../lone/site.conf');
    assert.equal(findings[0]?.file, './lone/../lone/site.conf');
  });

  it('takes a thousand files', async () => {
    const names = Array.from({ length: 1000 }, (_, i) => `site${i}.conf`);
    const many = folder(Object.fromEntries(names.map((name) => [name, server('20s')])));
    const findings = await found(many, '.');
    const cut = findings.filter(({ ruleId }) => ruleId === 'short-read-timeout');
    assert.equal(new Set(cut.map(({ file }) => file)).size, 1000);
  });
});

describe('check --fix', () => {
  it('mends the file, leaves the rest byte for byte, and changes nothing the second time', async () => {
    const text = main('20s').replaceAll('\n', '\r\n').replace('events', '# caf\u00e9\r\nevents');
    const cwd = folder({ 'nginx.conf': Buffer.from(text, 'latin1') });
    const first = await run(['check', '--fix', 'nginx.conf'], { cwd });
    assert.equal(first.code, 0, first.stdout + first.stderr);
    assert.match(first.stderr, /^1 fix applied in 1 file\.$/m);
    const mended = readFileSync(join(cwd, 'nginx.conf'), 'latin1');
    assert.equal(mended, text.replace('20s', '3600s'));
    const second = await run(['check', '--fix', 'nginx.conf'], { cwd });
    assert.match(second.stderr, /^0 fixes applied in 0 files\.$/m);
    assert.equal(readFileSync(join(cwd, 'nginx.conf'), 'latin1'), mended);
  });

  it('mends included files and no file that was not asked for', async () => {
    const cwd = folder({
      'nginx.conf': 'events {}\nhttp {\n  include conf.d/*.conf;\n}\n',
      'conf.d/a.conf': server('20s'),
      'conf.d/b.conf': server('21s').replace('443', '8443'),
    });
    await run(['check', '--fix', 'conf.d/a.conf'], { cwd });
    assert.equal(readFileSync(join(cwd, 'conf.d/a.conf'), 'utf8'), server('3600s'));
    assert.match(readFileSync(join(cwd, 'conf.d/b.conf'), 'utf8'), /21s/);
    await run(['check', '--fix', '.'], { cwd });
    assert.doesNotMatch(readFileSync(join(cwd, 'conf.d/b.conf'), 'utf8'), /21s/);
  });
});

describe('check: recognition', () => {
  const cwd = folder({
    'nginx.conf': main('20s').replace('stigman:54000', 'backend:9000').replace('/stigman/', '/x/'),
  });

  it('finds nothing where no way leads to STIG Manager, and says how to name it', async () => {
    const { code, stderr } = await run(['check', 'nginx.conf'], { cwd });
    assert.equal(code, 0);
    assert.match(stderr, /--upstream/);
  });

  it('knows the upstream that a flag names', async () => {
    for (const upstream of ['backend', 'backend:9000', 'Backend:9000']) {
      const { code } = await run(['check', 'nginx.conf', '--upstream', upstream], { cwd });
      assert.equal(code, 1);
    }
  });

  it('knows it by the port that its scheme stands for', async () => {
    const text = main('20s').replace('stigman:54000', 'backend').replace('/stigman/', '/x/');
    const plain = folder({ 'nginx.conf': text });
    for (const [port, expected] of [
      [80, 1],
      [443, 0],
    ]) {
      const args = ['check', 'nginx.conf', '--upstream', `backend:${port}`];
      assert.equal((await run(args, { cwd: plain })).code, expected);
    }
  });

  it('takes the language that a flag names', async () => {
    const odd = folder({ 'proxy.txt': main('20s') });
    const { code } = await run(['check', 'proxy.txt', '--dialect', 'nginx'], { cwd: odd });
    assert.equal(code, 1);
  });
});

describe('check: formats', () => {
  const cwd = folder({ 'nginx.conf': main('20s') });

  it('prints place, severity, rule, message and the source line with a caret', async () => {
    const { stdout } = await run(['check', 'nginx.conf'], { cwd });
    const [head = '', source, caret] = stdout.split('\n');
    assert.match(head, /^nginx\.conf:12:5: error \[short-read-timeout\] .*20 s/);
    assert.equal(source, ' 12 |     proxy_read_timeout 20s;');
    assert.match(caret ?? '', /^ {4}\| {5}\^+$/);
    assert.match(stdout, /fix available \(--fix\)/);
  });

  it('is without colours where no terminal reads it, on a CI server too', async () => {
    const { stdout } = await run(['check', 'nginx.conf'], { cwd, env: { CI: 'true' } });
    assert.ok(!stdout.includes('\u001b'));
  });

  it('has colours where they are forced, and none against NO_COLOR', async () => {
    const forced = await run(['check', 'nginx.conf'], {
      cwd,
      env: { FORCE_COLOR: '1', NO_COLOR: '' },
    });
    assert.ok(forced.stdout.includes('\u001b['));
    const both = await run(['check', 'nginx.conf'], {
      cwd,
      env: { FORCE_COLOR: '1', NO_COLOR: '1' },
    });
    assert.ok(!both.stdout.includes('\u001b['));
  });

  it('annotates on GitHub', async () => {
    const { code, stdout } = await run(['check', 'nginx.conf', '--format', 'github'], { cwd });
    assert.equal(code, 1);
    assert.match(stdout, /^::error file=nginx\.conf,line=12,endLine=12,col=5,/);
  });

  it('writes SARIF', async () => {
    const { code, stdout } = await run(['check', 'nginx.conf', '--format', 'sarif'], { cwd });
    const [{ tool, results }] = JSON.parse(stdout).runs;
    assert.equal(code, 1);
    const [result] = results;
    assert.equal(result.ruleId, 'short-read-timeout');
    assert.equal(tool.driver.rules[result.ruleIndex].id, 'short-read-timeout');
    assert.equal(result.locations[0].physicalLocation.region.startLine, 12);
    assert.equal(result.fixes[0].artifactChanges[0].artifactLocation.uri, 'nginx.conf');
  });
});
