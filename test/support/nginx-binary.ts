import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SyntaxTree } from '../../server/src/syntax/tree.ts';

const run = promisify(execFile);

/** The first error of `nginx -t`; `file` is as nginx prints it, `line` counts from 1. */
export interface NginxError {
  readonly message: string;
  readonly file: string;
  readonly line: number;
}

/** All that `nginx -t` says. */
export interface NginxAnswer {
  readonly accepted: boolean;
  /** Where it stops, if it names a line. */
  readonly error: NginxError | undefined;
  readonly log: string;
}

/** A folder of its own in which `nginx -t` reads configurations. */
export interface NginxTester {
  /** Path of the file that `test` reads as the main configuration. */
  readonly folder: string;
  /** What nginx says about a main configuration; undefined where it accepts it or fails without a line. */
  readonly test: (configuration: string) => Promise<NginxError | undefined>;
  /** All that it says about one. */
  readonly answer: (configuration: string) => Promise<NginxAnswer>;
  readonly close: () => Promise<void>;
}

/** A tester on the installed nginx; undefined where there is none. */
export async function nginxTester(): Promise<NginxTester | undefined> {
  if (!(await isInstalled())) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'nginx-test-'));
  let count = 0;
  const answer = async (configuration: string): Promise<NginxAnswer> => {
    const path = join(folder, `main-${count++}.conf`);
    await writeFile(path, configuration);
    const log = await output(path, folder);
    return { accepted: log.includes('test is successful'), error: firstError(log), log };
  };
  return {
    folder,
    close: () => rm(folder, { recursive: true, force: true }),
    answer,
    test: async (configuration) => (await answer(configuration)).error,
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

/** A main configuration that includes a file where its first directives may stand. */
export function around(tree: SyntaxTree, path: string): string {
  const names = new Set(tree.root.directives.map((directive) => directive.name.value));
  if (['events', 'http', 'stream', 'mail'].some((name) => names.has(name))) {
    return `include ${path};\n`;
  }
  if (
    ['server', 'upstream', 'map', 'types', 'charset_map', 'geo'].some((name) => names.has(name))
  ) {
    return `events { }\nhttp { include ${path}; }\n`;
  }
  if (names.has('location')) return `events { }\nhttp { server { include ${path}; } }\n`;
  return `events { }\nhttp { server { location / { include ${path}; } } }\n`;
}
