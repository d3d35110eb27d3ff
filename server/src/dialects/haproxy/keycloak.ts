import type { IdentityRoute, RequestHeader } from '../../delivery/delivery.ts';
import { dynamicLines, type Way, waysOf } from './candidates.ts';
import {
  backendNamed,
  type Configuration,
  type Line,
  placeOfHead,
  placeOfLine,
  type Section,
  textOfLine,
} from './configuration.ts';
import { type Door, explore } from './exchange.ts';
import { bindsOf, isEntrance } from './frontends.ts';
import type { Header } from './headers.ts';
import type { Journey } from './journey.ts';
import { hasOption, linesWhere } from './lines-in-force.ts';
import { pathsAsked, pathsNamed } from './literals.ts';
import { hostsInNames, waysMapped } from './mapped.ts';
import { authorityOf } from './recognition.ts';
import { clearHeaderRemedy, forwardedRemedy } from './remedies.ts';
import { getRequest } from './requested.ts';
import { serversOf } from './servers.ts';
import { chainTo, nameOf } from './timeouts.ts';
import { travel, type World } from './travel.ts';

const FORWARDED: readonly string[] = [
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-forwarded-port',
];
const CLIENT_VALUE = 'sent by the client';
const MOST_PATHS = 40;
const MOST_ROUTES = 40;

/** The ways on which requests that come in at these doors of a frontend reach Keycloak. */
export function identityRoutesOf(
  frontend: Section,
  doors: readonly Door[],
  world: World,
): readonly IdentityRoute[] {
  const certificates = certificateHeaders(world.configuration);
  const routes = new Map<string, IdentityRoute>();
  for (const [way, path] of identityWays(frontend, world)) {
    if (routes.size >= MOST_ROUTES) break;
    if (routes.has(path)) continue;
    const route = routeAt(path, way, frontend, doors, world, certificates);
    if (route) routes.set(path, route);
  }
  return [...routes.values()];
}

/** The ways to Keycloak that rules and their maps name, and the paths for which they do. */
function identityWays(frontend: Section, world: World): readonly (readonly [Way, string])[] {
  const { configuration, listFile, recognizer } = world;
  const written = waysOf(frontend, world).flatMap((way) =>
    pathsOf(way, world).map((path) => [way, path] as const),
  );
  const mapped = dynamicLines(frontend).flatMap((line) =>
    [
      ...waysMapped(line, listFile),
      ...hostsInNames(line, configuration.backends.keys()).map((one) => ({ ...one, path: '/' })),
    ].flatMap(({ backend: name, path }) => {
      const backend = backendNamed(configuration, name);
      return backend ? [[{ line, backend }, path] as const] : [];
    }),
  );
  return [...written, ...mapped].filter(
    ([{ line, backend }, path]) => recognizer.at(backend, line, path) === 'keycloak',
  );
}

function pathsOf({ line }: Way, world: World): readonly string[] {
  const literals = line ? pathsAsked(line, world.listFile).map((literal) => literal.path) : [];
  return literals.length > 0 ? literals : ['/'];
}

/** The headers into which rules write the client's certificate, anywhere in the configuration: names as written by name. */
type CertificateHeaders = ReadonlyMap<string, string>;

function certificateHeaders(configuration: Configuration): CertificateHeaders {
  const written = configuration.proxies.flatMap((proxy) =>
    certificateLines(proxy).map((line) => line.words[2] ?? ''),
  );
  return new Map(written.map((name) => [name.toLowerCase(), name]));
}

const certificateLines = linesWhere(
  ([keyword, action, , value = '']) =>
    keyword === 'http-request' &&
    (action === 'set-header' || action === 'add-header') &&
    /ssl_c_(der|chain_der)\b/.test(value),
);

function routeAt(
  path: string,
  way: Way,
  frontend: Section,
  doors: readonly Door[],
  world: World,
  certificates: CertificateHeaders,
): IdentityRoute | undefined {
  const names = [...FORWARDED, ...certificates.keys()];
  const journeys = doors.flatMap((door) =>
    samplesBelow(path, frontend, world).flatMap((sample) =>
      sent(sample, door, frontend, world, names),
    ),
  );
  const arrived = journeys.filter(
    ({ backend, servers, chosenBy }) =>
      backend &&
      (backend === way.backend || world.recognizer.of(backend, chosenBy, servers) === 'keycloak'),
  );
  const backend = arrived[0]?.backend;
  if (!backend) return undefined;
  const server = serversOf(backend)[0];
  const found = names.map((name) => headerOf(name, certificates.get(name), arrived, way, backend));
  const wrong = found.filter(isToBeSet);
  const mend = forwardedRemedy(
    backend,
    wrong.map(({ header: { name }, writer }) => ({
      name,
      writer,
      lines: () => linesSetting(name, backend, world),
    })),
  );
  const headers = found.map((one) =>
    wrong.includes(one) ? { ...one.header, remedies: [mend] } : one.header,
  );
  const place = way.line ? placeOfLine(way.line) : placeOfHead(backend);
  return { path, upstream: server ? authorityOf(server) : backend.name, place, headers };
}

/** True for a header that the proxy itself should write, and does not in every request. */
function isToBeSet({ header: { name, fate, valid } }: Found): boolean {
  if (!FORWARDED.includes(name)) return false;
  return !valid || !(fate === 'set' || (fate === 'appended' && name === 'x-forwarded-for'));
}

/** Paths to try: the way's own, and those that rules single out below it, with a slash behind them too. */
function samplesBelow(path: string, frontend: Section, world: World): readonly string[] {
  const named = pathsNamed(frontend, world.listFile).map((literal) => literal.path);
  const below = [path, ...named.filter((other) => other.startsWith(path))].slice(0, MOST_PATHS);
  return [...new Set(below.flatMap((one) => (one.endsWith('/') ? [one] : [one, `${one}/`])))];
}

function sent(
  path: string,
  door: Door,
  frontend: Section,
  world: World,
  names: readonly string[],
): readonly Journey[] {
  const { runs } = explore((assumptions) => {
    const request = getRequest(path, door, assumptions);
    for (const name of names) request.headers.receive(name, CLIENT_VALUE);
    return travel(world, frontend, request, undefined, assumptions);
  });
  return runs.map((run) => run.result).filter((journey) => !journey.end);
}

type Fate = RequestHeader['fate'];

/** A header as it reaches Keycloak, and the line that writes it. */
interface Found {
  readonly header: RequestHeader;
  readonly writer: Line | undefined;
}

function headerOf(
  name: string,
  certificate: string | undefined,
  journeys: readonly Journey[],
  way: Way,
  backend: Section,
): Found {
  const arrivals = journeys.map((journey) => arrivalOf(name, journey));
  const written = arrivals.flatMap((arrival) => arrival.filter((header) => header.writer));
  const writer = written[0]?.writer;
  const fate = overall(arrivals.map(fateOf), name);
  const value = written.find((header) => header.value !== undefined)?.value;
  const line = writer ?? way.line;
  const header: RequestHeader = {
    name,
    fate,
    value,
    valid: written.every((header) => isLegal(name, header.value)),
    certificate: certificate !== undefined,
    place: line ? placeOfLine(line) : placeOfHead(backend),
    subject: line ? textOfLine(line) : nameOf(backend),
    origin: writer?.proxy.kind === 'defaults' ? 'inherited' : 'explicit',
    related: line ? chainTo(line, line.proxy, backend) : [],
    remedies:
      certificate === undefined
        ? []
        : [clearHeaderRemedy(journeys[0]?.frontend ?? backend, writer, certificate)],
  };
  return { header, writer };
}

/** The lines of a header as Keycloak gets them, with what `option forwardfor` adds. */
function arrivalOf(name: string, journey: Journey): readonly Header[] {
  const { request, frontend, backend } = journey;
  const headers = [...request.headers.named(name)];
  const option = (backend && hasOption(backend, 'forwardfor')) ?? hasOption(frontend, 'forwardfor');
  if (name !== 'x-forwarded-for' || !option || option.words.includes('header')) return headers;
  const kept = option.words.includes('if-none') && headers.length > 0;
  return kept ? headers : [...headers, { name, value: undefined, writer: option }];
}

function fateOf(headers: readonly Header[]): Fate {
  const own = headers.filter(({ writer, value }) => writer && value !== CLIENT_VALUE);
  if (headers.length === 0) return 'removed';
  if (own.length === headers.length) return 'set';
  return own.length === 0 ? 'passed' : 'duplicated';
}

/** The fate over all requests; two lines of X-Forwarded-For are one list. */
function overall(fates: readonly Fate[], name: string): Fate {
  const list = name === 'x-forwarded-for';
  if (fates.includes('duplicated')) return list ? 'appended' : 'duplicated';
  const passes = fates.includes('passed');
  if (passes) return fates.every((fate) => fate === 'passed') ? 'passed' : 'conditional';
  return fates.includes('set') ? 'set' : 'removed';
}

function isLegal(name: string, value: string | undefined): boolean {
  if (value === undefined) return true;
  if (name === 'x-forwarded-proto') return /^https?$/i.test(value);
  if (name === 'x-forwarded-port') return /^\d+$/.test(value);
  return value !== '';
}

function linesSetting(name: string, backend: Section, world: World): readonly string[] {
  switch (name) {
    case 'x-forwarded-for':
      return ['http-request set-header X-Forwarded-For %[src]'];
    case 'x-forwarded-host':
      return ['http-request set-header X-Forwarded-Host %[req.hdr(host)]'];
    case 'x-forwarded-port':
      return ['http-request set-header X-Forwarded-Port %[dst_port]'];
    default:
      return protocolLines(backend, world);
  }
}

/** The protocol that is spoken on each address by which some section leads to a backend. */
function protocolLines(backend: Section, world: World): readonly string[] {
  const rule = 'http-request set-header X-Forwarded-Proto';
  const binds = world.configuration.proxies
    .filter((proxy) => isEntrance(proxy) && mayLead(proxy, backend, world))
    .flatMap(bindsOf);
  if (binds.every(({ secure }) => secure)) return [`${rule} https`];
  if (binds.every(({ secure }) => !secure)) return [`${rule} http`];
  return [`${rule} https if { ssl_fc }`, `${rule} http if !{ ssl_fc }`];
}

function mayLead(proxy: Section, backend: Section, world: World): boolean {
  const isNamed = waysOf(proxy, world).some((way) => way.backend === backend);
  return isNamed || dynamicLines(proxy).length > 0;
}
