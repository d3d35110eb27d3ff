import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { expand, expandedSnippets } from './expand.ts';

/** Each snippet, with its defaults filled in, is a configuration that the real proxy accepts. */

let folder = '';

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'snippets-'));
  const args = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout k -out c';
  execFileSync('openssl', args.split(' '), { cwd: folder, stdio: 'ignore' });
  const pem = ['c', 'k'].map((name) => readFileSync(join(folder, name), 'utf8')).join('');
  writeFileSync(join(folder, 'pem'), pem);
});

after(() => rmSync(folder, { recursive: true, force: true }));

describe('expansion', () => {
  it('keeps escaped characters and takes defaults', () => {
    assert.equal(expand('a ${1:/x/} \\$b \\\\1 $1${2}$0'), 'a /x/ $b \\1 ');
  });
});

suite('nginx', '/usr/sbin/nginx', (text, binary) => {
  const inServer = /^server \{/m.test(text) ? text : `server {\nlisten 80;\n${text}\n}`;
  const file = join(folder, 'nginx.conf');
  const http = `access_log off;\n${inServer}`;
  writeFileSync(file, `pid ${folder}/pid;\nerror_log stderr;\nevents {}\nhttp {\n${http}\n}\n`);
  return run(binary, ['-t', '-p', folder, '-c', file]);
});

suite('apacheconf', '/usr/sbin/apache2', (text, binary) => {
  const file = join(folder, 'apache2.conf');
  const modules = 'mpm_event authz_core alias headers proxy proxy_http rewrite ssl'
    .split(' ')
    .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`);
  const frame = [`ServerRoot ${folder}`, 'ServerName localhost', 'ErrorLog /dev/stderr'];
  frame.push(`PidFile ${folder}/pid`, `DefaultRuntimeDir ${folder}`, 'Listen 127.0.0.1:18080');
  writeFileSync(file, [...modules, ...frame, text, ''].join('\n'));
  return run(binary, ['-t', '-f', file]);
});

suite('haproxy', '/usr/sbin/haproxy', (text, binary) => {
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, `global\n\tmaxconn 100\n\n${text}\n`);
  return run(binary, ['-c', '-f', file]);
});

type Check = (text: string, binary: string) => { readonly accepted: boolean; readonly log: string };

function suite(language: string, binary: string, check: Check): void {
  const missing = existsSync(binary) ? false : `${binary} is not installed`;
  if (missing && process.env.CI === 'true') throw new Error(missing);
  describe(`${language} snippets`, { skip: missing }, () => {
    for (const [name, text] of expandedSnippets(language)) {
      it(name, () => {
        const { accepted, log } = check(onThisMachine(text), binary);
        assert.ok(accepted, `${log}\n${text}`);
      });
    }
  });
}

function run(binary: string, args: string[]): { accepted: boolean; log: string } {
  const { status, stdout, stderr } = spawnSync(binary, args, { encoding: 'utf8', timeout: 20_000 });
  return { accepted: status === 0, log: stdout + stderr };
}

/** Hosts, certificates and ports that exist here in place of the defaults. */
function onThisMachine(text: string): string {
  return text
    .replace(/\b(stigman|keycloak)(?=:\d)/g, '127.0.0.1')
    .replace(/\/etc\/\w+\/tls\/server\.(crt|key|pem)/g, (_, kind: string) =>
      join(folder, kind === 'pem' ? 'pem' : kind.slice(0, 1)),
    )
    .replace(/^(\s*listen )(80|443)\b/gm, '$1127.0.0.1:18$2');
}
