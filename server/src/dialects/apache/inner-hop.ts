import { loopbackPort } from './applications.ts';
import type { Case } from './case.ts';
import { changed } from './handshake.ts';
import { requestHeaderLines } from './headers.ts';
import { isOn } from './node.ts';
import type { Backend } from './passage.ts';
import type { Request } from './request.ts';
import { nearest } from './sections.ts';
import { type Entry, loopbackServer, type Servers } from './servers.ts';

/** The entry point at which a request comes in once more that an entry point sends to an address of this machine. */
export function innerEntry(
  { host, place }: Entry,
  servers: Servers,
  authority: string,
  keepsHost: boolean,
): Entry | undefined {
  const port = loopbackPort(authority);
  const asked = keepsHost ? host : authority.replace(/:\d+$/, '');
  const answering = Number.isNaN(port) ? undefined : loopbackServer(servers, port, asked);
  return answering && { ...answering, host: asked, port, place };
}

/** A request on its way through the same httpd once more. */
export interface Hop {
  readonly entry: Entry;
  readonly request: Request;
}

/** The hop that a backend makes, where it is this httpd itself; `upgraded` where the outer server passes the upgrade on. */
export function hopOf(at: Case, backend: Backend, upgraded: boolean): Hop | undefined {
  const { ground } = at.site;
  const { layers, settled } = at.passage.routed;
  const keepsHost = isOn(nearest(layers.layers, 'proxypreservehost')?.node);
  const entry = innerEntry(ground.entry, ground.servers, backend.authority, keepsHost);
  if (!entry || entry.secure !== /^(?:https|wss)$/.test(backend.scheme)) return undefined;
  const sent = at.request.headers.get('host') ?? '';
  const headers = new Map(at.request.headers).set('x-forwarded-host', sent);
  for (const line of requestHeaderLines(layers.layers, settled)) {
    const value = changed(headers.get(line.name) ?? '', line);
    if (value === undefined || line.conditional) return undefined;
    headers.set(line.name, value);
  }
  headers.set('host', keepsHost ? sent : backend.authority);
  if (!upgraded) for (const name of ['upgrade', 'connection']) headers.delete(name);
  const { secure, host, port } = entry;
  const path = backend.path.replace(/\/{2,}/g, '/') || '/';
  return { entry, request: { ...at.request, headers, path, host, port, secure } };
}
