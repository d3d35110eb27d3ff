import type { Dialect } from '../dialects/dialect.ts';
import type { Inspected } from '../service/inspected.ts';
import {
  mainFileCandidates,
  outermost,
  type Reader,
  readersOf,
  reads,
} from '../workspace/roots.ts';
import { canonicalUri, fileNameOf } from '../workspace/uri.ts';
import { Failure, UNKNOWN_DIALECT } from './failure.ts';
import type { InputFile } from './paths.ts';
import type { Session } from './session.ts';

export interface Gathered<Kept> {
  readonly configurations: readonly Kept[];
  /** Files to report on: every file of a configuration, or only the one named where that is a part of another. */
  readonly files: readonly string[];
  /** Files that look like configurations and cannot be read. */
  readonly unreadable: readonly string[];
}

interface Candidate {
  readonly uri: string;
  readonly named: boolean;
  readonly dialect: Dialect;
}

/**
 * Reads the configurations that files stand for; one that another includes is judged within that one. Of each only what
 * `keep` makes of it is held, so that thousands of files take no more time and memory for each than one.
 */
export async function gather<Kept extends Reader>(
  session: Session,
  files: readonly InputFile[],
  { forced, nameOf, keep }: GatherOptions<Kept>,
): Promise<Gathered<Kept>> {
  const { candidates, unreadable } = await candidatesAmong(session, files, forced, nameOf);
  const read = readingOnce(session, keep);
  const roots: Kept[] = [];
  const parts: Part<Kept>[] = [];
  const seen = new Set<string>();
  for (const candidate of mainFilesFirst(candidates)) {
    if (seen.has(candidate.uri)) continue;
    const around = candidate.named ? await mainAround(candidate, session, read) : undefined;
    if (around) {
      parts.push({ uri: candidate.uri, around });
      continue;
    }
    const root = await read(candidate.uri, candidate.dialect);
    roots.push(root);
    for (const uri of root.analysis.files) seen.add(canonicalUri(uri));
  }
  const own = outerRoots(roots);
  const beside = parts.filter(({ uri }) => !seen.has(uri));
  const reported = [...own.flatMap((root) => root.analysis.files), ...beside.map(({ uri }) => uri)];
  const configurations = new Map(
    [...own, ...beside.map(({ around }) => around)].map((each) => [each.analysis.root, each]),
  );
  return {
    configurations: [...configurations.values()],
    files: [...new Set(reported)],
    unreadable,
  };
}

export interface GatherOptions<Kept> {
  /** The dialect that the user named. */
  readonly forced: Dialect | undefined;
  readonly nameOf: (uri: string) => string;
  readonly keep: (configuration: Inspected) => Kept;
}

/** The configurations whose root no other one reads. */
function outerRoots<Kept extends Reader>(roots: readonly Kept[]): readonly Kept[] {
  const readers = readersOf(roots);
  return roots.filter((root) => {
    const group = readers.get(canonicalUri(root.analysis.root)) ?? [];
    return group.length < 2 || outermost(group).includes(root);
  });
}

/** A file that was named alone, and the configuration that includes it. */
interface Part<Kept> {
  readonly uri: string;
  readonly around: Kept;
}

async function candidatesAmong(
  session: Session,
  files: readonly InputFile[],
  forced: Dialect | undefined,
  nameOf: (uri: string) => string,
) {
  const candidates: Candidate[] = [];
  const unreadable: string[] = [];
  await session.fetch(files.map(({ uri }) => uri));
  for (const { uri, named } of files) {
    if (named) await session.take(uri);
    const found = await session.dialectOf(uri);
    const dialect = forced && (named || found === forced) ? forced : forced ? undefined : found;
    if (typeof (await session.content(uri)) !== 'object') {
      if (named || dialect) unreadable.push(uri);
      continue;
    }
    if (dialect) candidates.push({ uri, named, dialect });
    else if (named) throw new Failure(`${nameOf(uri)}: ${UNKNOWN_DIALECT}`);
  }
  return { candidates, unreadable };
}

function mainFilesFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  const isMain = ({ uri, dialect }: Candidate) => dialect.mainFiles.includes(fileNameOf(uri));
  return [...candidates].sort((a, b) => Number(isMain(b)) - Number(isMain(a)));
}

type Read<Kept> = (root: string, dialect: Dialect) => Promise<Kept>;

/** Reads configurations, each once: the parts of one are often named beside each other. */
function readingOnce<Kept>(session: Session, keep: (configuration: Inspected) => Kept): Read<Kept> {
  const known = new Map<string, Kept>();
  return async (root, dialect) => {
    const key = `${dialect.id} ${canonicalUri(root)}`;
    const configuration = known.get(key) ?? keep(await session.load(root, dialect));
    known.set(key, configuration);
    return configuration;
  };
}

/** The configuration of the nearest main file that includes a file. */
async function mainAround<Kept extends Reader>(
  { uri, dialect }: Candidate,
  session: Session,
  read: Read<Kept>,
): Promise<Kept | undefined> {
  for (const main of mainFileCandidates(uri, dialect.mainFiles, [])) {
    if (main === uri || typeof (await session.content(main)) !== 'object') continue;
    const configuration = await read(main, dialect);
    if (reads(configuration, uri)) return configuration;
  }
  return undefined;
}
