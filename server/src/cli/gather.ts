import type { Configuration } from '../dialects/configuration.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { Inspected } from '../service/inspected.ts';
import { mainFileCandidates, outermost, reads } from '../workspace/roots.ts';
import { fileNameOf } from '../workspace/uri.ts';
import { Failure } from './failure.ts';
import type { InputFile } from './paths.ts';
import type { Session } from './session.ts';

export interface Gathered {
  readonly configurations: readonly Inspected[];
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

/** Reads the configurations that files stand for; one that another includes is judged within that one. */
export async function gather(
  session: Session,
  files: readonly InputFile[],
  forced: Dialect | undefined,
): Promise<Gathered> {
  const { candidates, unreadable } = await candidatesAmong(session, files, forced);
  const roots: Inspected[] = [];
  const parts: Part[] = [];
  for (const candidate of mainFilesFirst(candidates)) {
    if (roots.some((root) => reads(root, candidate.uri))) continue;
    const around = candidate.named ? await mainConfiguration(session, candidate) : undefined;
    if (around) parts.push({ uri: candidate.uri, around });
    else roots.push(await session.load(candidate.uri, candidate.dialect));
  }
  const outer = new Set<Configuration>(outermost(roots));
  const own = roots.filter((root) => outer.has(root));
  const beside = parts.filter(({ uri }) => !own.some((root) => reads(root, uri)));
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

/** A file that was named alone, and the configuration that includes it. */
interface Part {
  readonly uri: string;
  readonly around: Inspected;
}

async function candidatesAmong(
  session: Session,
  files: readonly InputFile[],
  forced: Dialect | undefined,
) {
  const candidates: Candidate[] = [];
  const unreadable: string[] = [];
  for (const { uri, named } of files) {
    const found = await session.dialectOf(uri);
    const dialect = forced && (named || found === forced) ? forced : forced ? undefined : found;
    if (typeof (await session.content(uri)) !== 'object') {
      if (named || dialect) unreadable.push(uri);
      continue;
    }
    if (dialect) candidates.push({ uri, named, dialect });
    else if (named) throw new Failure(unknownDialect(uri));
  }
  return { candidates, unreadable };
}

function unknownDialect(uri: string): string {
  const name = fileNameOf(uri);
  return `${name}: cannot tell which proxy it configures; name its language with --dialect`;
}

function mainFilesFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  const isMain = ({ uri, dialect }: Candidate) => dialect.mainFiles?.includes(fileNameOf(uri));
  return [...candidates].sort((a, b) => Number(isMain(b) ?? false) - Number(isMain(a) ?? false));
}

async function mainConfiguration(
  session: Session,
  { uri, dialect }: Candidate,
): Promise<Inspected | undefined> {
  for (const main of mainFileCandidates(uri, dialect.mainFiles ?? [], [])) {
    if (main === uri || typeof (await session.content(main)) !== 'object') continue;
    const configuration = await session.load(main, dialect);
    if (reads(configuration, uri)) return configuration;
  }
  return undefined;
}
