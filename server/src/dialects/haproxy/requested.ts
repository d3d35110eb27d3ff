import { browserHeaders } from '../../stigman/browser.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import type { Assumptions, Door, Request } from './exchange.ts';
import { KEY } from './handshake-headers.ts';
import { Headers } from './headers.ts';
import { question } from './questions.ts';

/**
 * The request of an endpoint below a mount, as the web app sends it and rules see it: HAProxy takes `keep-alive` and
 * `close` out of the client's Connection before any rule runs (measured on 2.6.12).
 */
export function requestFor(
  endpoint: Endpoint,
  mount: string,
  door: Door,
  assumptions: Assumptions,
  bodyBytes = endpoint.bodyBytes,
): Request {
  const fields: Record<string, string | undefined> = {
    ...common(door, assumptions),
    accept: endpoint.mediaType === 'text/event-stream' ? endpoint.mediaType : '*/*',
    ...(endpoint.kind === 'socket' ? handshake(door, assumptions) : {}),
  };
  if (endpoint.method === 'POST') {
    fields['content-type'] = 'application/json';
    fields['content-length'] = String(bodyBytes);
  }
  return {
    method: endpoint.method,
    sentMethod: endpoint.method,
    path: mount + endpoint.path,
    query: endpoint.query,
    headers: Headers.of(fields),
    bodyBytes,
    door,
  };
}

/** A plain GET. */
export function getRequest(path: string, door: Door, assumptions: Assumptions): Request {
  const headers = Headers.of({ ...common(door, assumptions), accept: '*/*' });
  return { method: 'GET', sentMethod: 'GET', path, query: '', headers, bodyBytes: 0, door };
}

function common(door: Door, assumptions: Assumptions): Record<string, string> {
  return { host: hostHeader(door, assumptions), ...browserHeaders };
}

function handshake(door: Door, assumptions: Assumptions): Record<string, string> {
  return {
    connection: 'Upgrade',
    upgrade: 'websocket',
    origin: `${door.secure ? 'https' : 'http'}://${hostHeader(door, assumptions)}`,
    'sec-websocket-version': '13',
    'sec-websocket-key': KEY,
    'sec-websocket-extensions': 'permessage-deflate',
  };
}

/** Open where rules look at a host on an unusual port. */
export const NAMES_PORT = question('named-port');

/**
 * Browsers name an unusual port in Host: that of the door, or another one where a published port hides it, such as the
 * one that a rule names behind the host.
 */
function hostHeader({ host, port, secure, named }: Door, assumptions: Assumptions): string {
  if (!named || port === undefined) return host;
  const name = host.replace(/:\d+$/, '');
  const shown = port === (secure ? 443 : 80) ? name : `${name}:${port}`;
  return shown === host || assumptions.holds(NAMES_PORT) ? shown : host;
}
