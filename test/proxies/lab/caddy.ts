import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, type Launch, start } from './launch.ts';
import type { CheckResult, RunningProxy } from './process.ts';

const caddy: Launch<string> = {
  name: 'caddy',
  checkArgs: ['validate'],
  startArgs: ['run'],
  prepare: (folder, text) => {
    const main = join(folder, 'Caddyfile');
    writeFileSync(main, text);
    return ['--config', main, '--adapter', 'caddyfile'];
  },
};

/** What `caddy validate` says about a Caddyfile. */
export function checkCaddy(text: string): CheckResult {
  return check(caddy, text);
}

/** Starts Caddy; the Caddyfile must switch `admin off` and listen on `ports`. */
export function startCaddy(text: string, ports: readonly number[]): Promise<RunningProxy> {
  return start(caddy, text, ports);
}
