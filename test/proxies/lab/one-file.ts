import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CheckResult,
  type ProxyName,
  type RunningProxy,
  runCheck,
  startProxy,
  temporaryFolder,
} from './process.ts';

/** How a proxy is called that reads one configuration file. */
export interface OneFileProxy {
  readonly name: ProxyName;
  readonly file: string;
  readonly checkArgs: (path: string) => readonly string[];
  readonly startArgs: (path: string) => readonly string[];
}

/** What the proxy's own check says about a whole configuration; its warnings are in the output too. */
export function checkText(proxy: OneFileProxy, text: string): CheckResult {
  const { folder, path } = written(proxy, text);
  try {
    return runCheck(proxy.name, proxy.checkArgs(path), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the proxy in the foreground; `ports` are those that the text listens on. */
export function startText(
  proxy: OneFileProxy,
  text: string,
  ports: readonly number[],
): Promise<RunningProxy> {
  const { folder, path } = written(proxy, text);
  const { name, startArgs } = proxy;
  const args = startArgs(path);
  return startProxy({ name, args, folder, ports, stopSignal: 'SIGTERM', readLog: () => '' });
}

function written({ name, file }: OneFileProxy, text: string): { folder: string; path: string } {
  const folder = temporaryFolder(name);
  const path = join(folder, file);
  writeFileSync(path, text);
  return { folder, path };
}
