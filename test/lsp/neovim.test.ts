import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { program } from '../../scripts/processes.mjs';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const bundle = join(root, 'dist/server.js');
const neovim = program('nvim');
/** Without Neovim nothing here can be shown; where everything must run, its absence is a failure. */
const skip = neovim === undefined && process.env['CI'] !== 'true' && 'Neovim is not installed';

const refused = `events {}
http {
  upstream stigman {
    server 127.0.0.1:54000;
  }
  server {
    listen 443 ssl;
    location /stigman/ {
      # the application
      client_max_body_size 40m;
      proxy_read_timeout 1h;
      proxy_pass http://stigman/;
    }
  }
}
`;

interface Report {
  readonly diagnostic?: {
    readonly line: number;
    readonly severity: number;
    readonly message: string;
  };
  readonly offered?: readonly string[];
  readonly completions?: readonly string[];
  readonly problem?: string;
}

/** The first Lua block of the page on editors, with this checkout's server in it. */
async function documentedConfiguration(): Promise<string> {
  const page = await readFile(join(root, 'docs/editors.md'), 'utf8');
  const block = /^```lua\n([\s\S]*?)^```$/m.exec(page)?.[1];
  assert.ok(block, 'docs/editors.md has a Lua block');
  const configuration = block
    .replace("'/path/to/stigman-proxy-lint/dist/server.js'", () => luaString(bundle))
    .replace("'node'", () => luaString(process.execPath));
  assert.ok(configuration.includes(bundle));
  return configuration;
}

function luaString(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

describe('Neovim with the documented configuration', { skip }, () => {
  let folder = '';
  let report: Report = {};
  let written = '';

  before(async () => {
    assert.ok(neovim, 'Neovim is not installed');
    if (!existsSync(bundle)) {
      await run(process.execPath, ['scripts/build.ts'], { cwd: root, timeout: 100_000 });
    }
    folder = await mkdtemp(join(tmpdir(), 'proxy-lint-'));
    const home = join(folder, 'home');
    const site = join(folder, 'site');
    await Promise.all([mkdir(home), mkdir(site)]);
    await writeFile(join(home, 'init.lua'), await documentedConfiguration());
    await writeFile(join(site, 'nginx.conf'), refused);
    const driver = join(import.meta.dirname, 'neovim.lua');
    const options = ['--headless', '-n', '-i', 'NONE', '-u', join(home, 'init.lua')];
    await run(neovim, [...options, 'nginx.conf', '-c', `luafile ${driver}`], {
      cwd: site,
      env: { ...process.env, ...homeIn(home), REPORT: join(folder, 'report.json') },
      timeout: 110_000,
      killSignal: 'SIGKILL',
    });
    report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
    written = await readFile(join(site, 'nginx.conf'), 'utf8');
  });
  after(() => (folder ? rm(folder, { recursive: true }) : undefined));

  it('comes to its end', () => {
    assert.equal(report.problem, undefined);
  });

  it('shows the refused log socket at the line that decides', () => {
    const line = refused.split('\n').findIndex((each) => each.includes('location /stigman/')) + 1;
    assert.equal(report.diagnostic?.line, line);
    assert.equal(report.diagnostic?.severity, 1);
    assert.match(report.diagnostic?.message ?? '', /log socket/i);
  });

  it('offers the quick fix first, and applies it', () => {
    assert.match(report.offered?.[0] ?? '', /upgrade/i);
    assert.match(written, /^ {6}proxy_set_header Upgrade \$http_upgrade;$/m);
    assert.match(written, /^ {6}proxy_http_version 1\.1;$/m);
  });

  it('completes a directive', () => {
    assert.ok(report.completions?.includes('proxy_read_timeout'));
  });

  it('renames the upstream wherever it is used', () => {
    assert.match(written, /^ {2}upstream stigman_app \{$/m);
    assert.match(written, /^ {6}proxy_pass http:\/\/stigman_app\/;$/m);
    assert.ok(!/\bstigman\b(?!\/ \{)/.test(written), written);
  });

  it('leaves every other line of the file as it was', () => {
    const lines = new Set(written.split('\n'));
    const renamed = refused.replaceAll(/(upstream |http:\/\/)stigman/g, '$1stigman_app');
    assert.deepEqual(
      renamed.split('\n').filter((line) => !lines.has(line)),
      [],
    );
  });
});

/** A home of its own: no configuration and no plugin of the user takes part. */
function homeIn(folder: string): Record<string, string> {
  return {
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_CACHE_HOME: join(folder, 'cache'),
  };
}
