import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { check, type Launch, start } from './launch.ts';
import type { CheckResult, RunningProxy } from './process.ts';

/** A whole nginx configuration: text of the main file, and of files that it includes by relative path. */
export interface NginxConfiguration {
  readonly text: string;
  readonly files?: Readonly<Record<string, string>>;
}

const nginx: Launch<NginxConfiguration> = {
  name: 'nginx',
  checkArgs: ['-t'],
  startArgs: [],
  prepare,
};

/** What `nginx -t` says; the output names the file `nginx.conf`. */
export function checkNginx(configuration: NginxConfiguration): CheckResult {
  return check(nginx, configuration);
}

/** Starts nginx with one worker; `ports` are those that the text listens on. */
export function startNginx(
  configuration: NginxConfiguration,
  ports: readonly number[],
): Promise<RunningProxy> {
  return start(nginx, configuration, ports);
}

/**
 * Writes the files and answers the arguments. Only what no verdict depends on is set from outside: pid, error log,
 * user, temporary folders. Lines keep their numbers.
 */
function prepare(folder: string, configuration: NginxConfiguration): string[] {
  for (const [path, text] of Object.entries(configuration.files ?? {})) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const main = join(folder, 'nginx.conf');
  writeFileSync(main, withOwnFolders(configuration.text, folder));
  mkdirSync(join(folder, 'temp'), { recursive: true });
  const globals = [
    'daemon off',
    `pid ${folder}/nginx.pid`,
    `error_log ${folder}/error.log notice`,
    ...(process.getuid?.() === 0 ? ['user root'] : []),
  ];
  return ['-p', folder, '-c', main, '-e', `${folder}/error.log`, '-g', `${globals.join('; ')};`];
}

function withOwnFolders(text: string, folder: string): string {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const paths = kinds.map((kind) => `${kind}_temp_path ${folder}/temp/${kind};`).join(' ');
  return text.replace(/^([ \t]*http[ \t]*\{)/m, `$1 access_log off; ${paths}`);
}
