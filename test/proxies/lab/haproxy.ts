import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type CheckResult,
  type RunningProxy,
  runCheck,
  startProxy,
  temporaryFolder,
} from './process.ts';

/** One file, or several by their names: `haproxy.cfg` is loaded first, then the folders of the others. */
export type HaproxyText = string | Readonly<Record<string, string>>;

/** What `haproxy -c` says about a whole configuration; its warnings are in the output too. */
export function checkHaproxy(text: HaproxyText): CheckResult {
  const folder = temporaryFolder('haproxy');
  try {
    return runCheck('haproxy', ['-c', ...prepare(folder, text)], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts HAProxy in the foreground; `ports` are those that the text binds. */
export function startHaproxy(text: HaproxyText, ports: readonly number[]): Promise<RunningProxy> {
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

const MAIN = 'haproxy.cfg';

/** Writes the files and gives the arguments that load them. */
function prepare(folder: string, text: HaproxyText): string[] {
  const files = typeof text === 'string' ? { [MAIN]: text } : text;
  const loaded = new Set<string>();
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, 'etc', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    loaded.add(name === MAIN ? file : dirname(file));
  }
  return [...loaded].flatMap((path) => ['-f', path]);
}
