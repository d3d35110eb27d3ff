import { browserHeaders } from '../../stigman/browser.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { isOn } from './node.ts';
import { setting } from './server.ts';
import type { Entry } from './servers.ts';

/** Stands for the key that a browser draws for its handshake. */
export const KEY = 'x3JJHMbDL1EzLkh9GBhXDw==';

/** One request as it comes in. */
export interface Request {
  readonly method: string;
  /** Decoded, without query. */
  readonly path: string;
  readonly query: string;
  readonly host: string;
  /** The port that httpd takes for its own. */
  readonly port: number;
  readonly secure: boolean;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Whether the file of a path is in sight where it is answered. */
  readonly isThere: (path: string) => boolean;
}

/** The request that STIG Manager's client makes for an endpoint below a mount. */
export function requestFor(endpoint: Endpoint, path: string, entry: Entry): Request {
  const headers = new Map(commonHeaders(entry));
  headers.set('accept', endpoint.mediaType === 'text/event-stream' ? endpoint.mediaType : '*/*');
  if (endpoint.kind === 'socket') {
    headers.set('connection', 'Upgrade');
    headers.set('upgrade', 'websocket');
    headers.set('sec-websocket-version', '13');
    headers.set('sec-websocket-key', KEY);
    headers.set('origin', `${entry.secure ? 'https' : 'http'}://${headers.get('host')}`);
  }
  if (endpoint.method === 'POST') {
    headers.set('content-type', 'application/json');
    headers.set('content-length', String(endpoint.bodyBytes));
  }
  return { ...from(entry), method: endpoint.method, path, query: endpoint.query, headers };
}

/** A browser's request for a page. */
export function pageRequest(path: string, entry: Entry): Request {
  const headers = new Map(commonHeaders(entry));
  headers.set('accept', 'text/html');
  return { ...from(entry), method: 'GET', path, query: '', headers };
}

function from(entry: Entry) {
  const { host, secure, server } = entry;
  return { host, port: ownPort(entry), secure, isThere: server.isThere };
}

/** %{SERVER_PORT}: that of the request, or with UseCanonicalName that of ServerName or its scheme (measured). */
function ownPort({ server, port, secure }: Entry): number {
  if (!isOn(setting(server, 'usecanonicalname'))) return port;
  const name = setting(server, 'servername');
  const [, scheme, written] =
    /^(?:([a-z]+):\/\/)?[^:/]*(?::(\d+))?/i.exec(name ? name.argument(0) : '') ?? [];
  if (written) return Number(written);
  if (isOn(setting(server, 'usecanonicalphysicalport'))) return port;
  return secure || scheme?.toLowerCase() === 'https' ? 443 : 80;
}

function commonHeaders(entry: Entry): readonly (readonly [string, string])[] {
  const usual = entry.secure ? 443 : 80;
  const host = entry.port === usual ? entry.host : `${entry.host}:${entry.port}`;
  return [['host', host], ['connection', 'keep-alive'], ...Object.entries(browserHeaders)];
}
