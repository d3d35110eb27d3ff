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

/** Sizes of a bundle that was built: of the whole, or of what is loaded where one of its parts is needed. */
export function sizesOf({ out, budget }: Bundle, parts: Parts | undefined): readonly Size[] {
  if (!parts) return [{ what: out, bytes: sizeOf([out]), budget }];
  return [...parts.onDemand].map(([name, files]) => ({
    what: `${out} with ${name}`,
    bytes: sizeOf(new Set([out, ...parts.start, ...files])),
    budget,
  }));
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
