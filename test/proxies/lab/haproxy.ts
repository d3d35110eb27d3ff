import { checkText, type OneFileProxy, startText } from './one-file.ts';
import type { CheckResult, RunningProxy } from './process.ts';

const haproxy: OneFileProxy = {
  name: 'haproxy',
  file: 'haproxy.cfg',
  checkArgs: (path) => ['-c', '-f', path],
  startArgs: (path) => ['-db', '-f', path],
};

/** What `haproxy -c` says about a whole configuration; its warnings are in the output too. */
export function checkHaproxy(text: string): CheckResult {
  return checkText(haproxy, text);
}

/** Starts HAProxy in the foreground; `ports` are those that the text binds. */
export function startHaproxy(text: string, ports: readonly number[]): Promise<RunningProxy> {
  return startText(haproxy, text, ports);
}
