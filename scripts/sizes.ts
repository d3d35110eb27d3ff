import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from './bundles.ts';
import type { Parts } from './parts.ts';
import { root } from './setup.mjs';

const FILE = join(root, 'dist/sizes.json');

/** How large something of a bundle is, and may be, in bytes. */
export interface Size {
  readonly what: string;
  readonly bytes: number;
  readonly budget: number;
}

/** Sizes of a bundle that was built: of all its code, and of what is loaded where one part is needed. */
export function sizesOf({ out, budget, parts: allowed }: Bundle, parts?: Parts): readonly Size[] {
  if (!allowed || !parts) return [{ what: out, bytes: sizeOf([out]), budget }];
  const later = [...parts.onDemand.entries()];
  const all = new Set([out, ...parts.start, ...later.flatMap(([, files]) => [...files])]);
  const loaded = later.map(([name, files]) => ({
    what: `${out}, ${name} alone`,
    bytes: sizeOf(new Set([out, ...parts.start, ...files])),
    budget: allowed.loaded,
  }));
  return [{ what: out, bytes: sizeOf(all), budget }, ...loaded];
}

/** Keeps the sizes of all bundles for those that ask later. */
export function keepSizes(sizes: readonly Size[]): void {
  writeFileSync(FILE, JSON.stringify(sizes));
}

/** The sizes of the last build. */
export function keptSizes(): readonly Size[] {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

function sizeOf(paths: Iterable<string>): number {
  return [...paths].reduce((bytes, path) => bytes + statSync(join(root, path)).size, 0);
}
