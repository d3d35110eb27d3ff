import { type Context, originOf, type Request } from './exchange.ts';
import type { Call } from './expressions.ts';
import type { Headers } from './headers.ts';
import { modeOf } from './lines-in-force.ts';
import { int, none, type Sample, str, unknownSample } from './sample.ts';

/** The samples of a fetch that reads a request or its response, as rules of either see them. */
export function fromMessage(call: Call, context: Context): readonly Sample[] | undefined {
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

/** Fetches that read a request, by their usual names. */
export const REQUEST_FETCHES: ReadonlySet<string> = new Set([
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
    REQUEST_FETCHES.has(name) ||
    /^req\.(f?hdr(_cnt|_val|_ip)?|cook|body(?:_size|_len)?)$/.test(name)
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
    case 'req.body':
      return request.bodyBytes === 0 ? [str('')] : undefined;
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
  if (call.name === 'res.ver') return [str('1.1')];
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
