import * as l10n from '@vscode/l10n';
import type { Delivery, EntryPoint, Mount } from '../../delivery/delivery.ts';
import { NO_FACTS } from '../../delivery/facts.ts';
import type { Application } from '../../stigman/application.ts';
import { type Way, waysOf } from './candidates.ts';
import {
  backendNamed,
  placeOfHead,
  placeOfLine,
  type Section,
  textOfLine,
} from './configuration.ts';
import { type Bind, isLoopback, isSocket } from './frontends.ts';
import { hasServerHere, innerBehind } from './inner.ts';
import type { Server } from './journey.ts';
import { rulesOf } from './lines-in-force.ts';
import { hostsAsked, pathsAsked } from './literals.ts';
import { hostsMapped } from './mapped.ts';
import { authorityOf } from './recognition.ts';
import { sendsHead, serversOf } from './servers.ts';
import { nameOf } from './timeouts.ts';
import { isTransparent, type Passage, passedThrough } from './transparent.ts';
import type { World } from './travel.ts';

/** The entries of a section as clients see them who come in by other addresses than its own. */
export type EntriesAt = (inner: Section, binds: readonly Bind[]) => readonly EntryPoint[];

/**
 * The entries of a section that hands connections or requests on to another section of the same configuration: the
 * mounts of that one. What becomes of them is left open, for both sections have a say in it, unless the first hands on
 * bytes as they come. What only some paths are handed on by is no mount of the other section.
 */
export function relayedEntries(
  frontend: Section,
  binds: readonly Bind[],
  world: World,
  entriesAt: EntriesAt,
  application: Application,
): readonly EntryPoint[] {
  const passages = [...waysOf(frontend, world), ...mappedWays(frontend, world)]
    .filter(({ line }) => !line || pathsAsked(line, world.listFile).length === 0)
    .flatMap((way) => passagesOf(frontend, binds, way, world));
  const found = passages.flatMap((passage) =>
    entriesAt(passage.inner.section, [seenFrom(passage)]).map((entry): EntryPoint => {
      const through = isTransparent(passage, entry, world);
      return {
        ...entry,
        unexposed: isLoopback(passage.bind),
        place: placeOfHead(frontend),
        mounts: entry.mounts.map((mount) =>
          through
            ? passedThrough(mount, passage, world, application)
            : leftOpen(mount, passage.server),
        ),
        identityRoutes: [],
        httpsRedirect: undefined,
      };
    }),
  );
  return [...new Map(found.map((entry) => [entry.url, entry])).values()];
}

/** Hosts that lead by a map to backends, at most. */
const MOST_MAPPED = 20;

/** The ways to backends that a map gives for hosts. */
function mappedWays(frontend: Section, { configuration, listFile }: World): readonly KnownWay[] {
  return rulesOf(frontend, 'use_backend')
    .flatMap((line) => hostsMapped(line, listFile).map((named) => ({ line, ...named })))
    .slice(0, MOST_MAPPED)
    .flatMap(({ line, host, backend: name }) => {
      const backend = backendNamed(configuration, name);
      return backend ? [{ line, backend, host }] : [];
    });
}

interface KnownWay extends Way {
  /** A host that leads this way. */
  readonly host?: string;
}

function passagesOf(
  frontend: Section,
  binds: readonly Bind[],
  { line, backend, host }: KnownWay,
  world: World,
): readonly Passage[] {
  if (!hasServerHere(backend)) return [];
  const [asked] = line ? hostsAsked(line, world.listFile) : [];
  const knownAs = host ?? asked;
  return serversOf(backend).flatMap((server) => {
    const inner = innerBehind(world.configuration, server);
    if (!inner) return [];
    return binds.map((bind) => ({ frontend, bind, backend, server, inner, knownAs }));
  });
}

/** The address of the other section as those see it who come in by the first. */
function seenFrom({ bind, server, inner, knownAs }: Passage): Bind {
  const secure = bind.secure || (inner.bind.secure && !server.line.words.includes('ssl'));
  const hears = sendsHead(server);
  return {
    ...inner.bind,
    secure,
    host: bind.host,
    port: bind.port,
    asksHead: hears ? undefined : inner.bind.asksHead,
    isNear: hears ? bind.isNear : !isSocket(inner.bind),
    heardAt: hears ? (bind.heardAt ?? bind.port) : inner.bind.port,
    knownAs,
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
        explanation: l10n.t`goes on from ${nameOf(server.line.proxy)} to another section of this configuration`,
      },
      ...NO_FACTS,
    }),
  );
  return { ...mount, place, deliveries, withoutSlash: undefined };
}
