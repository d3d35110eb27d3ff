import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Acceptance {
  readonly accepted: boolean;
  readonly log: string;
}

/** Asks the real proxies whether they accept a configuration, with certificates and ports that exist here. */
export class Acceptor {
  readonly #folder = mkdtempSync(join(tmpdir(), 'accepted-'));

  constructor() {
    const args = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout k -out c';
    execFileSync('openssl', args.split(' '), { cwd: this.#folder, stdio: 'ignore' });
    const pem = ['c', 'k'].map((name) => readFileSync(join(this.#folder, name), 'utf8')).join('');
    writeFileSync(join(this.#folder, 'pem'), pem);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** `text` is a whole file, or what stands in `http` or in `server`. */
  nginx(text: string): Acceptance {
    const file = join(this.#folder, 'nginx.conf');
    const local = this.#onThisMachine(text);
    const head = `pid ${this.#folder}/pid;\nerror_log stderr;\n`;
    if (/^http \{/m.test(local)) writeFileSync(file, `${head}${local}`);
    else {
      const inServer = /^server \{/m.test(local) ? local : `server {\nlisten 80;\n${local}\n}`;
      writeFileSync(file, `${head}events {}\nhttp {\naccess_log off;\n${inServer}\n}\n`);
    }
    return run(BINARIES.nginx, ['-t', '-p', this.#folder, '-c', file]);
  }

  apacheconf(text: string): Acceptance {
    const file = join(this.#folder, 'apache2.conf');
    const modules = 'mpm_event authz_core alias headers proxy proxy_http rewrite ssl'
      .split(' ')
      .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`);
    const frame = [`ServerRoot ${this.#folder}`, 'ServerName localhost', 'ErrorLog /dev/stderr'];
    frame.push(
      `PidFile ${this.#folder}/pid`,
      `DefaultRuntimeDir ${this.#folder}`,
      'Listen 127.0.0.1:18080',
    );
    writeFileSync(file, [...modules, ...frame, this.#onThisMachine(text), ''].join('\n'));
    return run(BINARIES.apacheconf, ['-t', '-f', file]);
  }

  haproxy(text: string): Acceptance {
    const file = join(this.#folder, 'haproxy.cfg');
    writeFileSync(file, `global\n\tmaxconn 100\n\n${this.#onThisMachine(text)}\n`);
    return run(BINARIES.haproxy, ['-c', '-f', file]);
  }

  /** Hosts, certificates and ports that exist here in place of the defaults. */
  #onThisMachine(text: string): string {
    return text
      .replace(/\b(stigman|keycloak)(?=:\d)/g, '127.0.0.1')
      .replace(/\/etc\/\w+\/tls\/server\.(crt|key|pem)/g, (_, kind: string) =>
        join(this.#folder, kind === 'pem' ? 'pem' : kind.slice(0, 1)),
      )
      .replace(/\/etc\/\w+\/tls\/client-ca\.pem/g, join(this.#folder, 'c'))
      .replace(/^(\s*listen )(80|443)\b/gm, '$1127.0.0.1:18$2');
  }
}

export const BINARIES = {
  nginx: '/usr/sbin/nginx',
  apacheconf: '/usr/sbin/apache2',
  haproxy: '/usr/sbin/haproxy',
} as const;

export type ProxyLanguage = keyof typeof BINARIES;

/** Why the suites of a language cannot run, or false; with CI set that is an error. */
export function missingProxy(language: ProxyLanguage): string | false {
  const missing = existsSync(BINARIES[language]) ? false : `${BINARIES[language]} is not installed`;
  if (missing && process.env.CI === 'true') throw new Error(missing);
  return missing;
}

function run(binary: string, args: string[]): Acceptance {
  const { status, stdout, stderr } = spawnSync(binary, args, { encoding: 'utf8', timeout: 20_000 });
  return { accepted: status === 0, log: stdout + stderr };
}
