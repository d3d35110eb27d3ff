import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The first error of `nginx -t`; `file` is as nginx prints it, `line` counts from 1. */
export interface NginxError {
  readonly message: string;
  readonly file: string;
  readonly line: number;
}

/** A folder of its own in which `nginx -t` reads configurations. */
export interface NginxTester {
  /** Path of the file that `test` reads as the main configuration. */
  readonly folder: string;
  /** What nginx says about a main configuration; undefined where it accepts it or fails without a line. */
  readonly test: (configuration: string) => Promise<NginxError | undefined>;
  readonly close: () => Promise<void>;
}

/** A tester on the installed nginx; undefined where there is none. */
export async function nginxTester(): Promise<NginxTester | undefined> {
  if (!(await isInstalled())) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'nginx-test-'));
  let count = 0;
  return {
    folder,
    close: () => rm(folder, { recursive: true, force: true }),
    test: async (configuration) => {
      const path = join(folder, `main-${count++}.conf`);
      await writeFile(path, configuration);
      return firstError(await output(path, folder));
    },
  };
}

async function isInstalled(): Promise<boolean> {
  try {
    await run('nginx', ['-v'], { timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

async function output(path: string, prefix: string): Promise<string> {
  try {
    return (await run('nginx', ['-t', '-p', prefix, '-c', path], { timeout: 20_000 })).stderr;
  } catch (error) {
    return (error as { stderr?: string }).stderr ?? '';
  }
}

function firstError(stderr: string): NginxError | undefined {
  const match = /\[emerg\] \d+#\d+: ([\s\S]*?) in (\S+):(\d+)$/m.exec(stderr);
  if (!match) return undefined;
  return { message: match[1] as string, file: match[2] as string, line: Number(match[3]) };
}
