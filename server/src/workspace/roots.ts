import type { Analysis } from '../delivery/delivery.ts';
import { canonicalUri, childUri, isWithin, parentUri } from './uri.ts';

/** How far up to look for a main file where no workspace folder sets the bound. */
const MAX_CLIMB = 4;

/** A configuration, or what is kept of one, as far as it tells which files it reads. */
export interface Reader {
  readonly analysis: Pick<Analysis, 'root' | 'files'>;
}

/** The folders from a file's own up to the workspace folder that holds it, nearest first. */
export function foldersAbove(uri: string, workspaceFolders: readonly string[]): readonly string[] {
  const bound = workspaceFolders.find((folder) => isWithin(canonicalUri(uri), folder));
  const found: string[] = [];
  let folder = parentUri(uri);
  while (!found.includes(folder) && (bound ? isWithin(folder, bound) : found.length < MAX_CLIMB)) {
    found.push(folder);
    folder = parentUri(folder);
  }
  return found;
}

/** Where the main file of a configuration that includes `uri` may stand, nearest first. */
export function mainFileCandidates(
  uri: string,
  mainFiles: readonly string[],
  workspaceFolders: readonly string[],
): readonly string[] {
  return foldersAbove(uri, workspaceFolders).flatMap((folder) =>
    mainFiles.map((name) => childUri(folder, name)),
  );
}

/** True where the configuration reads the file. */
export function reads(configuration: Reader, uri: string): boolean {
  return filesOf(configuration).has(canonicalUri(uri));
}

const filesByReader = new WeakMap<Reader, ReadonlySet<string>>();

function filesOf(configuration: Reader): ReadonlySet<string> {
  let files = filesByReader.get(configuration);
  if (!files) {
    files = new Set(configuration.analysis.files.map(canonicalUri));
    filesByReader.set(configuration, files);
  }
  return files;
}

/** The configurations that read each file, by canonical URI. */
export function readersOf<C extends Reader>(
  configurations: readonly C[],
): ReadonlyMap<string, readonly C[]> {
  const readers = new Map<string, C[]>();
  for (const configuration of configurations) {
    for (const uri of filesOf(configuration)) {
      const known = readers.get(uri);
      if (known) known.push(configuration);
      else readers.set(uri, [configuration]);
    }
  }
  return readers;
}

/**
 * The outermost of some configurations: those whose root no other one reads. Of two that read each other the first by
 * name stays.
 */
export function outermost<C extends Reader>(configurations: readonly C[]): readonly C[] {
  const byRoot = new Map(configurations.map((each) => [canonicalUri(each.analysis.root), each]));
  const inside = new Set<Reader>();
  for (const outer of configurations) {
    for (const file of filesOf(outer)) {
      const inner = byRoot.get(file);
      if (inner && inner !== outer && isInside(inner, outer)) inside.add(inner);
    }
  }
  return configurations.filter((each) => !inside.has(each));
}

function isInside(inner: Reader, outer: Reader): boolean {
  return !reads(inner, outer.analysis.root) || outer.analysis.root < inner.analysis.root;
}
