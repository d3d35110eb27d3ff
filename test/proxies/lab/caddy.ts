import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CheckResult,
  type RunningProxy,
  runCheck,
  startProxy,
  temporaryFolder,
} from './process.ts';

/** What `caddy validate` says about a Caddyfile. */
export function checkCaddy(text: string): CheckResult {
  const folder = temporaryFolder('caddy');
  try {
    return runCheck('caddy', ['validate', ...prepare(folder, text)], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts Caddy; the Caddyfile must switch `admin off` and listen on `ports`. */
export function startCaddy(text: string, ports: readonly number[]): Promise<RunningProxy> {
  const folder = temporaryFolder('caddy');
  const args = ['run', ...prepare(folder, text)];
  return startProxy({
    name: 'caddy',
    args,
    folder,
    ports,
    stopSignal: 'SIGTERM',
    readLog: () => '',
  });
}

function prepare(folder: string, text: string): string[] {
  const main = join(folder, 'Caddyfile');
  writeFileSync(main, text);
  return ['--config', main, '--adapter', 'caddyfile'];
}
