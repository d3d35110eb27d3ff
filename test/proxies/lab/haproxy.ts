import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { check, type Launch, start } from './launch.ts';
import type { CheckResult, RunningProxy } from './process.ts';

/** One file, or several by their names: `haproxy.cfg` is loaded first, then the folders of the others. */
export type HaproxyText = string | Readonly<Record<string, string>>;

const haproxy: Launch<HaproxyText> = {
  name: 'haproxy',
  checkArgs: ['-c'],
  startArgs: ['-db'],
  prepare,
};

/** What `haproxy -c` says about a whole configuration; its warnings are in the output too. */
export function checkHaproxy(text: HaproxyText): CheckResult {
  return check(haproxy, text);
}

/** Starts HAProxy in the foreground; `ports` are those that the text binds. */
export function startHaproxy(text: HaproxyText, ports: readonly number[]): Promise<RunningProxy> {
  return start(haproxy, text, ports);
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
