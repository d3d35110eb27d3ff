import type { Doubt, Refusal } from '../../delivery/delivery.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { entryFact } from './facts.ts';
import { isHandshake } from './handshake.ts';
import { type Hop, lackingHost } from './journey.ts';
import { parseSize } from './measures.ts';
import { hostRemedies } from './remedies/settings.ts';
import { chain, type Entry, headOf, type Scope, scalar, setOf } from './scope.ts';
import type { Listen } from './servers.ts';
import { known } from './values.ts';

/** Requests that a browser has under way at once while it loads the web app. */
const AT_ONCE = 10;
/** Seconds that the last of them may be delayed. */
const DELAY = 1;
/** Bytes a second below which a response crawls. */
const SLOW_RATE = 1000;

/** Bytes of a body that the application has read before it answers. */
const SMALL_BODY = 65_536;

/** What may spoil a request that a hop takes to the application: a limit on many at once, or a part that it drops. */
export function passageDoubts(hop: Hop): readonly Doubt[] {
  return [
    ...limits(hop, 'limit_req', isTightRate),
    ...limits(hop, 'limit_conn', (entry) => Number(entry.args[1]) < AT_ONCE),
    ...fewConnections(hop),
    ...droppedBody(hop),
    ...droppedHeaders(hop),
    ...replacedBody(hop),
    ...missingHost(hop),
    ...slowRate(hop),
  ];
}

/**
 * Whether a plain client is understood: before 1.25.1 `http2` without `ssl` takes HTTP/2 alone, and `proxy_protocol`
 * wants a balancer in front (measured on 1.22.1).
 */
export function addressDoubts({ entry, secure, http2, proxyProtocol }: Listen): readonly Doubt[] {
  if (!entry || (!proxyProtocol && (secure || !http2))) return [];
  const what = proxyProtocol ? 'the PROXY protocol' : 'HTTP/2 without TLS';
  const explanation = `Clients of this address speak ${what}.`;
  return [{ could: 'unspoken', place: headOf(entry), explanation }];
}

function limits(
  hop: Hop,
  name: 'limit_req' | 'limit_conn',
  isTight: (entry: Entry, zone: Entry) => boolean,
): readonly Doubt[] {
  const { scope } = hop;
  if (scalar(scope, `${name}_dry_run`)?.args[0] === 'on') return [];
  return setOf(scope, name).flatMap((entry) => {
    const zone = zoneOf(scope, name, entry);
    if (!zone || !applies(hop, zone) || !isTight(entry, zone)) return [];
    const explanation = `${name} ${entry.args.join(' ')} refuses or delays requests when the web app sends several at once.`;
    return [{ could: 'any' as const, place: headOf(entry), explanation }];
  });
}

/** Where every server of the upstream has as many connections as it may, nginx answers 502 (measured on 1.22.1). */
function fewConnections({ upstream: { members }, pass }: Hop): readonly Doubt[] {
  const taking = members.filter(({ down, backup }) => !down && !backup);
  const most = taking.reduce((sum, member) => sum + member.most, 0);
  if (taking.length === 0 || most >= AT_ONCE) return [];
  const explanation = `max_conns lets ${most} connections through, and each stream holds one.`;
  return [{ could: 'any', place: headOf(pass), explanation }];
}

function zoneOf(scope: Scope, name: string, entry: Entry): Entry | undefined {
  const wanted = entry.args[0]?.replace(/^zone=/, '');
  return [...chain(scope)]
    .flatMap((at) => at.own(`${name}_zone`))
    .find((zone) => option(zone, 'zone')?.split(':')[0] === wanted);
}

/** A request whose key is empty is not counted (documentation). */
function applies({ served }: Hop, zone: Entry): boolean {
  return known(served.variables.interpolate(zone.args[0] ?? '')) !== '';
}

/** Refuses what exceeds `burst`, and without `nodelay` holds the excess back to the rate (documentation). */
function isTightRate(entry: Entry, zone: Entry): boolean {
  const burst = Number(option(entry, 'burst') ?? 0);
  if (burst < AT_ONCE - 1) return true;
  return !entry.args.includes('nodelay') && AT_ONCE / perSecond(zone) > DELAY;
}

function perSecond(zone: Entry): number {
  const [, count, unit] = /^(\d+)r\/([sm])$/.exec(option(zone, 'rate') ?? '') ?? [];
  return Number(count ?? 1) / (unit === 'm' ? 60 : 1);
}

function option(entry: Entry, name: string): string | undefined {
  return entry.args.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}

/**
 * The application waits for the body that Content-Length still announces, and takes one that is not announced for a
 * request of its own (measured on 1.22.1).
 */
function droppedBody({ scope, request, sent }: Hop): readonly Doubt[] {
  if (request.bodyBytes === 0) return [];
  const passing = scalar(scope, 'proxy_pass_request_body');
  const length = sent.find(({ name }) => name === 'content-length');
  const isWrong = length && known(length.value) !== String(request.bodyBytes);
  const entry = passing?.args[0] === 'off' ? passing : isWrong ? length.entry : undefined;
  if (!entry) return [];
  const explanation = `${entry.name} ${entry.args.join(' ')} parts the body from its announced length.`;
  return [{ could: 'any', place: headOf(entry), explanation }];
}

/** Without its headers a request has no token. */
function droppedHeaders({ scope }: Hop): readonly Doubt[] {
  const entry = scalar(scope, 'proxy_pass_request_headers');
  if (entry?.args[0] !== 'off') return [];
  const explanation = 'proxy_pass_request_headers off drops the token of the request.';
  return [{ could: 'any', place: headOf(entry), explanation }];
}

/** The text goes out with every request, with that of the handshake too. */
function replacedBody({ scope }: Hop): readonly Doubt[] {
  const entry = scalar(scope, 'proxy_set_body');
  if (!entry) return [];
  const explanation = `proxy_set_body ${entry.args.join(' ')} replaces the body of every request.`;
  return [{ could: 'any', place: headOf(entry), explanation }];
}

/** At some hundred bytes a second even the head of an answer takes its time. */
function slowRate({ scope }: Hop): readonly Doubt[] {
  const entry = scalar(scope, 'limit_rate');
  const rate = parseSize(entry?.args[0] ?? '') ?? 0;
  if (!entry || rate === 0 || rate >= SLOW_RATE) return [];
  const explanation = `limit_rate ${entry.args.join(' ')} delays what the web app waits for.`;
  return [{ could: 'any', place: headOf(entry), explanation }];
}

const WITHOUT_HOST = 'a request over HTTP/1.1 without Host is malformed';

/** Node's refusal of what a hop takes to the application without Host, which a handshake does not need (measured). */
export function hostlessRefusals(hop: Hop, { kind }: Endpoint): readonly Refusal[] {
  const entry = kind === 'stream' && !isHandshake(hop) ? lackingHost(hop) : undefined;
  if (!entry) return [];
  const fact = entryFact(entry, hostRemedies(hop));
  return [{ ...fact, status: 400, cause: 'request', explanation: WITHOUT_HOST }];
}

/** A large body may lose the refusal. */
function missingHost(hop: Hop): readonly Doubt[] {
  const entry = hop.request.bodyBytes > SMALL_BODY ? lackingHost(hop) : undefined;
  const explanation = `Whether the answer arrives cannot be told: ${WITHOUT_HOST}.`;
  return entry ? [{ could: 'refused', place: headOf(entry), explanation }] : [];
}
