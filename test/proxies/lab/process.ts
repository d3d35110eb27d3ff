import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'node:test';

export type ProxyName = 'nginx' | 'apache2' | 'haproxy' | 'caddy';

/** A proxy that runs in the foreground on loopback. */
export interface RunningProxy {
  /** The proxy's own temporary folder, removed by `stop`. */
  readonly folder: string;
  /** What it wrote to its error log so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** What the proxy's own check says about a configuration. */
export interface CheckResult {
  readonly ok: boolean;
  readonly output: string;
}

const READY_MS = 15_000;
/** httpd takes some seconds to end workers that still serve a stream; ended by force, it would leave them behind. */
const STOP_MS = 12_000;
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Path of an installed proxy; undefined where it is absent. */
export function findProxy(name: ProxyName): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** True where the proxy is installed; else the test is skipped in sight, or fails with CI=true. */
export function hasProxy(t: TestContext, name: ProxyName): boolean {
  if (findProxy(name)) return true;
  const reason = `${name} is not installed (Debian: apt-get install ${name}); this proof was not run`;
  if (process.env.CI === 'true') throw new Error(reason);
  t.skip(reason);
  return false;
}

/** A new temporary folder, readable by the unprivileged user that a proxy's workers run as. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `proxy-lab-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** Runs a proxy's check and waits for it. */
export function runCheck(name: ProxyName, args: readonly string[], folder: string): CheckResult {
  const result = spawnSync(findProxy(name) ?? name, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: READY_MS,
    env: environment(folder),
  });
  return { ok: result.status === 0, output: `${result.stderr ?? ''}${result.stdout ?? ''}` };
}

/** What to start, and how to tell that it is up. */
export interface Start {
  readonly name: ProxyName;
  readonly args: readonly string[];
  readonly folder: string;
  /** Ports of 127.0.0.1 that it will listen on. */
  readonly ports: readonly number[];
  readonly stopSignal: 'SIGTERM' | 'SIGUSR1';
  readonly readLog: () => string;
}

/** Starts a proxy in the foreground; resolves once every port accepts, rejects with its output where it ends. */
export async function startProxy(start: Start): Promise<RunningProxy> {
  const child = spawn(findProxy(start.name) ?? start.name, start.args, {
    cwd: start.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(start.folder),
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk).slice(-20_000);
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  ended.then(() => running.delete(child));
  const log = () => output + start.readLog();
  const stop = async () => {
    await end(child, ended, start.stopSignal);
    rmSync(start.folder, { recursive: true, force: true });
  };
  try {
    const dead = ended.then(() => {
      throw new Error(`${start.name} did not start: ${log()}`);
    });
    await Promise.race([dead, Promise.all(start.ports.map((port) => accepts(port, child)))]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { folder: start.folder, log, stop };
}

async function end(
  child: ChildProcess,
  ended: Promise<void>,
  signal: NodeJS.Signals,
): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function environment(folder: string): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return { PATH, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, TMPDIR: folder };
}

async function accepts(port: number, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_MS;
  while (child.exitCode === null && performance.now() < deadline) {
    if (await connects(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`nothing accepts on port ${port}`);
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
