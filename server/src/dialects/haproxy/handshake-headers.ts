import * as l10n from '@vscode/l10n';
import type { Headers } from './headers.ts';

/** Stands for the key that a browser draws. */
export const KEY = 'x3JJHMbDL1EzLkh9GBhXDw==';
/** Stands for what the application makes of it. */
export const ACCEPT = 'HSmrc0sMlYUkAGmm5OPpG2HaGWk=';

/** A header by which a handshake fails. */
export interface HandshakeFault {
  readonly header: string;
  /** What the receiver misses. */
  readonly missing: string;
  /** False where the configuration does not tell what the header holds. */
  readonly certain: boolean;
}

/**
 * What spoils a handshake on its way to the application (measured on 2.6.12): it then answers 404 or 400. Where the
 * browser's key is gone HAProxy sends one of its own, and the browser refuses the 101 that comes of it. Version 8 is taken
 * like 13.
 */
export function requestFault(headers: Headers): HandshakeFault | undefined {
  return (
    commonFault(headers) ??
    single(headers, 'Sec-WebSocket-Version', (value) => value === '13' || value === '8') ??
    single(headers, 'Sec-WebSocket-Key', (value) => value === KEY)
  );
}

/** What spoils the 101 for the browser; HAProxy writes a Sec-WebSocket-Accept anew that a rule takes away. */
export function responseFault(headers: Headers): HandshakeFault | undefined {
  const removed = headers.named('sec-websocket-accept').length === 0;
  return (
    commonFault(headers) ??
    (removed ? undefined : single(headers, 'Sec-WebSocket-Accept', (value) => value === ACCEPT))
  );
}

function commonFault(headers: Headers): HandshakeFault | undefined {
  const upgrades = headers.values('upgrade');
  const known = upgrades[0]?.toLowerCase();
  if (upgrades.length !== 1 || (known ?? 'websocket') !== 'websocket') {
    return { header: 'Upgrade', missing: l10n.t('"websocket" in Upgrade'), certain: true };
  }
  const connections = headers.values('connection');
  const missing = () => l10n.t('"upgrade" in Connection');
  if (connections.some((value) => value?.toLowerCase() === 'upgrade')) {
    return known === undefined
      ? { header: 'Upgrade', missing: missing(), certain: false }
      : undefined;
  }
  return { header: 'Connection', missing: missing(), certain: !connections.includes(undefined) };
}

/** A header that must come once and with a value that the receiver takes. */
function single(
  headers: Headers,
  header: string,
  takes: (value: string) => boolean,
): HandshakeFault | undefined {
  const found = headers.named(header);
  const value = found[0]?.value;
  if (found.length === 1 && value !== undefined && takes(value)) return undefined;
  const certain = found.length !== 1 || value !== undefined;
  return { header, missing: l10n.t`its right ${header}`, certain };
}
