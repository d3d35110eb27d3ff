import type {
  Alteration,
  Analysis,
  Delivery,
  EntryPoint,
  Fact,
  Hold,
  IdentityRoute,
  Mount,
  Refusal,
  Remedy,
  RequestHeader,
  Route,
  TimeLimit,
  Upgrade,
} from '../../server/src/delivery/delivery.ts';
import { NO_FACTS } from '../../server/src/delivery/facts.ts';
import { type Endpoint, endpoints, type OperationId } from '../../server/src/stigman/endpoints.ts';
import type { Place } from '../../server/src/text/place.ts';

/** A place of one character at an offset; equal offsets are one node. */
export function at(offset: number): Place {
  return { uri: 'file:///proxy.conf', start: offset, end: offset + 1 };
}

export function fact(offset: number, given: Partial<Fact> = {}): Fact {
  return {
    place: at(offset),
    subject: 'directive',
    origin: 'explicit',
    related: [],
    remedies: [],
    ...given,
  };
}

export function remedy(
  title: string,
  preferred: boolean,
  ...insertions: [number, string][]
): Remedy {
  const edits = insertions.map(([offset, newText]) => ({ ...at(offset), end: offset, newText }));
  return { kind: 'route', title, preferred, edits: () => edits };
}

export function route(given: Partial<Route> = {}): Route {
  return {
    ...fact(1),
    outcome: 'application',
    upstream: 'stigman:54000',
    upstreamPath: undefined,
    status: undefined,
    explanation: 'goes to stigman:54000',
    ...given,
  };
}

export function hold(offset: number, given: Partial<Hold> = {}): Hold {
  return { ...fact(offset), certainty: 'proven', explanation: 'it is buffered', ...given };
}

export function limit(offset: number, seconds: number, given: Partial<TimeLimit> = {}): TimeLimit {
  return { ...fact(offset), kind: 'idle', seconds, misread: undefined, ...given };
}

export function refusal(offset: number, given: Partial<Refusal> = {}): Refusal {
  return { ...fact(offset), status: 403, cause: 'access', explanation: 'deny all', ...given };
}

export function upgrade(offset: number, given: Partial<Upgrade> = {}): Upgrade {
  return { ...fact(offset), outcome: 'switched', explanation: '', httpVersion: '1.1', ...given };
}

export function header(
  offset: number,
  name: string,
  given: Partial<RequestHeader> = {},
): RequestHeader {
  const plain = { name, fate: 'set', valid: true, value: '$host', certificate: false } as const;
  return { ...fact(offset), ...plain, ...given };
}

export function identity(
  headers: readonly RequestHeader[],
  given: Partial<IdentityRoute> = {},
): IdentityRoute {
  return { path: '/kc/', upstream: 'keycloak:8080', place: at(2), headers, ...given };
}

export function delivery(endpoint: Endpoint, given: Partial<Delivery> = {}): Delivery {
  return {
    endpoint,
    path: `/stigman/${endpoint.path}`,
    mapping: at(1),
    route: route({ upstreamPath: `/${endpoint.path}` }),
    ...NO_FACTS,
    upgrade: endpoint.kind === 'socket' ? upgrade(1) : undefined,
    ...given,
  };
}

type Changes = (endpoint: Endpoint) => Partial<Delivery> | undefined;

/** A mount with all six endpoints, each changed as told. */
export function mount(changes: Changes, given: Partial<Mount> = {}): Mount {
  const deliveries = endpoints.map((endpoint) => delivery(endpoint, changes(endpoint)));
  const basePath = '/stigman/';
  return { basePath, place: at(1), deliveries, withoutSlash: undefined, primary: true, ...given };
}

export function entry(mounts: readonly Mount[], given: Partial<EntryPoint> = {}): EntryPoint {
  return {
    url: 'https://proxy.example:443',
    secure: true,
    place: at(0),
    mounts,
    identityRoutes: [],
    httpsRedirect: undefined,
    ...given,
  };
}

export function analysis(entries: readonly EntryPoint[], given: Partial<Analysis> = {}): Analysis {
  return {
    dialect: 'nginx',
    root: at(0).uri,
    files: [at(0).uri],
    entries,
    shadows: [],
    misreadDurations: [],
    remarks: [],
    ...given,
  };
}

/** One sound entry point, its deliveries changed as told. */
export function one(changes: Changes): Analysis {
  return analysis([entry([mount(changes)])]);
}

/** Changes for the named endpoints alone. */
export function only(ids: readonly OperationId[], given: Partial<Delivery>): Changes {
  return (endpoint) => (ids.includes(endpoint.operationId) ? given : undefined);
}

/** Changes for the endpoints of a kind. */
export function kind(wanted: Endpoint['kind'], given: Partial<Delivery>): Changes {
  return (endpoint) => (endpoint.kind === wanted ? given : undefined);
}

export function alteration(
  offset: number,
  header: string,
  given: Partial<Alteration> = {},
): Alteration {
  return { ...fact(offset), header, action: 'removed', ...given };
}
