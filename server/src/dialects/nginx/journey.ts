import * as l10n from '@vscode/l10n';
import { answered } from './content.ts';
import {
  lacksResolver,
  likeliest,
  memberAt,
  resolveUpstream,
  type SentHeader,
  sentHeaders,
  type Upstream,
} from './proxying.ts';
import { merged, type Request } from './request.ts';
import { type Entry, type Scope, scalar, setOf, switchOf } from './scope.ts';
import { type Server, selectServer } from './servers.ts';
import { serve } from './serving.ts';
import { concat, known, unknownValue, type Value } from './values.ts';
import type { End, Restated, Served } from './walk.ts';
import type { World } from './world.ts';

const MAX_HOPS = 6;

/** One passage through a server of this configuration that proxies the request on. */
export interface Hop {
  readonly request: Request;
  readonly served: Served;
  readonly pass: Entry;
  /** The scope whose settings are in force. */
  readonly scope: Scope;
  readonly upstream: Upstream;
  /** Path that the next server sees; undefined where it cannot be told. */
  readonly path: string | undefined;
  readonly sent: readonly SentHeader[];
  /** Method of the request that it sends on; undefined where it cannot be told. */
  readonly method: string | undefined;
  /** Undefined where a template has yet to fill it in. */
  readonly httpVersion: '1.0' | '1.1' | undefined;
  readonly httpVersionEntry: Entry | undefined;
}

/** The way of a request through every hop within the configuration. */
export interface Journey {
  readonly hops: readonly Hop[];
  /** How the last server treated it; `proxied` where it left for an upstream outside. */
  readonly end: End;
  readonly last: Served;
}

/** The passage through every server, the last one included. */
export function servedOn(journey: Journey): Set<Served> {
  return new Set([...journey.hops.map((hop) => hop.served), journey.last]);
}

/** The status that an error_page on the way gives to whatever comes from behind it. */
export function restatedOn(hops: readonly Hop[]): Restated | undefined {
  for (const { served } of hops) {
    if (served.end.kind === 'proxied' && served.end.restated) return served.end.restated;
  }
  return undefined;
}

/** Follows a request from a server on, behind `before`, to where it leaves the configuration. */
export function follow(
  world: World,
  from: Served,
  request: Request,
  before: readonly Hop[] = [],
): Journey {
  const hops = [...before];
  let at = { served: from, request };
  for (;;) {
    const { served } = at;
    const ended = (end: End): Journey => ({ hops, end, last: served });
    if (served.end.kind !== 'proxied') return ended(served.end);
    const { pass } = served.end;
    const upstream = resolveUpstream(pass, served.variables, world.groups);
    if (!upstream) return ended(answered(pass, 500, l10n.t('a proxy_pass without a URL')));
    const hop = hopOf(at.request, served, pass, upstream);
    hops.push(hop);
    const fault = upstreamFault(hop, world);
    if (fault) return ended(answered(pass, 502, fault));
    if (upstream.isChoice && leadsInside(world, hop))
      return ended({ kind: 'unknown', why: l10n.t('a variable decides it'), by: pass });
    const next = serverBehind(world, upstream, hostSent(hop));
    if (!next) return ended(served.end);
    const wrongHost = repeated(hop).get('host') ?? lackingHost(hop);
    if (wrongHost) return ended(malformed(wrongHost));
    if (hops.length >= MAX_HOPS) return ended(answered(pass, 502, l10n.t('a loop of servers')));
    const request = nextRequest(hop);
    at = { served: serve(world, next, request), request };
  }
}

/** nginx takes no request with two Host headers, and over HTTP/1.1 none without (measured on 1.22.1). */
function malformed(by: Entry): End {
  return { kind: 'refused', status: 400, by, cause: 'request' };
}

function upstreamFault(hop: Hop, world: World): string | undefined {
  if (lacksResolver(hop.upstream, world.all)) {
    return l10n.t('a host name in a proxy_pass with variables, for which no resolver is set');
  }
  const { members } = hop.upstream;
  return members.length > 0 && members.every((member) => member.down)
    ? l10n.t('an upstream whose servers are all down')
    : undefined;
}

function hopOf(request: Request, served: Served, pass: Entry, upstream: Upstream): Hop {
  const httpVersionEntry = scalar(served.scope, 'proxy_http_version');
  return {
    request,
    served,
    pass,
    scope: served.scope,
    upstream,
    path: upstreamPath(request, served, upstream),
    method: methodSent(served),
    sent: sentHeaders(setOf(served.scope, 'proxy_set_header'), served.variables),
    httpVersion: versionOf(httpVersionEntry),
    httpVersionEntry,
  };
}

function versionOf(entry: Entry | undefined): Hop['httpVersion'] {
  const version = entry?.args[0] ?? '1.0';
  return version === '1.0' || version === '1.1' ? version : undefined;
}

function methodSent({ scope, variables }: Served): string | undefined {
  const entry = scalar(scope, 'proxy_method');
  return entry ? known(variables.interpolate(entry.args[0] ?? '')) : variables.method;
}

/** The path that nginx writes into the upstream request (source of 1.22, ngx_http_proxy_create_request). */
function upstreamPath(request: Request, served: Served, upstream: Upstream): string | undefined {
  const path = served.variables.path;
  if (upstream.uri === undefined) return path === request.path ? request.sentPath : path;
  if (upstream.uri.includes('\0')) return undefined;
  const pathOf = (uri: string) => uri.split('?')[0] as string;
  const uri = pathOf(upstream.uri);
  if (upstream.hasVariables) return uri.startsWith('/') ? uri : `/${uri}`;
  if (served.detached) return path;
  const location = served.location;
  const replaced =
    location && (location.kind === 'regex' || location.kind === 'named')
      ? ''
      : (location?.pattern ?? '');
  return pathOf(upstream.uri + path.slice(replaced.length));
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)$/i;

/** True where one of several addresses is a server of this configuration. */
function leadsInside(world: World, { upstream }: Hop): boolean {
  return upstream.members.some((member) => serverBehind(world, { ...upstream, members: [member] }));
}

/** The server of this same configuration that an upstream leads to, if it does; `sent` is the Host header. */
export function serverBehind(world: World, upstream: Upstream, sent?: string): Server | undefined {
  const { host, port, members } = upstream;
  const targets = members.length > 0 ? members : [memberAt(host ?? '', port)];
  const target = likeliest(targets);
  const listening = target && world.index.get(target.port);
  if (!listening || !isOurs(world, target.host)) return undefined;
  const wanted = sent ?? target.host;
  const here = /^127\./.test(target.host) ? [] : ['127.0.0.1'];
  for (const address of [target.host, ...here, '*', '[::]']) {
    const found = selectServer(listening, address, wanted);
    if (found) return found;
  }
  return undefined;
}

function isOurs(world: World, host: string): boolean {
  return LOOPBACK.test(host) || host.startsWith('unix:') || world.serverNames.has(host);
}

function hostSent(hop: Hop): string | undefined {
  const sent = hop.sent.findLast((header) => header.name === 'host');
  return sent && known(sent.value)?.replace(/:\d+$/, '');
}

function nextRequest(hop: Hop): Request {
  const { request, upstream } = hop;
  const target = likeliest(upstream.members) ?? upstream;
  const sentPath = hop.path ?? request.path;
  const host = hostSent(hop) ?? ownHost(upstream) ?? '';
  const headers = new Map(sentOn(hop));
  for (const name of repeated(hop).keys()) headers.set(name, unknownValue);
  return {
    ...request,
    client: clientAs(target.host ?? ''),
    scheme: upstream.scheme,
    host,
    port: target.port,
    method: hop.method ?? request.method,
    path: merged(sentPath),
    sentPath,
    args: hop.served.variables.args,
    headers,
    httpVersion: hop.httpVersion ?? '1.0',
  };
}

/** What a server of this machine is to another that it asks at a host. */
function clientAs(host: string): Request['client'] {
  if (host.startsWith('unix:')) return 'unix:';
  if (host.startsWith('127.')) return '127.0.0.1';
  return LOOPBACK.test(host) ? 'loopback' : 'anywhere';
}

/** What nginx names as host by itself: behind a socket it is localhost (source of 1.22, ngx_http_proxy_set_vars). */
function ownHost({ host }: Upstream): string | undefined {
  return host?.startsWith('unix:') ? 'localhost' : host;
}

/** The headers that the next hop receives: the client's, less what nginx drops, with what proxy_set_header gives. */
export function sentOn(hop: Hop): ReadonlyMap<string, Value> {
  const headers = new Map<string, Value>(passesHeaders(hop) ? hop.request.headers : []);
  for (const dropped of ['upgrade', 'keep-alive', 'te', 'expect']) headers.delete(dropped);
  headers.set('connection', ['close']);
  const host = ownHost(hop.upstream);
  headers.set('host', [hop.upstream.explicitPort ? `${host}:${hop.upstream.port}` : host]);
  const seen = new Set<string>();
  for (const { name, value } of hop.sent) {
    const before = seen.has(name) ? (headers.get(name) ?? []) : [];
    seen.add(name);
    const joined =
      before.length > 0 && value.length > 0
        ? concat([before, [', '], value])
        : [...before, ...value];
    if (joined.length === 0) headers.delete(name);
    else headers.set(name, joined);
  }
  return headers;
}

/**
 * Headers that a hop sends on more than one line, with the second: of them nginx reads the first as a variable, and from
 * 1.23 on all (documentation).
 */
function repeated({ sent }: Hop): ReadonlyMap<string, Entry> {
  const lines = sent.filter(({ value }) => value.length > 0);
  const again = lines.filter((line, i) => lines.findIndex(({ name }) => name === line.name) < i);
  return new Map(again.map(({ name, entry }) => [name, entry]));
}

/** The line that takes Host away from a request. */
export function hostRemoval({ sent }: Hop): Entry | undefined {
  const host = sent.findLast(({ name }) => name === 'host');
  return host && known(host.value) === '' ? host.entry : undefined;
}

/** The line that takes Host away from a request over HTTP/1.1, which is malformed without. */
export function lackingHost(hop: Hop): Entry | undefined {
  return hop.httpVersion === '1.1' ? hostRemoval(hop) : undefined;
}

function passesHeaders(hop: Hop): boolean {
  return switchOf(hop.scope, 'proxy_pass_request_headers') !== 'off';
}
