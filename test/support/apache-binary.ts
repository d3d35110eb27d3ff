import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { surroundings, typesOf } from '../proxies/lab/apache.ts';

const run = promisify(execFile);
const BINARY = '/usr/sbin/apache2';
const MODULES = '/usr/lib/apache2/modules';
/** Modules that others rest on, in the order in which they have to be loaded. */
const FIRST =
  'authn_core authz_core dav session dbd watchdog slotmem_shm ldap proxy cache ssl xml2enc'.split(
    ' ',
  );
/** Modules that cannot be loaded beside the others, or that are examples. */
const LEFT_OUT = /^(mpm_(prefork|worker)|bucketeer|case_filter(_in)?)$/;

/** What `apache2 -t` says. */
export interface ApacheAnswer {
  readonly accepted: boolean;
  /** Where it stops within the text, if it names a line of it: from 1. */
  readonly line: number | undefined;
  readonly message: string;
}

/** Reads texts with `apache2 -t`, every module of Debian loaded. */
export interface ApacheTester {
  /** The main file that includes the text at `includedPath`. */
  readonly main: string;
  readonly includedPath: string;
  readonly test: (text: string) => Promise<ApacheAnswer>;
  readonly close: () => Promise<void>;
}

/** A tester on the installed httpd; undefined where there is none. */
export async function apacheTester(): Promise<ApacheTester | undefined> {
  if (!existsSync(BINARY) || !existsSync(MODULES)) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'apache-test-'));
  await mkdir(join(folder, 'htdocs'));
  const includedPath = join(folder, 'included.conf');
  const main = mainFile(folder, includedPath);
  await writeFile(join(folder, 'main.conf'), main);
  const test = async (text: string) => {
    await writeFile(includedPath, text);
    return answerOf(await output(join(folder, 'main.conf')), includedPath);
  };
  return { main, includedPath, test, close: () => rm(folder, { recursive: true, force: true }) };
}

function mainFile(folder: string, included: string): string {
  const found = readdirSync(MODULES)
    .flatMap((name) => /^mod_(\w+)\.so$/.exec(name)?.[1] ?? [])
    .filter((name) => !LEFT_OUT.test(name))
    .sort();
  const modules = [...new Set([...FIRST.filter((name) => found.includes(name)), ...found])];
  const lines = [
    ...surroundings(folder),
    ...modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
    ...typesOf(),
    `Include ${included}`,
  ];
  return `${lines.join('\n')}\n`;
}

async function output(main: string): Promise<string> {
  try {
    const { stdout, stderr } = await run(BINARY, ['-t', '-f', main], { timeout: 20_000 });
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return stdout + stderr;
  }
}

function answerOf(log: string, included: string): ApacheAnswer {
  if (/^Syntax OK$/m.test(log)) return { accepted: true, line: undefined, message: '' };
  const at = log.lastIndexOf(included);
  const line = /line (\d+) of "?$/.exec(log.slice(0, at))?.[1];
  const message = log
    .slice(at + included.length)
    .replace(/^[":\s]+/, '')
    .split('\n')[0];
  return { accepted: false, line: line ? Number(line) : undefined, message: message ?? log };
}
