import { wordTable } from '../../text/word-table.ts';
import type { Section } from './configuration.ts';
import { type Context, type Request, speaksHttp2 } from './exchange.ts';
import type { Call } from './expressions.ts';
import { lineage, linesWhere, modeOf } from './lines-in-force.ts';
import { bool, int, none, type Sample, str } from './sample.ts';

/** What a fetch gives; undefined where the configuration does not tell. */
type Fetch = (call: Call, context: Context) => readonly Sample[] | undefined;

const FETCHES = wordTable<Fetch>({
  always_true: () => [bool(true)],
  always_false: () => [bool(false)],
  str: ({ args: [text = ''] }) => [str(text)],
  int: ({ args: [text = ''] }) => [int(Number(text))],
  bool: ({ args: [text = ''] }) => [bool(/^(true|1)$/i.test(text))],
  method: (_, { proxy, request }) => (modeOf(proxy) === 'http' ? [str(request.method)] : undefined),
  'req.ver': (_, context) => [str(isHttp2(context) ? '2.0' : '1.1')],
  'req.proto_http': () => [bool(true)],
  wait_end: () => [bool(true)],
  stopping: () => [bool(false)],
  fc_http_major: (_, context) => [int(isHttp2(context) ? 2 : 1)],
  fe_name: (_, { proxy }) => (proxy.kind === 'backend' ? undefined : [str(proxy.name)]),
  ssl_fc: (_, { request }) => [bool(request.door.secure)],
  ssl_bc: () => undefined,
  ssl_fc_sni: (_, { request: { door } }) => (door.secure ? nameTold(door) : []),
  ssl_fc_has_sni: (_, { request: { door } }) => [bool(door.secure && nameTold(door).length > 0)],
  ssl_fc_has_crt: clientCertificate,
  src: (_, { request, proxy }) =>
    request.door.isNear && !lineage(proxy).some(movesSource) ? [str('127.0.0.1')] : undefined,
  dst_port: (_, { request }) => portHeard(request.door),
  'capture.req.uri': (_, { inFormat, proxy, asked }) =>
    inFormat && proxy.kind !== 'backend' ? [str(asked)] : undefined,
  http_auth: (_, { request }) =>
    request.headers.named('authorization').length > 0 ? undefined : [bool(false)],
  nbsrv: ({ args: [backend] }, { serversOf, proxy }) => {
    const servers = serversOf(backend || proxy.name);
    return servers === undefined ? undefined : [int(servers)];
  },
  srv_is_up: ({ args: [server = ''] }, { serversOf, proxy }) => {
    const [backend = ''] = server.includes('/') ? server.split('/') : [proxy.name];
    return serversOf(backend) === undefined ? undefined : [bool(true)];
  },
  var: ({ args: [name = '', otherwise] }, { variables }) => {
    const value = variables.get(name);
    return [value ?? (otherwise === undefined ? none : str(otherwise))];
  },
});

/** The samples of a fetch that works for a request and for its response; undefined where they are not told. */
export function lasting(call: Call, context: Context): readonly Sample[] | undefined {
  if (call.name.startsWith('ssl_c_')) return clientCertificate(call, context);
  return FETCHES.get(call.name.replace(/^req_/, 'req.'))?.(call, context);
}

function isHttp2({ request, assumptions }: Context): boolean {
  return speaksHttp2(request.door, assumptions);
}

/** The host that a client names in TLS, which an address is not. */
export function nameTold({ host }: Request['door']): readonly Sample[] {
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
export const MOST_COUNTED = 20;

/** Connections, sessions and waiting requests of a proxy, of whomever. */
const LOAD =
  /^(?:be_conn|fe_conn|be_sess_rate|fe_sess_rate|fe_req_rate|srv_conn|srv_sess_rate|srv_queue|queue|avg_queue)$/;

/**
 * Counters of a client that behaves: nothing is held against it, and its requests are few; and of a proxy that has
 * little to do beside. A counter that rules of the configuration set may hold anything.
 */
export function counted(name: string, context: Context): readonly Sample[] | undefined {
  if (LOAD.test(name)) return [{ type: 'unknown', below: MOST_COUNTED }];
  if (!/^(sc\d?|src)_/.test(name)) return undefined;
  const [, general] = /_get_(gp[ct]\d?)$/.exec(name) ?? [];
  if (general !== undefined) {
    const set = context.setCounters?.get(general);
    if (set === undefined) return [int(0)];
    return set === 'raised' ? [{ type: 'unknown', below: MOST_COUNTED }] : undefined;
  }
  if (/_err_(cnt|rate)$/.test(name)) return [int(0)];
  const isCount = /_(rate|cnt|cur)$/.test(name) && !/_bytes_/.test(name);
  return isCount ? [{ type: 'unknown', below: MOST_COUNTED }] : undefined;
}

/** `ssl_c_verify` is 0 for who shows a good certificate, and for who shows none at all (measured on 2.6.12). */
function clientCertificate({ name }: Call, { request: { door } }: Context) {
  const presence = name === 'ssl_c_used' || name === 'ssl_fc_has_crt';
  if (door.secure && name === 'ssl_c_verify') return [int(0)];
  if (!door.secure || door.verify === 'none') return presence ? [bool(false)] : [];
  return door.verify === 'required' && presence ? [bool(true)] : undefined;
}
