import type { Analysis, EntryPoint, Mount } from '../../delivery/delivery.ts';
import { type MountCandidate, mountsOf } from '../../delivery/mounts.ts';
import { type Endpoint, endpoints } from '../../stigman/endpoints.ts';
import type { Recognized } from '../../stigman/recognition.ts';
import type { Files, Question } from '../dialect.ts';
import { oncePer } from '../once.ts';
import { type Candidate, candidatesOf, type Mappings } from './candidates.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { deliveryOf } from './delivery.ts';
import { isElsewhere, noteElsewhere } from './elsewhere.ts';
import { furtherHosts } from './further-hosts.ts';
import type { Ground, Sibling } from './ground.ts';
import { isHandshake } from './handshake.ts';
import { hostsOf } from './host-name.ts';
import { type Certificates, certificateHeaders, identityRouteOf } from './identity.ts';
import { travel } from './interception.ts';
import type { Hop, Journey } from './journey.ts';
import { type Pass, passesByServer } from './passes.ts';
import { recognitionIn, recognize, recognizeHop } from './recognition.ts';
import { httpsRedirectRemedy } from './remedies/access.ts';
import { requestFor } from './request.ts';
import { byServer, headOf } from './scope.ts';
import { type Listen, type Server, selectServer } from './servers.ts';
import { type World, worldOf } from './world.ts';

/** Reads an nginx configuration and works out what every server does to STIG Manager. Never throws. */
export function analyze(asked: Question): Analysis {
  const configuration = readConfiguration(asked);
  const { all } = configuration;
  const world = worldOf(configuration);
  const servers = world.servers.filter((each) => !isElsewhere(each, world, asked.recognition));
  const passes = passesByServer(all, servers, world);
  const rewrites = byServer(all.get('rewrite') ?? []);
  const recognition = recognitionIn([...passes.values()].flat(), world, asked.recognition);
  const question = { ...asked, recognition };
  const mappings = new Map(
    [...passes].map(([server, own]) => [
      server,
      {
        passes: own.map((pass) => ({
          pass,
          application: applicationBehind(pass, world, question),
        })),
        rewrites: rewrites.get(server.scope) ?? [],
      },
    ]),
  );
  for (const [server, own] of passes) noteElsewhere(server, own, asked.recognition);
  const certificates = certificateHeaders(configuration);
  const analysis: Analysis = {
    dialect: 'nginx',
    root: question.root,
    files: configuration.files,
    entries: [...mappings.keys()].flatMap((server) =>
      entryPoints(server, mappings, world, question, certificates),
    ),
    shadows: [],
    misreadDurations: [],
    remarks: configuration.remarks,
    includes: configuration.includes,
  };
  configurations.set(analysis, configuration);
  return analysis;
}

const configurations = new WeakMap<Analysis, Configuration>();

/** The configuration that an analysis of these files was made from. */
export function configurationBehind(analysis: Analysis, files: Files): Configuration {
  return configurations.get(analysis) ?? readConfiguration({ root: analysis.root, files });
}

function entryPoints(
  server: Server,
  mappings: ReadonlyMap<Server, Mappings>,
  world: World,
  question: Question,
  certificates: Certificates,
): readonly EntryPoint[] {
  const passes = mappings.get(server)?.passes ?? [];
  const toKeycloak = passes.filter(({ application }) => application === 'keycloak');
  const identityRoutes = toKeycloak.map(({ pass }) => identityRouteOf(pass, world, certificates));
  const candidates = candidatesOf(server, mappings, world, question);
  if (candidates.length === 0 && identityRoutes.length === 0) return [];
  const entries = new Map<string, EntryPoint>();
  for (const listen of server.listens) {
    if (listen.address.startsWith('unix:')) continue;
    const entry = entryPoint(server, listen, candidates, world, question);
    if (!entries.has(entry.url))
      entries.set(entry.url, {
        ...entry,
        identityRoutes: entries.size === 0 ? identityRoutes : [],
      });
  }
  return [...entries.values()].filter(
    (entry) => entry.mounts.length > 0 || entry.identityRoutes.length > 0,
  );
}

function applicationBehind(
  { upstream, location, path }: Pass,
  { authorizers }: World,
  { recognition }: Question,
): Recognized {
  const found = recognize(upstream, location, path, recognition);
  const isInner = location && (location.scope.has('internal') || authorizers.has(location.pattern));
  return found === 'keycloak' && isInner ? 'other' : found;
}

/** One server as clients reach it on one address. */
interface Door {
  readonly server: Server;
  readonly listen: Listen;
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** The server that takes the same requests where they come to 127.0.0.1. */
  readonly onLoopback: Server | undefined;
}

function entryPoint(
  server: Server,
  listen: Listen,
  candidates: readonly Candidate[],
  world: World,
  question: Question,
): EntryPoint {
  const doorAt = (host: string) => doorOf(server, listen, host, world);
  const others = function* () {
    for (const host of hostsOf(server.names).slice(1)) yield doorAt(host);
    for (const host of [...furtherHosts(server, world), 'localhost']) yield doorAt(host);
  };
  const { door, mounts } = bestDoor(server, doorAt(server.host), others, (each) =>
    mountsAt(each, candidates, world, question),
  );
  const owner = listen.entry ?? server.scope.owner ?? server.scope.entries[0];
  const twin = portOfTlsTwin(server, world);
  return {
    url: `${door.scheme}://${door.host}:${listen.port}`,
    secure: listen.secure,
    unexposed: isUnexposed(listen, world),
    place: owner ? headOf(owner) : { uri: question.root, start: 0, end: 0 },
    mounts,
    identityRoutes: [],
    httpsRedirect: twin === undefined ? undefined : httpsRedirectRemedy(server.scope, twin),
  };
}

function doorOf(server: Server, listen: Listen, host: string, world: World): Door {
  const scheme = listen.secure ? 'https' : 'http';
  const isPlaceholder = host === 'localhost' && server.host === host;
  const nameless = isPlaceholder && server.names.some((name) => name.startsWith('~'));
  const { address, port } = listen;
  const at = world.index.get(port);
  const taking = nameless ? server : (selectServer(at, address, host) ?? server);
  const onLoopback = address === '*' ? selectServer(at, '127.0.0.1', host) : undefined;
  return { server: taking, listen, scheme, host, port, onLoopback };
}

/** Of a server's names the first under which STIG Manager is reached through that server, else its first. */
function bestDoor(
  server: Server,
  first: Door,
  others: () => Iterable<Door>,
  mountsOfDoor: (door: Door) => readonly Mount[],
): { readonly door: Door; readonly mounts: readonly Mount[] } {
  const tried = { door: first, mounts: mountsOfDoor(first) };
  if (first.server === server && tried.mounts.some(isReached)) return tried;
  for (const door of others()) {
    const mounts = door.server === server ? mountsOfDoor(door) : [];
    if (mounts.some(isReached)) return { door, mounts };
  }
  return tried;
}

function isReached({ deliveries }: Mount): boolean {
  return deliveries.some(({ route }) => route.outcome === 'application');
}

function isUnexposed(listen: Listen, world: World): boolean {
  const inSight =
    listen.entry !== undefined || world.root.kind === 'main' || world.root.kind === 'http';
  return !inSight || /^(127\.|\[::1\])/.test(listen.address);
}

/** The port on which a server of the same name, of which this one is the plain twin, speaks TLS. */
function portOfTlsTwin(server: Server, world: World): number | undefined {
  const plain = server.listens.every((listen) => !listen.secure);
  return plain ? securePorts(world).get(server.host) : undefined;
}

const securePorts = oncePer((world: World): ReadonlyMap<string, number> => {
  const ports = new Map<string, number>();
  for (const { host, listens } of world.servers) {
    const secure = listens.filter((listen) => listen.secure).map(({ port }) => port);
    const [port] = secure.includes(443) ? [443] : secure;
    if (port !== undefined && ports.get(host) !== 443) ports.set(host, port);
  }
  return ports;
});

function mountsAt(door: Door, candidates: readonly Candidate[], world: World, question: Question) {
  const documented = new Map<string, boolean>();
  const journeys = new Map<string, Traveller>();
  const chosen: MountCandidate[] = [];
  const travellerFor = (basePath: string) => {
    const known = journeys.get(basePath);
    if (known) return known;
    const made = new Traveller(door, basePath, documented.get(basePath) ?? false, world, question);
    journeys.set(basePath, made);
    return made;
  };
  for (const candidate of candidates) {
    for (const basePath of candidate.basePaths) {
      documented.set(basePath, candidate.documented && documented.get(basePath) !== false);
    }
  }
  const tried = candidates.map((candidate) => {
    const basePath = bestOf(candidate.basePaths, travellerFor);
    return { ...candidate, basePath, isServed: travellerFor(basePath).served > 0 };
  });
  const served = tried.filter(({ isServed }) => isServed).map(({ basePath }) => basePath);
  for (const { basePath, place, certain, fromPattern, isServed } of tried) {
    const isPart = () =>
      (fromPattern && served.length > 0) ||
      served.some((around) => travellerFor(basePath).isPartOf(around));
    if (isServed || (certain && !isPart())) chosen.push({ basePath, place });
  }
  return mountsOf(chosen, {
    deliver: (endpoint, basePath) =>
      travellerFor(basePath).deliver(endpoint, placeFor(chosen, basePath)),
    withoutSlash: () => undefined,
  });
}

function placeFor(chosen: readonly MountCandidate[], basePath: string) {
  return (chosen.find((candidate) => candidate.basePath === basePath) as MountCandidate).place;
}

function bestOf(
  basePaths: readonly string[],
  travellerFor: (basePath: string) => Traveller,
): string {
  let best = basePaths[0] as string;
  if (basePaths.length === 1) return best;
  for (const basePath of basePaths) {
    if (travellerFor(basePath).served > travellerFor(best).served) best = basePath;
  }
  return best;
}

/** Sends the requests of all endpoints below one mount, once each. */
class Traveller {
  readonly #door: Door;
  readonly #basePath: string;
  readonly #documented: boolean;
  readonly #world: World;
  readonly #question: Question;
  readonly #journeys = new Map<string, { journey: Journey; beyond: Journey }>();

  constructor(door: Door, basePath: string, documented: boolean, world: World, question: Question) {
    this.#door = door;
    this.#basePath = basePath;
    this.#documented = documented;
    this.#world = world;
    this.#question = question;
  }

  /** How many endpoints get to STIG Manager on their right path. */
  get served(): number {
    return endpoints.filter(
      (endpoint) => this.#arrival(endpoint)?.path === `/${this.#pathOf(endpoint)}`,
    ).length;
  }

  /** True where its requests arrive just as they would by the mount around it. */
  isPartOf(around: string): boolean {
    const within = this.#basePath.startsWith(around) && this.#basePath.slice(around.length);
    return endpoints.some(
      (endpoint) =>
        within && this.#arrival(endpoint)?.path === `/${within}${this.#pathOf(endpoint)}`,
    );
  }

  deliver(endpoint: Endpoint, place: MountCandidate['place']) {
    const { journey, beyond } = this.#journey(endpoint);
    const ground: Ground = {
      world: this.#world,
      question: this.#question,
      basePath: this.#basePath,
      listen: this.#door.listen,
      isSplit: (this.#door.onLoopback ?? this.#door.server) !== this.#door.server,
      place,
      pathOf: (one) => this.#pathOf(one),
      sibling: (other) => this.#sibling(other),
    };
    const delivery = deliveryOf(endpoint, journey, beyond, ground);
    if (!this.#documented || delivery.route.outcome === 'application') return delivery;
    const explanation =
      'the configuration names single endpoints only, so the rest is served elsewhere';
    const route = { ...delivery.route, outcome: 'unknown' as const, explanation };
    return { ...delivery, route, refusals: [] };
  }

  #pathOf(endpoint: Endpoint): string {
    return this.#documented ? endpoint.path.replace(/^api\//, '') : endpoint.path;
  }

  #journey(endpoint: Endpoint): { journey: Journey; beyond: Journey } {
    const known = this.#journeys.get(endpoint.operationId);
    if (known) return known;
    const request = requestFor(
      { ...endpoint, path: this.#pathOf(endpoint) },
      { ...this.#door, basePath: this.#basePath },
    );
    const sent = (bodyBytes: number) =>
      travel(this.#world, this.#door.server, { ...request, bodyBytes }, (hop) =>
        this.#statusOf(hop, endpoint),
      );
    const journey = sent(request.bodyBytes);
    const stopped = journey.end.kind === 'refused' && journey.end.cause === 'body';
    const beyond = stopped ? sent(0) : journey;
    const made = { journey, beyond };
    this.#journeys.set(endpoint.operationId, made);
    return made;
  }

  #arrival(endpoint: Endpoint): Hop | undefined {
    const { beyond } = this.#journey(endpoint);
    const hop = beyond.hops.at(-1);
    return hop && beyond.end.kind === 'proxied' && this.#isStigman(hop) ? hop : undefined;
  }

  #isStigman(hop: Hop): boolean {
    return recognizeHop(hop, this.#basePath, this.#question.recognition) === 'stigman';
  }

  /** Node answers 400 to a handshake but that of the socket, the application 404 to what it does not serve (measured). */
  #statusOf(hop: Hop, endpoint: Endpoint): number | undefined {
    if (hop.path === undefined || !this.#isStigman(hop)) return undefined;
    const isRight = hop.path === `/${this.#pathOf(endpoint)}` && hop.method === endpoint.method;
    if (isRight && (endpoint.kind === 'socket' || !isHandshake(hop))) return 200;
    return isHandshake(hop) ? 400 : 404;
  }

  #sibling(endpoint: Endpoint): Sibling | undefined {
    for (const other of endpoints) {
      if (other === endpoint || !this.#arrival(other)) continue;
      const [hop] = this.#journey(other).beyond.hops;
      const own = this.#pathOf(other);
      if (hop?.path?.endsWith(`/${own}`))
        return { hop, base: hop.path.slice(0, hop.path.length - own.length) };
    }
    return undefined;
  }
}
