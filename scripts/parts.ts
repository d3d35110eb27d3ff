import { basename } from 'node:path';
import type { Metafile } from 'esbuild';
import { type Bundle, folderOf, MAIN_PART } from './bundles.ts';

/** The files of a bundle in parts, by their paths below the root. */
export interface Parts {
  /** Those that are loaded when it starts. */
  readonly start: ReadonlySet<string>;
  /** By name, those that are loaded when something is needed for the first time. */
  readonly onDemand: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The modules that esbuild made of a bundle. */
export function partsOf(bundle: Bundle, { outputs }: Metafile): Parts {
  const start = reached(`${folderOf(bundle)}/${MAIN_PART}`, outputs);
  const later = [...start].flatMap((path) => imported(path, 'dynamic-import', outputs));
  return { start, onDemand: new Map(later.map((path) => [nameOf(path), reached(path, outputs)])) };
}

/** The same parts in other files. */
export function inFiles(parts: Parts, fileOf: (module: string) => string): Parts {
  const files = (modules: Iterable<string>) => new Set([...modules].map(fileOf));
  const onDemand = [...parts.onDemand].map(([name, modules]) => [name, files(modules)] as const);
  return { start: files(parts.start), onDemand: new Map(onDemand) };
}

/** "nginx" of "dist/server/nginx-5TNIZJ6H.mjs". */
function nameOf(path: string): string {
  return basename(path).replace(/-\w+\.mjs$/, '');
}

function reached(from: string, outputs: Metafile['outputs']): ReadonlySet<string> {
  const found = new Set([from]);
  for (const path of found) {
    for (const each of imported(path, 'import-statement', outputs)) found.add(each);
  }
  return found;
}

function imported(path: string, kind: string, outputs: Metafile['outputs']): readonly string[] {
  const imports = outputs[path]?.imports ?? [];
  return imports.filter((each) => each.kind === kind && !each.external).map((each) => each.path);
}
