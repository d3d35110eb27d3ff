import { endpoints } from '../../stigman/endpoints.ts';
import { applicationOf, mountOf, type Recognized } from '../../stigman/recognition.ts';
import { compilePattern } from '../../text/pattern.ts';
import type { Place } from '../../text/place.ts';
import type { Question } from '../dialect.ts';
import { expectedIn, namedGroups, withText } from './captures.ts';
import { clientPaths, clientWays, patternWays } from './client-path.ts';
import { conditionWords } from './conditions.ts';
import { serverBehind } from './journey.ts';
import { type Location, readLocation } from './locations.ts';
import type { Pass } from './passes.ts';
import type { Upstream } from './proxying.ts';
import { recognize, targetsOfVariables } from './recognition.ts';
import { merged } from './request.ts';
import { type Entry, headOf, scalar, scopesWithin } from './scope.ts';
import { hasPortsToItself, type Server } from './servers.ts';
import type { World } from './world.ts';

/** Texts in one group of a pattern that are tried. */
const MOST_TEXTS = 20;
/** Mounts of one inner server that are tried. */
const MOST_MOUNTS = 20;
/** Servers of this process that stand one before the other. */
const MOST_HOPS = 3;

/** A location that may serve STIG Manager, with the mounts that its path allows, the likeliest first. */
export interface Candidate {
  readonly basePaths: readonly string[];
  readonly place: Place;
  /** Recognised as STIG Manager's; else only a simulated request can tell. */
  readonly certain: boolean;
  /** Its mounts are read off a pattern, of which they may be but a part. */
  readonly fromPattern: boolean;
  /** The path names an endpoint without `/api`, as the documentation writes it. */
  readonly documented: boolean;
}

/** What of a server decides where its mounts are. */
export interface Mappings {
  readonly passes: readonly RecognizedPass[];
  readonly rewrites: readonly Entry[];
}

/** Every location of a server that may lead to STIG Manager, in document order. */
export function candidatesOf(
  server: Server,
  mappings: ReadonlyMap<Server, Mappings>,
  world: World,
  question: Question,
  hops = MOST_HOPS,
): readonly Candidate[] {
  const { passes, rewrites } = mappings.get(server) ?? { passes: [], rewrites: [] };
  const found: Candidate[] = [];
  const leading = passes.filter((recognized) => mayLead(recognized, world));
  for (const recognized of leading) {
    found.push(...candidatesFrom(recognized, server, world, question));
  }
  found.push(...rewriteCandidates(rewrites));
  const askInner = (inner: Server) => ({
    candidates: candidatesOf(inner, mappings, world, question, hops - 1),
    servesOthers: mappings.get(inner)?.passes.some(({ application }) => application !== 'stigman'),
  });
  if (hops > 0)
    found.push(...leading.flatMap(({ pass }) => innerCandidates(pass, world, askInner)));
  const wanted = question.recognition.basePath;
  if (wanted) return found.slice(0, 1).map((c) => ({ ...c, basePaths: [wanted], certain: true }));
  return found;
}

/** A proxy_pass with the application that it leads to by its own location. */
export interface RecognizedPass {
  readonly pass: Pass;
  readonly application: Recognized;
}

/** False where no request of clients gets through a proxy_pass to STIG Manager. */
function mayLead({ pass, application }: RecognizedPass, world: World): boolean {
  const { location, upstream } = pass;
  if (application === 'ignored') return false;
  const isLikely = application === 'stigman' || location?.kind === 'named';
  if (!isLikely && !isOpen(upstream, world)) return false;
  return !location || !isUnrendered(location);
}

function candidatesFrom(
  { pass, application }: RecognizedPass,
  server: Server,
  world: World,
  question: Question,
): readonly Candidate[] {
  const { location, upstream } = pass;
  const conditional = waysByCondition(pass);
  const ways = conditional ?? (location ? waysInto(location, server, world) : [['/']]);
  const recognized =
    location?.kind === 'named'
      ? recognize(upstream, location, ways[0]?.[0], question.recognition)
      : application;
  if (recognized !== 'stigman' && !isOpen(upstream, world)) return [];
  const isMeant = recognized === 'stigman' || mayBeStigman(pass, world, question);
  return ways.map((paths, i) => ({
    basePaths: [...new Set(paths.map(mountOf))],
    place: headOf(location?.entry ?? pass.entry),
    certain: isMeant && i === 0 && (!location || takesSome(location, paths)),
    fromPattern: location?.kind === 'regex' || conditional !== undefined,
    documented: paths.some((path) => /^(op|collections)\b/.test(path.slice(mountOf(path).length))),
  }));
}

const PATH = /^\$\{?(request_uri|uri|document_uri)\}?$/;

/** The ways to a proxy_pass within an `if` that tells requests by how their path begins. */
function waysByCondition({ scope, path }: Pass): readonly (readonly string[])[] | undefined {
  if (scope.kind !== 'if') return undefined;
  const [left = '', operator, right = ''] = conditionWords(scope.owner?.args ?? []);
  if (!PATH.test(left) || !right.startsWith('^') || !/^~\*?$/.test(operator ?? ''))
    return undefined;
  const ways = patternWays(right, operator === '~*');
  return ways.flat().every((way) => way.startsWith(path)) ? ways : undefined;
}

/** True where no client gets in, only what nginx sends there by itself. */
function isInternal({ scope }: Location): boolean {
  return scalar(scope, 'internal') !== undefined;
}

/** True for a path that a template has yet to fill in: nginx itself knows no variables there. */
function isUnrendered({ kind, pattern }: Location): boolean {
  return kind !== 'regex' && /\$\{|\{\{|\$[A-Z]/.test(pattern);
}

/** True where only a request can tell what an upstream leads to: a variable, a socket, a server of the same process. */
function isOpen(upstream: Upstream, world: World): boolean {
  if (upstream.hasVariables || upstream.host === undefined) return true;
  return serverBehind(world, upstream) !== undefined;
}

/** True where a value that a variable of the target may have is STIG Manager's address. */
function mayBeStigman(pass: Pass, world: World, { recognition }: Question): boolean {
  if (pass.upstream.host !== undefined) return false;
  return [...targetsOfVariables(pass, world)].some(
    (target) => applicationOf(target, recognition) === 'stigman',
  );
}

/** A named location and an internal one are entered from those that name them, one of which is likely meant for STIG Manager. */
function waysInto(
  location: Location,
  server: Server,
  world: World,
): readonly (readonly string[])[] {
  const isNamed = location.kind === 'named';
  if (!isNamed && !isInternal(location))
    return [...clientWays(location), ...capturedWays(location, world)];
  const found: string[] = [];
  for (const scope of scopesWithin(server.scope, 'location')) {
    const names = [...scope.own('try_files'), ...scope.own('error_page')].some((e) =>
      leadsInto(e.args.at(-1) ?? '', location),
    );
    const from = names && scope.owner ? readLocation(scope.owner) : undefined;
    if (from) found.push(...clientPaths(from));
  }
  if (found.length > 0) return [found];
  return isNamed ? [['/']] : [];
}

/** True for a name or path that leads into a location, whatever a variable at its end stands for. */
function leadsInto(target: string, { kind, pattern }: Location): boolean {
  if (kind === 'named') return target === pattern;
  const [head = ''] = target.split('$');
  if (head === '/') return false;
  return head.startsWith(pattern) || (head !== target && pattern.startsWith(head));
}

/** Ways through a pattern with the texts in its named groups that maps and upstreams expect there, or the usual name. */
function capturedWays({ kind, pattern, ignoreCase }: Location, world: World) {
  if (kind !== 'regex') return [];
  const expected = namedGroups(pattern).flatMap(([opening, name]) =>
    expectedIn(name, world)
      .slice(0, MOST_TEXTS)
      .map((text) => withText(pattern, opening, text)),
  );
  const usual = pattern.replace(ANY_NAME, 'stigman');
  return [...expected, ...(usual === pattern ? [] : [usual])].flatMap((one) =>
    patternWays(one, ignoreCase),
  );
}

/** The part of a pattern that takes whatever name stands there. */
const ANY_NAME = /(?<=[/(>])(?:\[\^\/\]|\[[\w\\-]+\]|\\w)\+/;

/** False for a pattern that matches no endpoint below any mount that it allows. */
function takesSome({ kind, pattern, ignoreCase }: Location, paths: readonly string[]): boolean {
  const compiled = kind === 'regex' && compilePattern(pattern, ignoreCase);
  if (!compiled) return true;
  const own = endpoints.flatMap(({ path }) => [path, path.replace(/^api\//, '')]);
  return paths.map(mountOf).some((base) => own.some((path) => compiled.exec(base + path)));
}

/**
 * The mounts of a server of this process that another stands before, as the other's clients ask for them; where its own
 * tell nothing of that, the ways into the location that leads there. They are meant for STIG Manager where theirs are and
 * no other server takes requests on its ports.
 */
function innerCandidates(
  pass: Pass,
  world: World,
  ask: (inner: Server) => { candidates: readonly Candidate[]; servesOthers: boolean | undefined },
): readonly Candidate[] {
  const inner = serverBehind(world, pass.upstream);
  if (!inner || inner === pass.server) return [];
  const isAlone = hasPortsToItself(world.index, inner);
  const asked = new Map<string, boolean>();
  const { candidates, servesOthers } = ask(inner);
  for (const { basePaths, certain } of candidates) {
    for (const path of basePaths.flatMap((sent) => askedFor(sent, pass) ?? [])) {
      const mount = mountOf(path);
      asked.set(mount, (certain && isAlone) || asked.get(mount) === true);
    }
  }
  const { location, server } = pass;
  if (asked.size === 0 && location && !servesOthers && candidates.some(({ certain }) => certain)) {
    const [way] = waysInto(location, server, world)[0] ?? [];
    if (way) asked.set(mountOf(way), isAlone);
  }
  return [...asked].slice(0, MOST_MOUNTS).map(([path, certain]) => ({
    basePaths: [path],
    place: headOf(pass.location?.entry ?? pass.entry),
    certain,
    fromPattern: false,
    documented: false,
  }));
}

/** What clients ask for where a proxy_pass sends on a path, in which slashes are merged; undefined where it sends on no such path. */
function askedFor(sent: string, { location, upstream }: Pass): string | undefined {
  if (location?.kind === 'regex' || location?.kind === 'named') return undefined;
  const prefix = location?.pattern ?? '/';
  const replaced = merged(upstream.uri ?? prefix);
  return sent.startsWith(replaced) ? prefix + sent.slice(replaced.length) : undefined;
}

/** A rewrite may give STIG Manager a mount that no location names. */
function rewriteCandidates(rewrites: readonly Entry[]): readonly Candidate[] {
  return rewrites.flatMap((entry) =>
    patternWays(entry.args[0] ?? '', false).map((paths) => ({
      basePaths: [...new Set(paths.map(mountOf))],
      place: headOf(entry),
      certain: false,
      fromPattern: true,
      documented: false,
    })),
  );
}
