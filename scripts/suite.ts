// Runs the named suites, or all, and closes with a line that adds up their tests.
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, matchesGlob } from 'node:path';
import { installCodeServer, neededLibraries } from './code-server.mjs';
import { run } from './processes.mjs';
import { COUNTS_FILE, type Counts } from './reporter.ts';
import { installPackages, root } from './setup.mjs';
import { type Commands, type Suite, suites, type Tests, unmet } from './suites.ts';

/** A suite that takes longer is ended and has failed; milliseconds. */
const SUITE_LIMIT = 40 * 60_000;
const binaries = join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH}` };

function main(names: readonly string[]): void {
  process.chdir(root);
  const chosen = suites.filter((suite) => names.length === 0 || names.includes(suite.name));
  if (chosen.length === 0) throw new Error(`No such suite; there are ${suites.map((s) => s.name)}`);
  provide(chosen);
  const results = chosen.map((suite) => [suite.name, runSuite(suite)] as const);
  console.log();
  for (const [name, counts] of results) console.log(`${name.padEnd(10)} ${text(counts)}`);
  const sum = results.map(([, counts]) => counts).reduce(add);
  console.log(`\n${text(sum)}`);
  process.exitCode = sum.failed > 0 ? 1 : 0;
}

/** Installs what the suites need, where this user may. */
function provide(chosen: readonly Suite[]): void {
  const packages = chosen.flatMap((suite) => unmet(suite.needs));
  const libraries = chosen.some(usesCodeServer) ? neededLibraries() : [];
  installPackages([...new Set([...packages, ...libraries])]);
}

function usesCodeServer(suite: Suite): boolean {
  return suite.name === 'vscode';
}

function runSuite(suite: Suite): Counts {
  console.log(`\n── ${suite.name} ──`);
  const missing = unmet(suite.needs);
  const obstacle =
    missing.length > 0
      ? `missing here: ${missing.join(', ')} (on Debian: apt-get install ${missing.join(' ')})`
      : usesCodeServer(suite)
        ? installCodeServer()
        : undefined;
  if (obstacle !== undefined) return notRun(suite.name, obstacle);
  return suite.work.kind === 'commands' ? runCommands(suite.work) : runTests(suite.work);
}

/** A suite that cannot be had here counts as skipped; where everything must run, as failed. */
function notRun(name: string, reason: string): Counts {
  console.error(`!!! The suite ${name} was NOT RUN: ${reason}`);
  const mustRun = process.env['CI'] === 'true';
  return { passed: 0, failed: mustRun ? 1 : 0, skipped: mustRun ? 0 : 1 };
}

function runCommands({ commands }: Commands): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [command, ...args] of commands) {
    const passed = run(join(binaries, command), args, { env, timeout: SUITE_LIMIT }) === 0;
    console.log(`${passed ? '✓' : '✗'} ${[command, ...args].join(' ')}`);
    if (passed) counts.passed++;
    else counts.failed++;
  }
  return counts;
}

function runTests({ include, exclude, concurrency, patience }: Tests): Counts {
  const files = globSync([...include])
    .filter((file) => !file.includes('node_modules'))
    .filter((file) => !exclude.some((pattern) => matchesGlob(file, pattern)))
    .sort();
  if (files.length === 0) return notRun(include.join(' '), 'there are no such files');
  const folder = mkdtempSync(join(tmpdir(), 'stigman-proxy-lint-'));
  const countsFile = join(folder, 'counts.json');
  const options = [
    '--test',
    '--import=./test/support/properties.ts',
    '--test-reporter=./scripts/reporter.ts',
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${patience * 1000}`,
  ];
  const code = run(join(binaries, 'node'), [...options, ...files], {
    env: { ...env, [COUNTS_FILE]: countsFile },
    timeout: SUITE_LIMIT,
  });
  const counts = existsSync(countsFile) ? JSON.parse(readFileSync(countsFile, 'utf8')) : undefined;
  rmSync(folder, { recursive: true });
  return totals(counts, code);
}

/** The counts of a run; one that failed without a failed test, or ended before its totals, counts as a failure. */
function totals(counts: Counts | undefined, code: number): Counts {
  if (counts === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

function text({ passed, failed, skipped }: Counts): string {
  const tail = skipped > 0 ? `, ${skipped} skipped` : '';
  return `${passed} passed, ${failed} failed${tail}`;
}

main(process.argv.slice(2));
