import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CheckResult,
  type RunningProxy,
  runCheck,
  startProxy,
  temporaryFolder,
} from './process.ts';

/** What `haproxy -c` says about a whole configuration; its warnings are in the output too. */
export function checkHaproxy(text: string): CheckResult {
  const folder = temporaryFolder('haproxy');
  try {
    return runCheck('haproxy', ['-c', ...prepare(folder, text)], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts HAProxy in the foreground; `ports` are those that the text binds. */
export function startHaproxy(text: string, ports: readonly number[]): Promise<RunningProxy> {
  const folder = temporaryFolder('haproxy');
  const args = ['-db', ...prepare(folder, text)];
  return startProxy({
    name: 'haproxy',
    args,
    folder,
    ports,
    stopSignal: 'SIGTERM',
    readLog: () => '',
  });
}

function prepare(folder: string, text: string): string[] {
  const main = join(folder, 'haproxy.cfg');
  writeFileSync(main, text);
  return ['-f', main];
}
