import type { EntryPoint, Mount } from '../../delivery/delivery.ts';
import { breaks } from '../../delivery/verdict.ts';
import type { Application } from '../../stigman/application.ts';
import { narrowestOf } from './capacity.ts';
import type { Section } from './configuration.ts';
import { lineDoubt } from './delivery.ts';
import { type Door, explore } from './exchange.ts';
import type { Bind } from './frontends.ts';
import type { Inner } from './inner.ts';
import { waitingIn } from './inspection.ts';
import type { Server } from './journey.ts';
import { hasOption, modeOf, rulesOf, settingOf } from './lines-in-force.ts';
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
  const host = entry.url.replace(/^\w+:\/\/|:\d+$/g, '');
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

/**
 * A mount of the other section under the times and limits of the first as well. Where a client is silent for too long
 * the first section closes its side alone, which ends a socket; a section in http mode goes on with its answer
 * (measured on 2.6.12), unless it minds who goes away.
 */
export function passedThrough(
  mount: Mount,
  passage: Passage,
  world: World,
  application: Application,
): Mount {
  const { frontend, backend, server } = passage;
  const wanted = application.recommendedTimeout;
  const minds = mindsClosing(passage, world);
  const deliveries = mount.deliveries.map((delivery) => {
    const socket = delivery.endpoint.kind === 'socket';
    const timesOf = (heedsClient: boolean) =>
      limitsOf({ frontend, timeouts: [] }, backend, socket, wanted, heedsClient);
    const times = timesOf(socket);
    const client = settingOf(frontend, 'timeout', 'client');
    const isOpen =
      minds &&
      timesOf(true).limits.some((limit) => breaks(limit, delivery, application)) &&
      !times.limits.some((limit) => breaks(limit, delivery, application));
    const narrow = narrowestOf({ frontend, servers: [server] });
    const doubts = [
      ...times.unknown.map((line) => lineDoubt(line, 'cut')),
      ...(isOpen && client ? [lineDoubt(client, 'cut')] : []),
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

/** True where it may end an answer that the client's side is closed. */
function mindsClosing({ backend, inner }: Passage, world: World): boolean {
  const { section, bind } = inner;
  return (
    modeOf(section) !== 'http' ||
    bind.http2 ||
    settingOf(backend, 'timeout', 'server-fin') !== undefined ||
    world.configuration.proxies.some((proxy) => hasOption(proxy, 'abortonclose'))
  );
}
