import { lineage, linesWhere, modeOf, type Section } from './configuration.ts';
import { convert } from './converters.ts';
import { type Context, originOf, type Request, speaksHttp2 } from './exchange.ts';
import type { Call, Expression } from './expressions.ts';
import type { Headers } from './headers.ts';

/** What a sample expression gives: a value, nothing, or what the configuration does not tell. */
export type Sample =
  | { readonly type: 'str'; readonly value: string }
  | { readonly type: 'int'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'none' }
  | { readonly type: 'unknown'; readonly below?: number };

export const none: Sample = { type: 'none' };
export const unknownSample: Sample = { type: 'unknown' };

/** A string, unknown where it is undefined. */
export function str(value: string | undefined): Sample {
  return value === undefined ? unknownSample : { type: 'str', value };
}

export function int(value: number): Sample {
  return { type: 'int', value };
}

export function bool(value: boolean): Sample {
  return { type: 'bool', value };
}

/** A sample as text, the way HAProxy casts it; undefined where there is none or it is unknown. */
export function textOf(sample: Sample): string | undefined {
  switch (sample.type) {
    case 'str':
      return sample.value;
    case 'int':
      return String(sample.value);
    case 'bool':
      return sample.value ? '1' : '0';
    default:
      return undefined;
  }
}

/** Every sample of an expression: a header that comes several times gives several. */
export function samplesOf({ calls }: Expression, context: Context): readonly Sample[] {
  let samples = fetchAll(calls[0], context);
  for (let i = 1; i < calls.length; i++) {
    const call = calls[i] as Call;
    samples = samples.map((sample) => convert(sample, call, context)).filter(isThere);
  }
  return samples;
}

function isThere({ type }: Sample): boolean {
  return type !== 'none';
}

/** The one sample that a rule or a format takes: the last occurrence. */
export function sampleOf(expression: Expression, context: Context): Sample {
  const [fetch, ...converters] = expression.calls;
  const first = fetchAll(fetch, context).at(-1) ?? none;
  return converters.reduce<Sample>((sample, call) => convert(sample, call, context), first);
}

/** True where a client may speak TLS that goes through: what HAProxy deciphers holds no greeting (measured on 2.6.12). */
function isOpaque({ request, proxy }: Context): boolean {
  return !request.door.secure && modeOf(proxy) !== 'http';
}

/** What stands in the greeting of TLS: the host that is asked for, where it is known that there is one. */
function greeted(name: string, context: Context): readonly Sample[] {
  const { door } = context.request;
  const { greets } = door;
  if (greets && /^req[._]ssl_sni$/.test(name)) return nameTold(door);
  if (greets && /^req[._]ssl_hello_type$/.test(name)) return [int(1)];
  return isOpaque(context) ? [unknownSample] : [];
}

/** The samples of a fetch; empty where there is none. */
function fetchAll(call: Call, context: Context): readonly Sample[] {
  if (/^req[._]ssl_/.test(call.name)) return greeted(call.name, context);
  const plain = REQUEST_FETCHES.has(call.name)
    ? fromMessage(call, context)
    : (lasting(call, context) ?? counted(call.name, context) ?? fromMessage(call, context));
  if (!plain) return [unknownSample];
  return plain.every(isThere) ? plain : plain.filter(isThere);
}

/** Fetches that work for a request and for its response. */
function lasting(call: Call, context: Context): readonly Sample[] | undefined {
  const { request } = context;
  const { door } = request;
  const [first = '', second] = call.args;
  switch (call.name) {
    case 'always_true':
      return [bool(true)];
    case 'always_false':
      return [bool(false)];
    case 'str':
      return [str(first)];
    case 'int':
      return [int(Number(first))];
    case 'bool':
      return [bool(/^(true|1)$/i.test(first))];
    case 'method':
      return modeOf(context.proxy) === 'http' ? [str(request.method)] : undefined;
    case 'req.ver':
    case 'req_ver':
      return [str(speaksHttp2(door, context.assumptions) ? '2.0' : '1.1')];
    case 'fc_http_major':
      return [int(speaksHttp2(door, context.assumptions) ? 2 : 1)];
    case 'req.proto_http':
    case 'req_proto_http':
    case 'wait_end':
      return [bool(true)];
    case 'ssl_fc':
    case 'ssl_bc':
      return call.name === 'ssl_fc' ? [bool(door.secure)] : undefined;
    case 'ssl_fc_sni':
      return door.secure ? nameTold(door) : [];
    case 'ssl_fc_has_sni':
      return [bool(door.secure && nameTold(door).length > 0)];
    case 'src':
      return door.isNear && !lineage(context.proxy).some(movesSource)
        ? [str('127.0.0.1')]
        : undefined;
    case 'capture.req.uri':
      return context.inFormat && context.proxy.kind !== 'backend'
        ? [str(context.asked)]
        : undefined;
    case 'dst_port':
      return portHeard(door);
    case 'fe_name':
      return context.proxy.kind === 'backend' ? undefined : [str(context.proxy.name)];
    case 'http_auth':
      return request.headers.named('authorization').length > 0 ? undefined : [bool(false)];
    case 'nbsrv': {
      const servers = context.serversOf(first || context.proxy.name);
      return servers === undefined ? undefined : [int(servers)];
    }
    case 'srv_is_up': {
      const [backend = ''] = first.includes('/') ? first.split('/') : [context.proxy.name];
      return context.serversOf(backend) === undefined ? undefined : [bool(true)];
    }
    case 'stopping':
      return [bool(false)];
    case 'var': {
      const value = context.variables.get(first);
      if (!value && first.startsWith('proc.')) return undefined;
      return [value ?? (second === undefined ? none : str(second))];
    }
    default:
      return call.name.startsWith('ssl_c_') || call.name === 'ssl_fc_has_crt'
        ? clientCertificate(call.name, request)
        : undefined;
  }
}

/** The host that a client names in TLS, which an address is not. */
function nameTold({ host }: Request['door']): readonly Sample[] {
  const name = host.replace(/:\d+$/, '');
  return /^[\d.]*$/.test(name) ? [] : [str(name)];
}

/** True for a section whose rules may put another address in the place of the client's. */
function movesSource(proxy: Section): boolean {
  return movingLines(proxy).length > 0;
}

const movingLines = linesWhere(
  (words) => words.includes('set-src') || words.some((word) => word.startsWith('expect-')),
);

function portHeard({ heardAt, port }: Request['door']): readonly Sample[] | undefined {
  const heard = heardAt ?? port;
  return heard === undefined ? undefined : [int(heard)];
}

/** What one browser surely stays under in the counters of requests, connections and errors. */
export const FEW = 20;

/** Connections, sessions and waiting requests of a proxy, of whomever. */
const LOAD =
  /^(?:be_conn|fe_conn|be_sess_rate|fe_sess_rate|fe_req_rate|srv_conn|srv_sess_rate|srv_queue|queue|avg_queue)$/;

/**
 * Counters of a client that behaves: nothing is held against it, and its requests are few; and of a proxy that has
 * little to do beside. A counter that rules of the configuration set may hold anything.
 */
function counted(name: string, context: Context): readonly Sample[] | undefined {
  if (LOAD.test(name)) return [{ type: 'unknown', below: FEW }];
  if (!/^(sc\d?|src)_/.test(name)) return undefined;
  const [, general] = /_get_(gp[ct]\d?)$/.exec(name) ?? [];
  if (general !== undefined) return context.setCounters?.has(general) ? undefined : [int(0)];
  if (/_err_(cnt|rate)$/.test(name)) return [int(0)];
  const isCount = /_(rate|cnt|cur)$/.test(name) && !/_bytes_/.test(name);
  return isCount ? [{ type: 'unknown', below: FEW }] : undefined;
}

/** `ssl_c_verify` is 0 for who shows a good certificate, and for who shows none at all (measured on 2.6.12). */
function clientCertificate(name: string, { door }: Request): readonly Sample[] | undefined {
  const presence = name === 'ssl_c_used' || name === 'ssl_fc_has_crt';
  if (door.secure && name === 'ssl_c_verify') return [int(0)];
  if (!door.secure || door.verify === 'none') return presence ? [bool(false)] : [];
  return door.verify === 'required' && presence ? [bool(true)] : undefined;
}

function fromMessage(call: Call, context: Context): readonly Sample[] | undefined {
  if (modeOf(context.proxy) !== 'http') return undefined;
  const inResponse = RESPONSE_FETCHES.has(call.name) || call.name.startsWith('res.');
  if (inResponse) return context.response ? fromResponse(call, context.response) : [];
  if (!isRequestFetch(call.name)) return undefined;
  return context.response ? [] : fromRequest(call, context);
}

const RESPONSE_FETCHES: ReadonlySet<string> = new Set([
  'status',
  'shdr',
  'shdr_cnt',
  'shdr_val',
  'scook',
]);

const REQUEST_FETCHES: ReadonlySet<string> = new Set([
  'path',
  'pathq',
  'url',
  'query',
  'base',
  'baseq',
  'hdr',
  'hdr_cnt',
  'hdr_val',
  'hdr_ip',
  'urlp',
  'url_param',
  'cook',
]);

function isRequestFetch(name: string): boolean {
  return (
    REQUEST_FETCHES.has(name) || /^req\.(f?hdr(_cnt|_val|_ip)?|cook|body_(?:size|len))$/.test(name)
  );
}

function fromRequest(call: Call, { request, assumptions }: Context): readonly Sample[] | undefined {
  const { path, query, headers } = request;
  switch (call.name) {
    case 'path':
      return [pathFetched(path)];
    case 'pathq':
      return [str(withQuery(request))];
    case 'url':
      return [str(prefixed(originOf(request, assumptions), withQuery(request)))];
    case 'query':
      return query === '' ? [] : [str(query)];
    case 'base':
      return [str(prefixed(hostOf(request), path))];
    case 'baseq':
      return [str(prefixed(hostOf(request), withQuery(request)))];
    case 'urlp':
    case 'url_param':
      return parameter(query, call.args[0] ?? '');
    case 'req.body_size':
      return [int(request.bodyBytes)];
    case 'req.body_len':
      return request.bodyBytes === 0 ? [int(0)] : undefined;
    case 'cook':
    case 'req.cook':
      return headers.named('cookie').length > 0 ? undefined : [];
    default:
      return carriesToken(call, request) ? undefined : fromHeaders(call, headers);
  }
}

/** The path with the query behind it. */
export function withQuery({ path, query }: Request): string | undefined {
  if (path === undefined || query === undefined) return undefined;
  return query === '' ? path : `${path}?${query}`;
}

function prefixed(head: string, path: string | undefined): string | undefined {
  return path === undefined ? undefined : head + path;
}

function hostOf({ headers }: Request): string {
  return headers.named('host')[0]?.value ?? '';
}

/** The web app sends its Bearer token with what it posts; what it is cannot be told. */
function carriesToken(call: Call, request: Request): boolean {
  return call.args[0]?.toLowerCase() === 'authorization' && request.method === 'POST';
}

/** What `path` gives once a rule has taken the leading slash away is not known. */
function pathFetched(path: string | undefined): Sample {
  return path === undefined || path.startsWith('/') ? str(path) : unknownSample;
}

function parameter(query: string | undefined, name: string): readonly Sample[] {
  if (query === undefined) return [unknownSample];
  const found = query.split('&').find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? [] : [str(found.slice(name.length + 1))];
}

function fromResponse(call: Call, response: Response): readonly Sample[] | undefined {
  if (call.name === 'status') return [int(response.status)];
  return fromHeaders(call, response.headers);
}

interface Response {
  readonly status: number;
  readonly headers: Headers;
}

function fromHeaders(call: Call, headers: Headers): readonly Sample[] | undefined {
  const name = (call.args[0] ?? '').toLowerCase();
  const kind = /(?:^|\.|s)(f?hdr(?:_cnt|_val|_ip)?)$/.exec(call.name)?.[1];
  if (name === '' || kind === undefined) return undefined;
  const whole = kind.startsWith('f');
  const values = whole ? headers.named(name).map((header) => header.value) : headers.values(name);
  if (kind.endsWith('_cnt')) return [int(values.length)];
  const wanted = pick(values, call.args[1]);
  if (!wanted || (kind.endsWith('_ip') && wanted.length > 0)) return undefined;
  return kind.endsWith('_val') ? wanted.map(numberOf) : wanted.map(str);
}

/** One occurrence, counted from 1 or from the end; all where none is asked for. */
function pick<T>(values: readonly T[], occurrence: string | undefined): readonly T[] | undefined {
  if (occurrence === undefined || occurrence === '' || occurrence === '0') return values;
  const index = Number(occurrence);
  if (!Number.isInteger(index)) return undefined;
  return values.slice(index > 0 ? index - 1 : index).slice(0, 1);
}

function numberOf(value: string | undefined): Sample {
  if (value === undefined) return unknownSample;
  return /^-?\d+$/.test(value) ? int(Number(value)) : none;
}
