import type { Delivery, EntryPoint, Mount } from '../../delivery/delivery.ts';
import { NO_FACTS } from '../../delivery/facts.ts';
import { waysOf } from './candidates.ts';
import { placeOfHead, placeOfLine, type Section, textOfLine } from './configuration.ts';
import { type Bind, bindsOf, isLoopback, urlOf } from './frontends.ts';
import { innerBehind } from './inner.ts';
import type { Server } from './journey.ts';
import { pathsAsked } from './literals.ts';
import { authorityOf } from './recognition.ts';
import { serversOf } from './servers.ts';
import { nameOf } from './timeouts.ts';
import type { World } from './travel.ts';

/**
 * The entries of a section that hands connections or requests on to another section of the same configuration: the
 * mounts of that one, with what becomes of them left open, for both sections have a say in it. What only some paths are
 * handed on by is no mount of the other section.
 */
export function relayedEntries(
  frontend: Section,
  world: World,
  entriesOf: (inner: Section) => readonly EntryPoint[],
): readonly EntryPoint[] {
  const servers = waysOf(frontend, world)
    .filter(({ line }) => !line || pathsAsked(line, world.listFile).length === 0)
    .flatMap(({ backend }) => serversOf(backend));
  const found = servers.flatMap((server) => {
    const inner = innerBehind(world.configuration, server);
    const entries = inner ? entriesOf(inner.section) : [];
    return entries.flatMap((entry) =>
      bindsOf(frontend).map((bind) => relayed(frontend, bind, server, entry)),
    );
  });
  return [...new Map(found.map((entry) => [entry.url, entry])).values()];
}

function relayed(frontend: Section, bind: Bind, server: Server, inner: EntryPoint): EntryPoint {
  const secure = bind.secure || (inner.secure && !server.line.words.includes('ssl'));
  return {
    url: urlOf({ secure, port: bind.port, host: new URL(inner.url).hostname }),
    secure,
    unexposed: isLoopback(bind),
    place: placeOfHead(frontend),
    mounts: inner.mounts.map((mount) => leftOpen(mount, server)),
    identityRoutes: [],
    httpsRedirect: undefined,
  };
}

function leftOpen(mount: Mount, server: Server): Mount {
  const place = placeOfLine(server.line);
  const deliveries = mount.deliveries.map(
    ({ endpoint, path }): Delivery => ({
      endpoint,
      path,
      mapping: place,
      route: {
        place,
        subject: textOfLine(server.line),
        origin: 'explicit',
        related: [],
        remedies: [],
        outcome: 'unknown',
        upstream: authorityOf(server),
        upstreamPath: undefined,
        status: undefined,
        explanation: `goes on from ${nameOf(server.line.proxy)} to another section of this configuration`,
      },
      ...NO_FACTS,
    }),
  );
  return { ...mount, place, deliveries, withoutSlash: undefined };
}
