import type { EntryPoint, Mount } from '../../delivery/delivery.ts';
import { narrowestOf } from './capacity.ts';
import { modeOf, rulesOf, type Section } from './configuration.ts';
import { lineDoubt } from './delivery.ts';
import { type Door, explore } from './exchange.ts';
import type { Bind } from './frontends.ts';
import type { Inner } from './inner.ts';
import { waitingIn } from './inspection.ts';
import type { Server } from './journey.ts';
import { getRequest } from './requested.ts';
import { sendsHead, serversOf } from './servers.ts';
import { limitsOf } from './timeouts.ts';
import { travel, type World } from './travel.ts';

/** A way from an address of one section through a server to another section of the same configuration. */
export interface Passage {
  readonly frontend: Section;
  readonly bind: Bind;
  readonly backend: Section;
  readonly server: Server;
  readonly inner: Inner;
  /** A host that leads this way. */
  readonly knownAs: string | undefined;
}

/**
 * True where every connection for the host of an entry is handed on byte by byte: in tcp mode, to one server, in the
 * clear or with the client's own TLS, with a PROXY head just where the other section asks for one.
 */
export function isTransparent(passage: Passage, entry: EntryPoint, world: World): boolean {
  const { frontend, bind, backend, server, inner } = passage;
  const asTheyCome =
    modeOf(frontend) === 'tcp' &&
    modeOf(backend) === 'tcp' &&
    !bind.secure &&
    !server.line.words.includes('ssl') &&
    serversOf(backend).length === 1 &&
    rulesOf(backend, 'tcp-response').length === 0 &&
    [frontend, backend].every((section) => waitingIn(section).length === 0) &&
    sendsHead(server) === (inner.bind.asksHead !== undefined);
  return asTheyCome && isAlwaysTaken(passage, entry, world);
}

/** True where the rules for connections lead to the server, whatever they leave open; with TLS its host is in the greeting. */
function isAlwaysTaken({ frontend, bind, server }: Passage, entry: EntryPoint, world: World) {
  const greets = entry.secure;
  const host = new URL(entry.url).hostname;
  const door: Door = { ...bind, secure: false, verify: 'none', host, named: false, greets };
  const { runs, complete } = explore((assumptions) => {
    const request = getRequest('/', door, assumptions);
    return travel(world, frontend, request, undefined, assumptions).end;
  });
  return (
    complete &&
    runs.every(({ result }) => result?.kind === 'unknown' && result.line === server.line)
  );
}

/** A mount of the other section under the times and limits of the first as well. */
export function passedThrough(mount: Mount, passage: Passage, wanted: number): Mount {
  const { frontend, backend, server } = passage;
  const deliveries = mount.deliveries.map((delivery) => {
    const socket = delivery.endpoint.kind === 'socket';
    const times = limitsOf({ frontend, timeouts: [] }, backend, socket, wanted);
    const narrow = narrowestOf({ frontend, servers: [server] });
    const doubts = [
      ...times.unknown.map((line) => lineDoubt(line, 'cut')),
      ...(narrow ? [lineDoubt(narrow, 'unreachable')] : []),
    ];
    return {
      ...delivery,
      limits: [...delivery.limits, ...times.limits],
      doubts: [...delivery.doubts, ...doubts],
    };
  });
  return { ...mount, deliveries };
}
