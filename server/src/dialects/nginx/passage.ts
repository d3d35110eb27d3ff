import * as l10n from '@vscode/l10n';
import type { Delivery, Doubt, Refusal } from '../../delivery/delivery.ts';
import { breaks } from '../../delivery/verdict.ts';
import type { Application } from '../../stigman/application.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { isTlsPort } from '../../stigman/recognition.ts';
import { doubt, entryFact } from './facts.ts';
import type { Ground } from './ground.ts';
import { isHandshake } from './handshake.ts';
import { type Hop, lackingHost } from './journey.ts';
import { parseSize, parseTime } from './measures.ts';
import { hostRemedies } from './remedies/settings.ts';
import {
  chain,
  type Entry,
  option,
  type Scope,
  scalar,
  setOf,
  switchOf,
  written,
} from './scope.ts';
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
    ...framing(hop),
    ...replacedBody(hop),
    ...missingHost(hop),
    ...slowRate(hop),
  ];
}

/**
 * Whether a plain client is understood: before 1.25.1 `http2` without `ssl` takes HTTP/2 alone, and `proxy_protocol`
 * wants a balancer in front; and whether one is let in that shows no certificate. A listener of 127.0.0.1 takes requests
 * from one of every address (measured on 1.22.1).
 */
export function addressDoubts({ listen, isSplit }: Ground, scope: Scope): readonly Doubt[] {
  const { entry, secure, http2, proxyProtocol } = listen;
  const shown = secure && scalar(scope, 'ssl_verify_client');
  if (shown && shown.args[0]?.toLowerCase() === 'on')
    return doubt(shown, l10n.t('Who shows no client certificate gets 400.'), 'unspoken');
  if (entry && proxyProtocol)
    return doubt(entry, l10n.t('Clients of this address speak the PROXY protocol.'), 'unspoken');
  if (entry && !secure && http2)
    return doubt(entry, l10n.t('Clients of this address speak HTTP/2 without TLS.'), 'unspoken');
  if (!entry || !isSplit) return [];
  return doubt(entry, l10n.t('Another server answers on 127.0.0.1.'), 'unspoken');
}

/**
 * Whether what breaks on a hop keeps its status: an error_page takes the 504 of a timeout before the head, a file of which
 * may be missing, and with proxy_intercept_errors the refusal of a handshake (measured on 1.22.1).
 */
export function statusDoubts(
  hops: readonly Hop[],
  delivery: Delivery,
  application: Application,
): readonly Doubt[] {
  const isHeld = hops.length > 1 && delivery.holds.some(({ certainty }) => certainty === 'proven');
  const isEarly = delivery.limits.some(
    (limit) => limit.seconds === 0 || (isHeld && breaks(limit, delivery, application)),
  );
  const isRefused = delivery.upgrade?.outcome === 'refused';
  if (!isEarly && !isRefused) return [];
  return hops.flatMap(({ scope }) => {
    const answers = isRefused && switchOf(scope, 'proxy_intercept_errors') === 'on';
    const isForced = (args: readonly string[]) =>
      args.some((word) => /^40[04]$/.test(word)) && args.some((word) => /^=5/.test(word));
    const page = setOf(scope, 'error_page').find(
      ({ args }) => (isEarly && args.includes('504')) || (answers && isForced(args)),
    );
    const told = l10n.t('Which status the error gets cannot be told.');
    return page ? doubt(page, told, 'unreachable').map((one) => ({ ...one, aside: true })) : [];
  });
}

/** Whether a time or size that a template fills in is long or large enough. */
export function measureDoubts({ scope }: Hop, { kind }: Endpoint): readonly Doubt[] {
  const [name, parse, could] =
    kind === 'upload'
      ? (['client_max_body_size', parseSize, 'refused'] as const)
      : (['proxy_read_timeout', parseTime, 'cut'] as const);
  const entry = scalar(scope, name);
  if (!entry || parse(entry.args.join(' ')) !== undefined) return [];
  return doubt(entry, l10n.t`How much ${written(entry)} allows cannot be told.`, could);
}

/** Whether the application speaks TLS, where its port does not tell. */
export function tlsDoubts({ upstream: { scheme, port, members }, pass }: Hop): readonly Doubt[] {
  const ports = members.length > 0 ? members.map((member) => member.port) : [port];
  if (scheme === 'http' || ports.every(isTlsPort)) return [];
  return doubt(pass, l10n.t('Whether TLS is spoken there cannot be told from the configuration.'));
}

function limits(
  hop: Hop,
  name: 'limit_req' | 'limit_conn',
  isTight: (entry: Entry, zone: Entry) => boolean,
): readonly Doubt[] {
  const { scope } = hop;
  if (switchOf(scope, `${name}_dry_run`) === 'on') return [];
  return setOf(scope, name).flatMap((entry) => {
    const zone = zoneOf(scope, name, entry);
    if (!zone || !applies(hop, zone) || !isTight(entry, zone)) return [];
    return doubt(
      entry,
      l10n.t`${written(entry)} refuses or delays requests when the web app sends several at once.`,
    );
  });
}

/** Where every server of the upstream has as many connections as it may, nginx answers 502 (measured on 1.22.1). */
function fewConnections({ upstream: { members }, pass }: Hop): readonly Doubt[] {
  const taking = members.filter(({ down, backup }) => !down && !backup);
  const most = taking.reduce((sum, member) => sum + member.most, 0);
  if (taking.length === 0 || most >= AT_ONCE) return [];
  return doubt(
    pass,
    l10n.t`max_conns lets ${most} connections through, and each stream holds one.`,
  );
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

/**
 * The application waits for the body that Content-Length still announces, and takes one that is not announced for a
 * request of its own (measured on 1.22.1).
 */
function droppedBody({ scope, request, sent }: Hop): readonly Doubt[] {
  if (request.bodyBytes === 0) return [];
  const passing = scalar(scope, 'proxy_pass_request_body');
  const length = sent.find(({ name }) => name === 'content-length');
  const isWrong = length && known(length.value) !== String(request.bodyBytes);
  const entry =
    passing?.args[0]?.toLowerCase() === 'off' ? passing : isWrong ? length.entry : undefined;
  return entry
    ? doubt(entry, l10n.t`${written(entry)} parts the body from its announced length.`)
    : [];
}

/** Written by hand, they make the application refuse a request or wait for a body that does not come (measured on 1.22.1). */
function framing({ sent }: Hop): readonly Doubt[] {
  return sent
    .filter(({ name, value }) => /^(expect|transfer-encoding)$/.test(name) && known(value) !== '')
    .flatMap(({ entry }) =>
      doubt(entry, l10n.t`${written(entry)} is not what the request looks like.`),
    );
}

/** Without its headers a request has no token. */
function droppedHeaders({ scope }: Hop): readonly Doubt[] {
  const entry = scalar(scope, 'proxy_pass_request_headers');
  return entry?.args[0]?.toLowerCase() === 'off'
    ? doubt(entry, l10n.t`${written(entry)} drops the token of the request.`)
    : [];
}

/** The text goes out with every request, with that of the handshake too. */
function replacedBody({ scope }: Hop): readonly Doubt[] {
  const entry = scalar(scope, 'proxy_set_body');
  return entry ? doubt(entry, l10n.t`${written(entry)} replaces the body of every request.`) : [];
}

/** At some hundred bytes a second even the head of an answer takes its time. */
function slowRate({ scope }: Hop): readonly Doubt[] {
  const entry = scalar(scope, 'limit_rate');
  const rate = parseSize(entry?.args[0] ?? '') ?? 0;
  if (!entry || rate === 0 || rate >= SLOW_RATE) return [];
  return doubt(entry, l10n.t`${written(entry)} delays what the web app waits for.`);
}

/** Node's refusal of what a hop takes to the application without Host, which a handshake does not need (measured). */
export function hostlessRefusals(hop: Hop, { kind }: Endpoint): readonly Refusal[] {
  const entry = kind === 'stream' && !isHandshake(hop) ? lackingHost(hop) : undefined;
  if (!entry) return [];
  const fact = entryFact(entry, hostRemedies(hop));
  const explanation = l10n.t('a request over HTTP/1.1 without Host is malformed');
  return [{ ...fact, status: 400, cause: 'request', explanation }];
}

/** A large body may lose the refusal. */
function missingHost(hop: Hop): readonly Doubt[] {
  const entry = hop.request.bodyBytes > SMALL_BODY ? lackingHost(hop) : undefined;
  if (!entry) return [];
  const explanation = l10n.t(
    'Whether the answer arrives cannot be told: a request over HTTP/1.1 without Host is malformed.',
  );
  return doubt(entry, explanation, 'refused');
}
