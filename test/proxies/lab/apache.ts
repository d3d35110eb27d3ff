import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { check, type Launch, start } from './launch.ts';
import type { CheckResult, RunningProxy } from './process.ts';

/** What stands in the server configuration (virtual hosts with their Listen lines), and files it includes. */
export interface ApacheConfiguration {
  readonly text: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Modules beside the usual ones, by name without `mod_` and `_module`: "ext_filter". */
  readonly modules?: readonly string[];
}

/** Where Debian's modules stand. */
export const moduleFolder = '/usr/lib/apache2/modules';
const MEDIA_TYPES = '/etc/mime.types';
const USUAL = [
  ...['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_host', 'authz_user'],
  ...['auth_basic', 'alias', 'dir', 'env', 'setenvif', 'mime', 'headers', 'rewrite', 'ssl'],
  ...['filter', 'deflate', 'substitute', 'proxy', 'proxy_http', 'proxy_wstunnel'],
  ...[
    'proxy_balancer',
    'lbmethod_byrequests',
    'slotmem_shm',
    'socache_shmcb',
    'macro',
    'reqtimeout',
  ],
];

const apache: Launch<ApacheConfiguration> = {
  name: 'apache2',
  checkArgs: ['-t'],
  startArgs: ['-DFOREGROUND'],
  prepare,
};

/** What `apache2 -t` says. */
export function checkApache(configuration: ApacheConfiguration): CheckResult {
  return check(apache, configuration);
}

/** Starts Apache in the foreground; `ports` are those that the text listens on. */
export function startApache(
  configuration: ApacheConfiguration,
  ports: readonly number[],
): Promise<RunningProxy> {
  return start(apache, configuration, ports);
}

/** Writes `main.conf` (modules, pid, log, runtime folder), which includes the text as `httpd.conf`. */
function prepare(folder: string, configuration: ApacheConfiguration): string[] {
  const files = { ...configuration.files, 'httpd.conf': configuration.text };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, 'htdocs'), { recursive: true });
  const modules = [...USUAL, ...(configuration.modules ?? [])];
  const lines = [
    ...surroundings(folder),
    ...modules.filter(isFile).map((name) => `LoadModule ${name}_module ${fileOf(name)}`),
    ...typesOf(),
    'ServerLimit 2',
    'StartServers 1',
    'ThreadsPerChild 64',
    'MaxRequestWorkers 128',
    'Include httpd.conf',
  ];
  const main = join(folder, 'main.conf');
  writeFileSync(main, `${lines.join('\n')}\n`);
  return ['-f', main];
}

/** What no verdict depends on: folders, log, names, and the user of the workers. */
export function surroundings(folder: string): readonly string[] {
  return [
    `ServerRoot ${folder}`,
    `DefaultRuntimeDir ${folder}`,
    'PidFile httpd.pid',
    'ErrorLog error.log',
    'ServerName localhost',
    'DocumentRoot htdocs',
    'Mutex pthread',
    ...(process.getuid?.() === 0 ? ['User www-data', 'Group www-data'] : []),
  ];
}

/** Legal once mod_mime is loaded. */
export function typesOf(): readonly string[] {
  return existsSync(MEDIA_TYPES) ? [`TypesConfig ${MEDIA_TYPES}`] : [];
}

function fileOf(name: string): string {
  return `${moduleFolder}/mod_${name}.so`;
}

function isFile(name: string): boolean {
  return existsSync(fileOf(name));
}
