import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CheckResult,
  type ProxyName,
  type RunningProxy,
  runCheck,
  startProxy,
  temporaryFolder,
} from './process.ts';

/** How one proxy is called with a configuration of its kind. */
export interface Launch<Configuration> {
  readonly name: ProxyName;
  /** First arguments of a check. */
  readonly checkArgs: readonly string[];
  /** First arguments of a start in the foreground. */
  readonly startArgs: readonly string[];
  /** Writes the files into the proxy's own folder and gives the arguments that load them. */
  readonly prepare: (folder: string, configuration: Configuration) => readonly string[];
}

/** What the proxy's own check says about a whole configuration; its warnings are in the output too. */
export function check<C>(launch: Launch<C>, configuration: C): CheckResult {
  const { name, checkArgs, prepare } = launch;
  const folder = temporaryFolder(name);
  try {
    return runCheck(name, [...checkArgs, ...prepare(folder, configuration)], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the proxy in the foreground; `ports` are those that the configuration listens on. */
export function start<C>(
  launch: Launch<C>,
  configuration: C,
  ports: readonly number[],
): Promise<RunningProxy> {
  const { name, startArgs, prepare } = launch;
  const folder = temporaryFolder(name);
  const args = [...startArgs, ...prepare(folder, configuration)];
  const readLog = () => {
    const log = join(folder, 'error.log');
    return existsSync(log) ? readFileSync(log, 'utf8') : '';
  };
  return startProxy({ name, args, folder, ports, stopSignal: 'SIGTERM', readLog });
}
