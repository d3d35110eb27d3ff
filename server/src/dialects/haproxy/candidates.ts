import {
  applicationAt,
  isBesideOwn,
  mountOf,
  namesEndpoint,
  noRecognition,
} from '../../stigman/recognition.ts';
import type { Place } from '../../text/place.ts';
import { oncePer } from '../once.ts';
import { type Condition, conditionOf } from './conditions.ts';
import {
  backendNamed,
  type Configuration,
  type Line,
  placeOfHead,
  placeOfLine,
  type Section,
} from './configuration.ts';
import { hasServerHere, innerBehind } from './inner.ts';
import { modeOf, rulesOf, settingOf } from './lines-in-force.ts';
import {
  asksPath,
  hostsAsked,
  hostsNamed,
  looksAtHost,
  looksAtPath,
  type PathLiteral,
  pathsAsked,
  pathsNamed,
} from './literals.ts';
import { hostsInNames, hostsMapped, pathsMapped } from './mapped.ts';
import { cutsPath, pathsRewritten } from './rewritten.ts';
import { serversOf } from './servers.ts';
import { MOST_SECTIONS, type World } from './travel.ts';

/** A way from a frontend to a backend. */
export interface Way {
  /** Undefined where a listen section answers by itself. */
  readonly line: Line | undefined;
  readonly backend: Section;
  /** It hands on to another section that seems to serve STIG Manager. */
  readonly handsOn?: boolean;
}

/** The ways out of a frontend, in the order in which they are tried; names that the request decides stay out. */
export function waysOf(frontend: Section, { configuration }: World): readonly Way[] {
  return waysIn(configuration)(frontend);
}

const waysIn = oncePer((configuration: Configuration) =>
  oncePer((frontend: Section) => findWays(frontend, configuration)),
);

function findWays(frontend: Section, configuration: Configuration): readonly Way[] {
  const lines = rulesOf(frontend, 'use_backend');
  const last = settingOf(frontend, 'default_backend');
  const ways: Way[] = [...lines, ...(last ? [last] : [])].flatMap((line) => {
    const backend = backendNamed(configuration, line.words[1] ?? '');
    return backend ? [{ line, backend }] : [];
  });
  return frontend.kind === 'listen' ? [...ways, { line: undefined, backend: frontend }] : ways;
}

/** The lines that make the name of a backend of the request. */
export const dynamicLines = oncePer((frontend: Section) =>
  rulesOf(frontend, 'use_backend').filter((line) => line.words[1]?.includes('%')),
);

/** A path below which STIG Manager seems to be served. */
export interface Candidate {
  readonly basePath: string;
  readonly place: Place;
  /** True where a rule sends this very path to STIG Manager, so that it is a mount even if nothing arrives. */
  readonly certain: boolean;
  /** True where a rule sends all below the path there, and its name or a rewriting shows that it is meant for a mount. */
  readonly meant?: boolean;
}

const MOST_CANDIDATES = 40;

/** The paths below which a frontend seems to serve STIG Manager, itself or by way of other sections. */
export function candidatesOf(
  frontend: Section,
  world: World,
  basePath: string,
  via: readonly Section[] = [],
): readonly Candidate[] {
  const ways = waysOf(frontend, world);
  const handed = ways.map((way) => fromInner(way, world, basePath, [...via, frontend]));
  const told = ways.map((way, i) => ({ ...way, handsOn: (handed[i] ?? []).length > 0 }));
  const found = [
    ...ways.flatMap((way) => fromWay(way, frontend, world)),
    ...handed.flat(),
    ...guesses(frontend, told, world),
  ];
  if (basePath !== '') {
    found.unshift({ basePath, place: placeOfHead(frontend), certain: false });
  }
  const distinct = new Map<string, Candidate>();
  for (const candidate of found) {
    const key = candidate.basePath.toLowerCase();
    const known = distinct.get(key);
    const better = known && candidate.basePath === key && known.basePath !== key;
    if (!known || better || (candidate.certain && !known.certain)) distinct.set(key, candidate);
  }
  return [...distinct.values()].slice(0, MOST_CANDIDATES);
}

function fromWay(way: Way, frontend: Section, world: World): readonly Candidate[] {
  const { line, backend } = way;
  const proxies = [frontend, backend];
  if (!world.recognizer.mayBeStigman(backend, line)) return [];
  const place = line ? placeOfLine(line) : placeOfHead(backend);
  const paths = line ? pathsAsked(line, world.listFile) : [];
  if (paths.length === 0) {
    const known = world.recognizer.of(backend, line) === 'stigman';
    const certain =
      backend !== line?.proxy && !(line && looksAtPath(line)) && !proxies.some(cutsPath);
    return known ? [{ basePath: '/', place, certain }] : [];
  }
  const texts = paths.map(({ path }) => path);
  return paths.flatMap(({ path, covers, anywhere }) => {
    if (world.recognizer.at(backend, line, path) !== 'stigman') return [];
    const isMount =
      isWholeMount(path, paths.length === 1, proxies) ||
      pathsNamed(frontend, world.listFile).some((one) => isWithoutSlash(one, path));
    if (!isMount && (anywhere || isBesideOwn(path, texts))) return [];
    const meant = covers && isMount;
    return [{ basePath: mountOf(path), place, certain: covers || namesEndpoint(path), meant }];
  });
}

/** True where a rule singles out a mount without its trailing slash, which concerns nothing but a mount. */
function isWithoutSlash({ path, covers }: PathLiteral, mount: string): boolean {
  return !covers && mount !== '/' && mountOf(mount) === `${path}/`;
}

/**
 * True for a path that is a mount and no part of one, as its name shows, or that these sections rewrite it, or rewrite
 * something though a rule asks for it alone.
 */
function isWholeMount(path: string, alone: boolean, sections: readonly Section[]): boolean {
  const mount = mountOf(path);
  if (mount === '/' || mount !== withSlash(path)) return false;
  if (applicationAt(path, noRecognition) === 'stigman') return true;
  const rewritten = sections.flatMap(pathsRewritten);
  return alone ? rewritten.length > 0 : rewritten.some((one) => withSlash(one) === mount);
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

/** The mounts of another section that a way leads to: certain where it hands on whatever comes. */
function fromInner(
  { line, backend }: Way,
  world: World,
  basePath: string,
  via: readonly Section[],
): readonly Candidate[] {
  const inner = innerOf(backend, world, via);
  if (!inner) return [];
  const asIs = [backend, ...via.slice(-1)].every((proxy) => pathsRewritten(proxy).length === 0);
  const takesAll = asIs && !(line && conditionOf(line));
  const place = line ? placeOfLine(line) : placeOfHead(backend);
  return candidatesOf(inner, world, basePath, via).map((candidate) => ({
    ...candidate,
    place,
    certain: takesAll && candidate.certain,
    meant: takesAll && candidate.meant === true,
  }));
}

/** The section behind a backend in http mode, if the way did not lead through it before. */
function innerOf(backend: Section, world: World, via: readonly Section[]): Section | undefined {
  if (!hasServerHere(backend) || modeOf(backend) !== 'http') return undefined;
  const [server] = serversOf(backend);
  const inner = server && innerBehind(world.configuration, server)?.section;
  return inner && !via.includes(inner) && via.length < MOST_SECTIONS ? inner : undefined;
}

/** Mounts that are worth a try wherever a backend is STIG Manager's. */
const USUAL_MOUNTS: readonly string[] = ['/', '/stigman/'];

/** Paths that rules speak of without saying where they lead: mounts if STIG Manager is reached below them. */
function guesses(frontend: Section, ways: readonly Way[], world: World): readonly Candidate[] {
  const dynamic = dynamicLines(frontend);
  const any = dynamic.length > 0 ? world.configuration.backends.values() : [];
  const handing = new Set(ways.filter((way) => way.handsOn).map((way) => way.backend));
  const backends = [...new Set([...ways.map((way) => way.backend), ...any])].filter(
    (backend) =>
      handing.has(backend) ||
      (world.recognizer.mayBeStigman(backend, undefined) &&
        world.recognizer.of(backend, undefined) === 'stigman'),
  );
  if (backends.length === 0 && dynamic.length === 0) return [];
  const foreign = foreignPaths(ways, world);
  const paths = [
    ...[frontend, ...backends].flatMap(pathsRewritten),
    ...dynamic.flatMap((line) => pathsMapped(line, world.listFile)),
    ...[frontend, ...backends].flatMap((section) =>
      pathsNamed(section, world.listFile)
        .map((literal) => literal.path)
        .filter((path) => !foreign.has(path)),
    ),
  ];
  const place = placeOfHead(frontend);
  const mounts = [...paths.map(mountOf), ...USUAL_MOUNTS];
  return mounts.map((basePath) => ({ basePath, place, certain: false }));
}

/** Paths all of whose requests a rule sends to another application, if no earlier rule takes them. */
function foreignPaths(ways: readonly Way[], world: World): ReadonlySet<string> {
  const foreign = ways.flatMap(({ line, backend }) => {
    const condition = line && conditionOf(line);
    if (!condition || !asksPathsOnly(condition)) return [];
    if (world.recognizer.mayBeStigman(backend, line)) return [];
    return pathsAsked(line, world.listFile).map(({ path }) => path);
  });
  return new Set(foreign);
}

const asksPathsOnly = oncePer(
  ({ unless, alternatives }: Condition): boolean =>
    !unless &&
    alternatives.every(
      ([term, ...others]) =>
        term && others.length === 0 && !term.negated && term.tests.every(asksPath),
    ),
);

/** Host names that rules look at: those that lead to the application wanted, and all others. */
export interface Hosts {
  readonly leading: readonly string[];
  readonly others: readonly string[];
  /** True where rules look at the host, though they may name none. */
  readonly matter: boolean;
}

/** Host names under which clients may ask for STIG Manager or Keycloak. */
export function hostsFor(
  frontend: Section,
  world: World,
  wanted: 'stigman' | 'keycloak',
  via: readonly Section[] = [],
): Hosts {
  const { configuration, listFile, recognizer } = world;
  const mapped = dynamicLines(frontend).flatMap((line) => [
    ...hostsMapped(line, listFile),
    ...hostsInNames(line, configuration.backends.keys()),
  ]);
  const leads = (name: string) => {
    const backend = backendNamed(configuration, name);
    return backend !== undefined && recognizer.of(backend, undefined) === wanted;
  };
  const ways = waysOf(frontend, world).map((way) => {
    const inner = innerOf(way.backend, world, [...via, frontend]);
    return { ...way, behind: inner && hostsFor(inner, world, wanted, [...via, frontend]) };
  });
  const leading = [
    ...ways.flatMap((way) => hostsOn(way, world, wanted)),
    ...mapped.filter(({ backend }) => leads(backend)).map(({ host }) => host),
  ];
  const named = [
    ...hostsNamed(frontend, listFile),
    ...mapped.map(({ host }) => host),
    ...ways.flatMap(({ behind }) => behind?.others ?? []),
  ];
  const others = named.filter((host) => !leading.includes(host));
  const matter =
    named.length + leading.length > 0 ||
    looksAtHost(frontend) ||
    ways.some(({ backend, behind }) => looksAtHost(backend) || behind?.matter);
  return { leading: [...new Set(leading)], others: [...new Set(others)], matter };
}

/** Host names by which a way leads to the application wanted, itself or by way of another section. */
function hostsOn(
  { line, backend, behind }: Way & { readonly behind: Hosts | undefined },
  { recognizer, listFile }: World,
  wanted: 'stigman' | 'keycloak',
): readonly string[] {
  if (!behind && wanted === 'stigman' && !recognizer.mayBeStigman(backend, line)) return [];
  if (!behind && recognizer.of(backend, line) !== wanted) return [];
  const own = line ? hostsAsked(line, listFile).slice(0, 1) : [];
  return behind && own.length === 0 ? behind.leading : own;
}
