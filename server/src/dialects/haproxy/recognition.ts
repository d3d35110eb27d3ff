import {
  applicationOf,
  namesEndpoint,
  type Recognition,
  type Recognized,
  recognitionFor,
  type Target,
} from '../../stigman/recognition.ts';
import { markNear } from '../marks.ts';
import type { Configuration, Line, Section } from './configuration.ts';
import type { Server } from './journey.ts';
import { type ListFile, pathsAsked, pathsRewritten } from './literals.ts';
import { serversOf } from './servers.ts';

/** Tells which application a backend leads to. */
export class Recognizer {
  readonly #recognition: Recognition;
  readonly #listFile: ListFile;
  /** Whether backends are STIG Manager's by more than paths. */
  readonly #named = new Map<Section, boolean>();
  readonly #known = new Map<readonly Server[], Map<Line | undefined, Recognized>>();

  constructor(configuration: Configuration, recognition: Recognition, listFile: ListFile) {
    this.#recognition = recognitionFor(targetsOf(configuration), recognition);
    this.#listFile = listFile;
  }

  /** The application behind a backend, for requests that a line sends there to these servers. */
  of(backend: Section, chosenBy: Line | undefined, servers = serversOf(backend)): Recognized {
    const byLine = this.#known.get(servers) ?? new Map<Line | undefined, Recognized>();
    this.#known.set(servers, byLine);
    const known = byLine.get(chosenBy);
    if (known) return known;
    const found = this.at(backend, chosenBy, this.#pathTo(backend, chosenBy), servers);
    byLine.set(chosenBy, found);
    return found;
  }

  /** The same, for requests of a certain path. */
  at(
    backend: Section,
    chosenBy: Line | undefined,
    path: string | undefined,
    servers: readonly Server[] = serversOf(backend),
  ): Recognized {
    const comment = chosenBy ? markNear(chosenBy.proxy.tree, chosenBy.directive) : '';
    const found = servers.map((server) =>
      applicationOf(targetOf(backend, server, comment, path), this.#recognition),
    );
    const known = (['stigman', 'keycloak', 'ignored'] as const).find((one) => found.includes(one));
    return known ?? 'other';
  }

  /** False where no path makes a backend STIG Manager's: then none needs to be looked at. */
  mayBeStigman(backend: Section, chosenBy: Line | undefined): boolean {
    if (this.#recognition.pathDecides !== false) return true;
    if (chosenBy && markNear(chosenBy.proxy.tree, chosenBy.directive) !== '') {
      return this.at(backend, chosenBy, undefined) === 'stigman';
    }
    const known = this.#named.get(backend) ?? this.at(backend, undefined, undefined) === 'stigman';
    this.#named.set(backend, known);
    return known;
  }

  /** Among servers that share the requests with STIG Manager's, one that is not known for it. */
  strangerAmong(
    backend: Section,
    chosenBy: Line | undefined,
    servers: readonly Server[],
  ): Server | undefined {
    if (servers.length < 2) return undefined;
    const path = this.#pathTo(backend, chosenBy);
    return servers.find((server) => this.at(backend, chosenBy, path, [server]) !== 'stigman');
  }

  /** The path by which a backend may be known: one that is asked for on the way to it, or stripped in it. */
  #pathTo(backend: Section, chosenBy: Line | undefined): string | undefined {
    const asked = chosenBy
      ? pathsAsked(chosenBy, this.#listFile).map((literal) => literal.path)
      : [];
    const paths = [...asked, ...pathsRewritten(backend)];
    return paths.find((path) => /stig[-_]?man/i.test(path) || namesEndpoint(path)) ?? paths[0];
  }
}

function* targetsOf({ proxies }: Configuration): Generator<Target> {
  for (const proxy of proxies) {
    for (const server of serversOf(proxy)) yield targetOf(proxy, server, '', undefined);
  }
}

function targetOf(
  backend: Section,
  server: Server,
  comment: string,
  mountPath: string | undefined,
): Target {
  const comments = [backend.head, server.line.directive].map((one) => markNear(backend.tree, one));
  return {
    names: [server.host, server.name, backend.name],
    port: server.port,
    mountPath,
    comment: [comment, ...comments].join('\n'),
  };
}

/** host:port of a server, or its name. */
export function authorityOf(server: Server): string {
  return server.port === undefined ? server.host : `${server.host}:${server.port}`;
}
