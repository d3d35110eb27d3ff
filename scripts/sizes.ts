import { globSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Bundle, folderOf, MAIN_PART } from './bundles.ts';
import { root } from './setup.mjs';

/** How large something of a bundle is, and may be, in bytes. */
export interface Size {
  readonly what: string;
  readonly bytes: number;
  readonly budget: number;
  /** Size that it should have, where its budget allows for more as yet. */
  readonly goal: number;
}

/** Sizes of a bundle that was built: of all its code, and of what is loaded for each dialect. */
export function sizesOf(bundle: Bundle): readonly Size[] {
  const { out, budget, goal = budget, parts } = bundle;
  if (!parts) return [{ what: out, bytes: sizeOf(out), budget, goal }];
  const folder = folderOf(bundle);
  const all = globSync('*.mjs', { cwd: join(root, folder) });
  const total = { what: out, bytes: sum(folder, all), budget, goal };
  const main = loadedBy(folder, MAIN_PART);
  const onDemand = all.flatMap((name) => importsOf(folder, name, ON_DEMAND));
  const loaded = onDemand.map((name) => ({
    what: `${out}, ${name.replace(/-\w+\.mjs$/, '')} alone`,
    bytes: sum(folder, new Set([...main, ...loadedBy(folder, name)])),
    budget: parts.loaded,
    goal: parts.loaded,
  }));
  return [total, ...loaded];
}

const AT_ONCE = /(?:\bfrom|\bimport) ?"(\.\/[^"]+)"/g;
const ON_DEMAND = /\bimport\("(\.\/[^"]+)"\)/g;

/** The parts that come with one of them. */
function loadedBy(folder: string, name: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const each of importsOf(folder, name, AT_ONCE)) loadedBy(folder, each, found);
  return found;
}

function importsOf(folder: string, name: string, pattern: RegExp): readonly string[] {
  const code = readFileSync(join(root, folder, name), 'utf8');
  return [...code.matchAll(pattern)].map(([, path = '']) => basename(path));
}

function sum(folder: string, names: Iterable<string>): number {
  return [...names].reduce((bytes, name) => bytes + sizeOf(join(folder, name)), 0);
}

function sizeOf(path: string): number {
  return statSync(join(root, path)).size;
}
