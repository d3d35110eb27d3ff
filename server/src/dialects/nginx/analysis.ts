import type { Analysis, EntryPoint } from '../../delivery/delivery.ts';
import type { Recognized } from '../../stigman/recognition.ts';
import type { Files, Question } from '../dialect.ts';
import { oncePer } from '../once.ts';
import { type Candidate, candidatesOf, type Mappings } from './candidates.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { bestDoor, doorOf } from './doors.ts';
import { isElsewhere, noteElsewhere } from './elsewhere.ts';
import { furtherHosts } from './further-hosts.ts';
import { hostsOf } from './host-name.ts';
import { type Certificates, certificateHeaders, identityRouteOf } from './identity.ts';
import { mountsAt } from './mounts.ts';
import { type Pass, passesByServer } from './passes.ts';
import { recognitionIn, recognize } from './recognition.ts';
import { httpsRedirectRemedy } from './remedies/access.ts';
import { byServer, headOf } from './scope.ts';
import type { Listen, Server } from './servers.ts';
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
  const mappingsOf = (server: Server, own: readonly Pass[]): Mappings => ({
    passes: own.map((pass) => ({ pass, application: applicationBehind(pass, world, question) })),
    rewrites: rewrites.get(server.scope) ?? [],
  });
  const mappings = new Map([...passes].map(([server, own]) => [server, mappingsOf(server, own)]));
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
