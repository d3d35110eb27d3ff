// Measures the speed of the project and prints it beside its targets. Exits with 0 whether they are met or not.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { kilobytes, VSIX_BUDGET } from '../../scripts/bundles.ts';
import { packedExtension, root } from '../../scripts/setup.mjs';
import { keptSizes } from '../../scripts/sizes.ts';
import { editingRows, memoryRow, startRow } from './editing.ts';
import { both, milliseconds, printTable, type Row, type Times, timesOf } from './measure.ts';
import { parsingRows } from './parsing.ts';
import {
  apacheSample,
  haproxySample,
  nginxSample,
  type Sample,
  smallFile,
  type Tree,
} from './texts.ts';

const NGINX = '/usr/sbin/nginx';

async function main(): Promise<void> {
  process.chdir(root);
  // A bundle over its budget fails the build; it is measured all the same.
  spawnSync(process.execPath, ['scripts/build.ts'], { stdio: 'ignore' });
  const folder = mkdtempSync(join(tmpdir(), 'stigman-proxy-lint-bench-'));
  try {
    const load = loadavg()[0]?.toFixed(1);
    console.log(`Node ${process.version}, ${availableParallelism()} cores, load ${load}`);
    printTable('Parsing', await parsingRows());
    const rows: Row[] = [];
    for (const sampleOf of [nginxSample, apacheSample, haproxySample]) {
      rows.push(...(await editing(folder, sampleOf(500), 500, 10, 200)));
      rows.push(...(await editing(folder, sampleOf(24_000), 24_000, 60, 100)));
    }
    printTable('Language server', [...rows, ...(await processRows(folder))]);
    printTable('Command line', [await checkRow(join(folder, 'many'))]);
    printTable('Sizes', sizeRows());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function editing(
  parent: string,
  sample: Sample,
  lines: number,
  limit: number,
  iterations: number,
) {
  const folder = join(parent, `${sample.languageId}-${lines}`);
  write(folder, sample.tree);
  const yardstick = sample.languageId === 'nginx' ? await nginxTimes(folder) : undefined;
  return editingRows({ folder, sample, lines, limit, iterations, yardstick });
}

/** How long the real nginx takes to test a tree; undefined where it is not installed. */
async function nginxTimes(folder: string): Promise<Times | undefined> {
  if (!existsSync(NGINX)) return undefined;
  const args = ['-t', '-q', '-p', folder, '-c', join(folder, 'nginx.conf')];
  return timesOf(() => {
    const { status, stderr } = spawnSync(NGINX, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }, 15);
}

async function processRows(folder: string): Promise<readonly Row[]> {
  const floor = await timesOf(() => spawnSync(process.execPath, ['-e', '0']), 15, 2);
  return [await startRow(folder, floor), await memoryRow(folder)];
}

async function checkRow(folder: string): Promise<Row> {
  const names = Array.from({ length: 1000 }, (_, i) => [`site${i}.conf`, smallFile(`s${i}`)]);
  write(folder, Object.fromEntries(names));
  const check = (...paths: string[]) =>
    spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'check', ...paths], { cwd: folder });
  const all = await timesOf(() => check('.'), 5, 1);
  const one = await timesOf(() => check('site1.conf'), 5, 1);
  return {
    measure: 'check of 1,000 files',
    value: both(all),
    ratio: `${(all.median / one.median).toFixed(1)} x one file (${milliseconds(one.median)})`,
    target: { text: '<= 2 s', met: all.median <= 2000 },
  };
}

function sizeRows(): readonly Row[] {
  const packed = existsSync(packedExtension) ? [packedSize()] : [];
  return [...keptSizes(), ...packed].map(({ what, bytes, budget }) => ({
    measure: what,
    value: kilobytes(bytes),
    target: { text: `<= ${kilobytes(budget)}`, met: bytes <= budget },
  }));
}

function packedSize() {
  const { size } = statSync(packedExtension);
  return { what: 'the packed extension', bytes: size, budget: VSIX_BUDGET };
}

function write(folder: string, tree: Tree): void {
  for (const [name, text] of Object.entries(tree)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

await main();
