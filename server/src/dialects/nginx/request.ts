import type { Endpoint } from '../../stigman/endpoints.ts';
import type { Value } from './values.ts';

/** A request on its way into one nginx hop. */
export interface Request {
  /** Where it comes from: people's machines, or a server of this machine, by a socket, by IPv4 or by either protocol. */
  readonly client: 'anywhere' | 'loopback' | '127.0.0.1' | 'unix:';
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly method: string;
  /** Decoded path, in which nginx has merged repeated slashes. */
  readonly path: string;
  /** Path as it was sent: what proxy_pass without a URI part passes on while no rewrite has changed the path. */
  readonly sentPath: string;
  readonly args: string;
  /** Lower-case names; a header that is not here is not sent. */
  readonly headers: ReadonlyMap<string, Value>;
  readonly bodyBytes: number;
  readonly httpVersion: '1.0' | '1.1';
  /** Media type of the response that STIG Manager will give. */
  readonly mediaType: string;
}

const UNKNOWN_HEADERS = [
  'user-agent',
  'cookie',
  'origin',
  'referer',
  'accept-language',
  'authorization',
];

/**
 * What a browser sends for an endpoint below a mount. Values that depend on the user are unknown; neither an EventSource
 * nor a WebSocket sends a token.
 */
export function requestFor(
  endpoint: Endpoint,
  at: { scheme: 'http' | 'https'; host: string; port: number; basePath: string },
): Request {
  const headers = new Map<string, Value>(UNKNOWN_HEADERS.map((name) => [name, [undefined]]));
  headers.set('host', [hostHeader(at)]);
  headers.set('connection', [endpoint.kind === 'socket' ? 'Upgrade' : 'keep-alive']);
  headers.set('accept', [
    endpoint.kind === 'stream' && endpoint.method === 'GET' ? endpoint.mediaType : '*/*',
  ]);
  headers.set('accept-encoding', ['gzip, deflate, br']);
  if (endpoint.kind === 'socket' || endpoint.method === 'GET') headers.delete('authorization');
  if (endpoint.kind === 'socket') {
    headers.set('upgrade', ['websocket']);
    headers.set('sec-websocket-key', ['dGhlIHNhbXBsZSBub25jZQ==']);
    headers.set('sec-websocket-version', ['13']);
  }
  if (endpoint.bodyBytes > 0) {
    headers.set('content-type', ['application/json']);
    headers.set('content-length', [String(endpoint.bodyBytes)]);
  }
  const sentPath = at.basePath + endpoint.path;
  return {
    client: 'anywhere',
    scheme: at.scheme,
    host: at.host,
    port: at.port,
    method: endpoint.method,
    path: merged(sentPath),
    sentPath,
    args: endpoint.query,
    headers,
    bodyBytes: endpoint.bodyBytes,
    httpVersion: '1.1',
    mediaType: endpoint.mediaType,
  };
}

/** A path as nginx reads it. */
export function merged(path: string): string {
  return path.replace(/\/{2,}/g, '/');
}

/** A plain GET, such as a browser sends for a page. */
export function pageRequest(
  at: { scheme: 'http' | 'https'; host: string; port: number },
  path: string,
): Request {
  return {
    ...at,
    client: 'anywhere',
    method: 'GET',
    path,
    sentPath: path,
    args: '',
    headers: new Map<string, Value>([
      ['host', [hostHeader(at)]],
      ['accept-encoding', ['gzip, deflate, br']],
    ]),
    bodyBytes: 0,
    httpVersion: '1.1',
    mediaType: 'text/html',
  };
}

function hostHeader(at: { scheme: string; host: string; port: number }): string {
  const usual = at.scheme === 'https' ? 443 : 80;
  return at.port === usual ? at.host : `${at.host}:${at.port}`;
}
