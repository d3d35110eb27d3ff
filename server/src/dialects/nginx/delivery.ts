import type {
  Alteration,
  BodyLimit,
  Delivery,
  Doubt,
  Fact,
  Hold,
  Refusal,
  Remedy,
  Route,
  Switch,
  TimeLimit,
} from '../../delivery/delivery.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { answeringPlace, defaultFact, entryFact, settingFact } from './facts.ts';
import type { Ground } from './ground.ts';
import { type Hop, type Journey, restatedOn } from './journey.ts';
import { parseSize, parseTime } from './measures.ts';
import { withMissingFiles } from './missing.ts';
import {
  addressDoubts,
  doubt,
  hostlessRefusals,
  measureDoubts,
  passageDoubts,
  statusDoubts,
  tlsDoubts,
} from './passage.ts';
import { authenticationRemedies, ownStatusRemedies } from './remedies/access.ts';
import {
  bodyLimitRemedies,
  bufferingRemedies,
  expiresRemedies,
  hiddenHeaderRemedies,
  passHeaderRemedies,
  readTimeoutRemedies,
} from './remedies/settings.ts';
import { routeOf } from './routes.ts';
import { type Entry, type Scope, scalar, setOf } from './scope.ts';
import { type HeldBy, isHeader, isPassed, streamingOf } from './streaming.ts';
import { upgradeOf } from './upgrade.ts';
import type { Restated, Served } from './walk.ts';

const DEFAULT_READ_TIMEOUT = 60;

/**
 * The delivery of one endpoint. `journey` is what nginx does; `beyond` is the same request without its body, which
 * shows where it would go where the body alone stops it.
 */
export function deliveryOf(
  endpoint: Endpoint,
  journey: Journey,
  beyond: Journey,
  ground: Ground,
): Delivery {
  const { hops } = beyond;
  const arrival = routeOf(beyond, endpoint, ground);
  const reached = arrival.outcome === 'application';
  const holds = reached && endpoint.kind === 'stream' ? holdsOf(hops) : [];
  const restated = reached ? restatedFor(endpoint, hops) : undefined;
  const isOpen = restated && (holds.some(isProven) || !isRefusal(restated, endpoint));
  const route = isOpen ? unsettled(arrival, restated) : arrival;
  const delivery: Delivery = {
    endpoint,
    path: ground.basePath + ground.pathOf(endpoint),
    mapping: hops[0]
      ? (answeringPlace(hops[0].scope, hops[0].served.location, hops[0].pass) ?? ground.place)
      : ground.place,
    route,
    refusals: [
      ...(beyond.end.kind === 'proxied'
        ? hops.slice(-1).flatMap((hop) => hostlessRefusals(hop, endpoint))
        : []),
      ...(restated && route === arrival && !maySwerve(beyond)
        ? [refusalBy(restated)]
        : refusalsOf(journey, reached)),
    ],
    holds,
    limits: limitsOf(hops, endpoint, ground),
    upgrade:
      endpoint.kind === 'socket' && hops.length > 0 ? upgradeOf(hops, ground.world) : undefined,
    bodyLimit: endpoint.bodyBytes > 0 ? bodyLimitOf(journey, beyond) : undefined,
    alterations: endpoint.kind === 'stream' ? hops.flatMap(alterationsOf) : [],
    buffering: hops[0] && bufferingOf(hops[0], hops[1]),
    flushing: undefined,
    authentication: [...served(beyond)].flatMap((one) =>
      one.authentication.map((entry) => entryFact(entry, authenticationRemedies(one.scope, entry))),
    ),
    doubts: [
      ...[...served(beyond)].flatMap((one) => doubtsOf(one, reached)),
      ...addressDoubts(ground, (hops[0] ?? beyond.last).scope),
      ...hops.flatMap(passageDoubts),
      ...hops.flatMap((hop) => measureDoubts(hop, endpoint)),
      ...hops.slice(-1).flatMap(tlsDoubts),
    ],
  };
  const { application } = ground.question;
  const doubts = [...delivery.doubts, ...statusDoubts(hops, delivery, application)];
  return withMissingFiles({ ...delivery, doubts }, hops, beyond.last.scope, application);
}

/** The passage through every server, the last one included. */
function served(journey: Journey): Set<Served> {
  return new Set([...journey.hops.map((hop) => hop.served), journey.last]);
}

function refusalsOf(journey: Journey, reachedWithoutBody: boolean): readonly Refusal[] {
  const { end, last } = journey;
  if (end.kind !== 'refused' || (end.cause === 'body' && reachedWithoutBody)) return [];
  if (maySwerve(journey)) return [];
  const place = answeringPlace(last.scope, last.location, undefined);
  const fact: Fact = end.by
    ? entryFact(end.by, refusalRemedies(end.cause, end.by, last.scope))
    : defaultFact(place ?? { uri: '', start: 0, end: 0 }, 'this server');
  const isLarge = end.cause === 'body';
  const cause = isLarge ? 'request' : end.cause;
  const does = isLarge ? 'takes no body of this size' : 'answers before STIG Manager is asked';
  const explanation = `${fact.subject} ${does}`;
  return [{ ...fact, status: end.status, cause, explanation }];
}

function refusalRemedies(cause: string, by: Entry, scope: Scope): readonly Remedy[] {
  if (cause === 'body') return bodyLimitRemedies(scope);
  return cause === 'authentication' ? authenticationRemedies(scope, by) : [];
}

/** True where a condition that cannot be told may lead a request elsewhere before it is refused. */
function maySwerve(journey: Journey): boolean {
  const branches = [...served(journey)].flatMap((one) => one.branches);
  return branches.some(
    ({ entry, could }) => could === 'unreachable' && /^(if|rewrite)$/.test(entry.name),
  );
}

/** The status of an answer without a body. */
const NO_CONTENT = 204;

/** The status that an error_page of the way gives to the answer; undefined where it harms none. */
function restatedFor(endpoint: Endpoint, hops: readonly Hop[]): Restated | undefined {
  const restated = restatedOn(hops);
  if (!restated || endpoint.kind === 'socket') return restated;
  return restated.status >= 300 || restated.status === NO_CONTENT ? restated : undefined;
}

function isRefusal({ status }: Restated, { kind }: Endpoint): boolean {
  return (status >= 400 && status < 500) || (status < 300 && kind === 'socket');
}

function unsettled(route: Route, { by }: Restated): Route {
  const explanation = 'its error_page changes the status of the answer';
  return { ...route, ...entryFact(by), outcome: 'unknown', explanation };
}

function refusalBy({ status, by, from }: Restated): Refusal {
  const fact = entryFact(by, ownStatusRemedies(by, from));
  const explanation = `${fact.subject} hands the request on, and the answer of STIG Manager gets the status of the error`;
  return { ...fact, status, cause: 'request', explanation };
}

function holdsOf(hops: readonly Hop[]): readonly Hold[] {
  return hops.flatMap((hop, i) => {
    const inner = hops[i + 1];
    const streaming = streamingOf(hop, inner);
    if (!streaming.heldBy) return [];
    const remedies = [
      ...bufferingRemedies(hop, streaming.headerArrives ? streaming.ignoring : undefined),
      ...(inner && !streaming.headerArrives && !streaming.ignoring
        ? passHeaderRemedies(inner)
        : []),
    ];
    const deciding = streaming.ignoring ?? streaming.buffering;
    const fact = settingFact(hop, deciding, 'proxy_buffering on (default)', remedies);
    const why = streaming.ignoring
      ? 'nginx is told to ignore X-Accel-Buffering: no, with which STIG Manager asks it not to buffer'
      : 'the nginx behind this one removes X-Accel-Buffering: no, so that this one buffers';
    return [
      {
        ...fact,
        certainty: streaming.heldBy === 'nothing-proven' ? 'unproven' : 'proven',
        explanation: `${why}${howHeld(streaming.heldBy)}`,
      },
    ];
  });
}

function isProven({ certainty }: Hold): boolean {
  return certainty === 'proven';
}

function howHeld(by: HeldBy): string {
  if (by === 'http-1.0') return ', and over HTTP/1.0 it collects the response in its buffers';
  if (by === 'no-chunks') return ', and without chunks it collects the response in its buffers';
  if (by === 'tls') return ', and toward a client with TLS it waits until ssl_buffer_size is full';
  return by === 'gzip' ? ', and gzip collects the events before it sends any' : '';
}

/** A rate that takes a millisecond and more for the head of a 101. */
const DELAYING_RATE = 150_000;

/** True where nginx delays the answer to a handshake: it forgets the read timeout of that socket (measured on 1.22.1). */
function delaysHandshake(scope: Scope): boolean {
  const sizeOf = (name: string) => parseSize(scalar(scope, name)?.args[0] ?? '') ?? 0;
  const rate = sizeOf('limit_rate');
  return rate > 0 && rate <= DELAYING_RATE && sizeOf('limit_rate_after') === 0;
}

/** The limit of each hop, except one that delays the handshake. A hop that holds the answer back starves those before it. */
function limitsOf(hops: readonly Hop[], endpoint: Endpoint, ground: Ground): readonly TimeLimit[] {
  const { patience } = ground.question.application;
  return hops.flatMap((hop, i) => {
    const limit = limitOf(hop, ground);
    if (!limit || (endpoint.kind === 'socket' && delaysHandshake(hop.scope))) return [];
    const isStarved =
      endpoint.kind === 'stream' &&
      limit.seconds < patience &&
      hops.slice(i + 1).some((inner, j) => isHeldBy(inner, hops[i + j + 2]));
    return [isStarved ? { ...limit, isStarved } : limit];
  });
}

/** True where a hop proves to hold the answer back from the one before it. */
function isHeldBy(hop: Hop, inner: Hop | undefined): boolean {
  const { heldBy } = streamingOf(hop, inner);
  return heldBy !== undefined && heldBy !== 'nothing-proven';
}

function limitOf(hop: Hop, ground: Ground): TimeLimit | undefined {
  const entry = scalar(hop.scope, 'proxy_read_timeout');
  const seconds = entry ? parseTime(entry.args.join(' ')) : DEFAULT_READ_TIMEOUT;
  if (seconds === undefined) return undefined;
  const fact = settingFact(
    hop,
    entry,
    'proxy_read_timeout (default 60s)',
    readTimeoutRemedies(hop, ground.question.application),
  );
  return { ...fact, kind: 'idle', seconds, misread: undefined };
}

/** The tightest limit that any location search on the way applied. */
function bodyLimitOf(journey: Journey, beyond: Journey): BodyLimit | undefined {
  const passages = [...served(journey), ...served(beyond)];
  const checks = passages.flatMap((one) => one.bodyChecks.map((check) => ({ one, check })));
  const tightest = checks.reduce<(typeof checks)[number] | undefined>(
    (a, b) => (a && a.check.bytes <= b.check.bytes ? a : b),
    undefined,
  );
  if (!tightest) return undefined;
  const { one, check } = tightest;
  const place = answeringPlace(check.scope, one.location, undefined);
  const remedies = bodyLimitRemedies(check.scope);
  const origin = check.entry?.scope === check.scope ? 'explicit' : 'inherited';
  if (check.entry) return { ...entryFact(check.entry, remedies), origin, bytes: check.bytes };
  if (!place) return undefined;
  const fact = defaultFact(place, 'client_max_body_size (default 1m)', remedies);
  return { ...fact, bytes: check.bytes };
}

const STREAM_HEADERS = ['content-type', 'cache-control', 'transfer-encoding'];

function alterationsOf(hop: Hop): readonly Alteration[] {
  const hidden = setOf(hop.scope, 'proxy_hide_header').flatMap((entry): Alteration[] => {
    const header = STREAM_HEADERS.slice(0, 2).find((name) => isHeader(entry, name));
    if (!header || isPassed(hop, header)) return [];
    const fact = entryFact(entry, hiddenHeaderRemedies(hop, entry));
    return [{ ...fact, header, action: 'removed' }];
  });
  const expires = scalar(hop.scope, 'expires');
  if (!expires || expires.args[0] === 'off') return hidden;
  const fact = entryFact(expires, expiresRemedies(hop, expires));
  return [...hidden, { ...fact, header: 'cache-control', action: 'replaced' }];
}

function bufferingOf(hop: Hop, inner: Hop | undefined): Switch {
  const { buffering, ignoring } = streamingOf(hop, inner);
  const remedies = bufferingRemedies(hop, ignoring);
  return {
    ...settingFact(hop, buffering, 'proxy_buffering (default on)', remedies),
    on: buffering?.args[0] !== 'off',
  };
}

/** What a condition leaves open; a body that an error_page dropped matters to STIG Manager alone. */
function doubtsOf(one: Served, reached: boolean): readonly Doubt[] {
  const open = one.branches.filter(({ entry }) => reached || entry.name !== 'error_page');
  const whether = (entry: Entry, does: string, could: Doubt['could']) =>
    doubt(entry, `Whether ${entry.name} ${does} cannot be told from the configuration.`, could);
  return [
    ...open.flatMap(({ entry, could }) => whether(entry, 'applies', could)),
    ...(one.access ? whether(one.access, 'lets the client in', 'refused') : []),
  ];
}
