import {
  applicationAt,
  applicationOf,
  namesEndpoint,
  type Recognition,
  type Recognized,
  type Target,
  withoutPaths,
} from '../../stigman/recognition.ts';
import { isMarked, markNear } from '../marks.ts';
import { kept, oncePer } from '../once.ts';
import type { Configuration, Line, Section } from './configuration.ts';
import type { Server } from './journey.ts';
import { type ListFile, pathsAsked } from './literals.ts';
import { pathsRewritten } from './rewritten.ts';
import type { SectionWording } from './section-block.ts';
import { serversOf, serversWritten } from './servers.ts';

/** Which of several applications behind one backend counts. */
const WEIGHT: Readonly<Record<Recognized, number>> = {
  stigman: 3,
  keycloak: 2,
  ignored: 1,
  other: 0,
};

/** Tells which application a backend leads to. */
export class Recognizer {
  readonly #recognition: Recognition;
  readonly #listFile: ListFile;

  constructor({ proxies }: Configuration, recognition: Recognition, listFile: ListFile) {
    const strict = withoutPaths(recognition);
    const isNamed = proxies.some((proxy) => namedApplication(proxy, strict) === 'stigman');
    this.#recognition = isNamed ? strict : recognition;
    this.#listFile = listFile;
  }

  /** The application behind a backend, for requests that a line sends there to these servers, or to all. */
  of(backend: Section, chosenBy: Line | undefined, servers?: readonly Server[]): Recognized {
    return this.at(backend, chosenBy, this.#pathTo(backend, chosenBy), servers);
  }

  /** The same, for requests of a certain path. */
  at(
    backend: Section,
    chosenBy: Line | undefined,
    path: string | undefined,
    servers?: readonly Server[],
  ): Recognized {
    const comment = chosenBy ? markNear(chosenBy.proxy.tree, chosenBy.directive) : '';
    if (servers === undefined && comment === '') {
      const named = namedApplication(backend, this.#recognition);
      if (path === undefined || named === undefined) return named ?? 'other';
      if (named === 'other') return applicationAt(path, this.#recognition);
    }
    return applicationOfAll(servers ?? serversOf(backend), comment, path, this.#recognition);
  }

  /** False where no path makes a backend STIG Manager's: then none needs to be looked at. */
  mayBeStigman(backend: Section, chosenBy: Line | undefined): boolean {
    if (this.#recognition.pathDecides !== false) return true;
    return this.at(backend, chosenBy, undefined) === 'stigman';
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
    const asked = chosenBy ? pathsAsked(chosenBy, this.#listFile) : [];
    const rewritten = pathsRewritten(backend);
    if (rewritten.length === 0 && asked.length < 2) return asked[0]?.path;
    const paths = [...asked.map(({ path }) => path), ...rewritten];
    return paths.find((path) => /stig[-_]?man/i.test(path) || namesEndpoint(path)) ?? paths[0];
  }
}

function applicationOfAll(
  servers: readonly Server[],
  comment: string,
  path: string | undefined,
  recognition: Recognition,
): Recognized {
  let best: Recognized = 'other';
  for (const server of servers) {
    const found = applicationOf(targetAt(server, comment, path), recognition);
    if (WEIGHT[found] > WEIGHT[best]) best = found;
  }
  return best;
}

/** What was found out last about the servers of a section without comments. */
const lastNamed = kept<
  SectionWording,
  { readonly recognition: Recognition; readonly application: Recognized | undefined }
>();

/** The application of a section's servers, whatever path and line lead to them; undefined where it has none. */
function namedApplication(section: Section, recognition: Recognition): Recognized | undefined {
  const { tree, wording } = section;
  const last = isMarked(tree) ? undefined : lastNamed.get(wording);
  if (last?.recognition === recognition) return last.application;
  const servers = serversWritten(section);
  const application =
    servers.length > 0 ? applicationOfAll(servers, '', undefined, recognition) : undefined;
  if (!isMarked(tree)) lastNamed.set(wording, { recognition, application });
  return application;
}

/** What a server is known by, whatever path and line lead to it. */
const targetOf = oncePer(({ host, name, port, line }: Server): Target => {
  const { head, name: backend, tree } = line.proxy;
  const comment = joined(markNear(tree, head), markNear(tree, line.directive));
  return { names: [host, name, backend], port, mountPath: undefined, comment };
});

/** The same for requests of a path that a line with this comment sends there. */
function targetAt(server: Server, comment: string, path: string | undefined): Target {
  const target = targetOf(server);
  if (comment === '' && path === undefined) return target;
  return { ...target, mountPath: path, comment: joined(comment, target.comment) };
}

function joined(first: string, second: string): string {
  return first === '' ? second : `${first}\n${second}`;
}

/** host:port of a server, or its name. */
export function authorityOf(server: Server): string {
  return server.port === undefined ? server.host : `${server.host}:${server.port}`;
}
