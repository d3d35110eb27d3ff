import type { Mount } from '../../delivery/delivery.ts';
import { type Listen, type Server, selectServer } from './servers.ts';
import type { World } from './world.ts';

/** One server as clients reach it on one address. */
export interface Door {
  readonly server: Server;
  readonly listen: Listen;
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** The server that takes the same requests where they come to 127.0.0.1. */
  readonly onLoopback: Server | undefined;
}

export function doorOf(server: Server, listen: Listen, host: string, world: World): Door {
  const scheme = listen.secure ? 'https' : 'http';
  const isPlaceholder = host === 'localhost' && server.host === host;
  const nameless = isPlaceholder && server.names.some((name) => name.startsWith('~'));
  const { address, port } = listen;
  const at = world.index.get(port);
  const taking = nameless ? server : (selectServer(at, address, host) ?? server);
  const onLoopback = address === '*' ? selectServer(at, '127.0.0.1', host) : undefined;
  return { server: taking, listen, scheme, host, port, onLoopback };
}

/** Of a server's names the first under which STIG Manager is reached through that server, else its first. */
export function bestDoor(
  server: Server,
  first: Door,
  others: () => Iterable<Door>,
  mountsOfDoor: (door: Door) => readonly Mount[],
): { readonly door: Door; readonly mounts: readonly Mount[] } {
  const tried = { door: first, mounts: mountsOfDoor(first) };
  if (first.server === server && tried.mounts.some(isReached)) return tried;
  for (const door of others()) {
    const mounts = door.server === server ? mountsOfDoor(door) : [];
    if (mounts.some(isReached)) return { door, mounts };
  }
  return tried;
}

function isReached({ deliveries }: Mount): boolean {
  return deliveries.some(({ route }) => route.outcome === 'application');
}
