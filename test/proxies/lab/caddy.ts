import { checkText, type OneFileProxy, startText } from './one-file.ts';
import type { CheckResult, RunningProxy } from './process.ts';

const caddy: OneFileProxy = {
  name: 'caddy',
  file: 'Caddyfile',
  checkArgs: (path) => ['validate', '--config', path, '--adapter', 'caddyfile'],
  startArgs: (path) => ['run', '--config', path, '--adapter', 'caddyfile'],
};

/** What `caddy validate` says about a Caddyfile. */
export function checkCaddy(text: string): CheckResult {
  return checkText(caddy, text);
}

/** Starts Caddy; the Caddyfile must switch `admin off` and listen on `ports`. */
export function startCaddy(text: string, ports: readonly number[]): Promise<RunningProxy> {
  return startText(caddy, text, ports);
}
