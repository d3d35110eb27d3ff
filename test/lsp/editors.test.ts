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

/** An editor and how to run it on a file with what docs/editors.md has for it. */
interface Editor {
  readonly name: string;
  readonly path: string | undefined;
  /** Language of its block in docs/editors.md. */
  readonly language: string;
  readonly quote: string;
  /** Name of the file that it stands in. */
  readonly file: string;
  /** Its arguments, for the file with its configuration. */
  readonly args: (configuration: string) => readonly string[];
}

const driverOf = (name: string) => join(import.meta.dirname, name);

const editors: readonly Editor[] = [
  {
    name: 'Neovim',
    path: program('nvim'),
    language: 'lua',
    quote: "'",
    file: 'init.lua',
    args: (configuration) => {
      const options = ['--headless', '-n', '-i', 'NONE', '-u', configuration];
      return [...options, 'nginx.conf', '-c', `luafile ${driverOf('neovim.lua')}`];
    },
  },
  {
    name: 'Emacs',
    path: program('emacs'),
    language: 'elisp',
    quote: '"',
    file: 'init.el',
    args: (configuration) => {
      const driver = ['-l', driverOf('emacs.el')];
      return ['--batch', '-f', 'package-initialize', '-l', configuration, ...driver];
    },
  },
];

/** The first block of an editor's language on the page on editors, with this checkout's server in it. */
async function documentedConfiguration({ language, quote }: Editor): Promise<string> {
  const page = await readFile(join(root, 'docs/editors.md'), 'utf8');
  const block = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page)?.[1];
  assert.ok(block, `docs/editors.md has a block of ${language}`);
  const written = (text: string) => quote + text.replace(/["'\\]/g, '\\$&') + quote;
  const configuration = block
    .replace(written('/path/to/stigman-proxy-lint/dist/server.js'), () => written(bundle))
    .replace(written('node'), () => written(process.execPath));
  assert.ok(configuration.includes(bundle));
  return configuration;
}

for (const editor of editors)
  describe(`${editor.name} with the documented configuration`, () => shows(editor));

/** Without the editor nothing here can be shown; where everything must run, its absence is a failure. */
function shows(editor: Editor): void {
  const { name, path } = editor;
  const skip = path === undefined && process.env['CI'] !== 'true' && `${name} is not installed`;
  let folder = '';
  let report: Report = {};
  let written = '';

  before(async () => {
    if (skip) return;
    assert.ok(path, `${name} is not installed`);
    if (!existsSync(bundle)) {
      await run(process.execPath, ['scripts/build.ts'], { cwd: root, timeout: 100_000 });
    }
    folder = await mkdtemp(join(tmpdir(), 'proxy-lint-'));
    const home = join(folder, 'home');
    const site = join(folder, 'site');
    const configuration = join(home, editor.file);
    await Promise.all([mkdir(home), mkdir(site)]);
    await writeFile(configuration, await documentedConfiguration(editor));
    await writeFile(join(site, 'nginx.conf'), refused);
    await run(path, editor.args(configuration), {
      cwd: site,
      env: { ...process.env, ...homeIn(home), REPORT: join(folder, 'report.json') },
      timeout: 110_000,
      killSignal: 'SIGKILL',
    });
    report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
    written = await readFile(join(site, 'nginx.conf'), 'utf8');
  });
  after(() => (folder ? rm(folder, { recursive: true }) : undefined));

  it('comes to its end', { skip }, () => {
    assert.equal(report.problem, undefined);
  });

  it('shows the refused log socket at the line that decides', { skip }, () => {
    const line = refused.split('\n').findIndex((each) => each.includes('location /stigman/')) + 1;
    assert.equal(report.diagnostic?.line, line);
    assert.equal(report.diagnostic?.severity, 1);
    assert.match(report.diagnostic?.message ?? '', /log socket/i);
  });

  it('offers the quick fix first, and applies it', { skip }, () => {
    assert.match(report.offered?.[0] ?? '', /upgrade/i);
    assert.match(written, /^ {6}proxy_set_header Upgrade \$http_upgrade;$/m);
    assert.match(written, /^ {6}proxy_http_version 1\.1;$/m);
  });

  it('completes a directive', { skip }, () => {
    assert.ok(report.completions?.includes('proxy_read_timeout'));
  });

  it('renames the upstream wherever it is used', { skip }, () => {
    assert.match(written, /^ {2}upstream stigman_app \{$/m);
    assert.match(written, /^ {6}proxy_pass http:\/\/stigman_app\/;$/m);
    assert.ok(!/\bstigman\b(?!\/ \{)/.test(written), written);
  });

  it('leaves every other line of the file as it was', { skip }, () => {
    const lines = new Set(written.split('\n'));
    const renamed = refused.replaceAll(/(upstream |http:\/\/)stigman/g, '$1stigman_app');
    assert.deepEqual(
      renamed.split('\n').filter((line) => !lines.has(line)),
      [],
    );
  });
}

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
