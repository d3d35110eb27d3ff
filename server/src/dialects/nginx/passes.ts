import { likeliestPath } from './client-path.ts';
import { type Location, locationAround } from './locations.ts';
import { literalUpstreams, resolveUpstream, type Upstream } from './proxying.ts';
import { pageRequest, type Request } from './request.ts';
import { chain, type Entry, type EntryIndex, type Scope, serverAround } from './scope.ts';
import type { Server } from './servers.ts';
import { Variables } from './variables.ts';
import type { World } from './world.ts';

/** A proxy_pass as it stands in the file, before any request: `set` lines around it count, captures are empty. */
export interface Pass {
  readonly server: Server;
  readonly entry: Entry;
  readonly scope: Scope;
  readonly location: Location | undefined;
  readonly upstream: Upstream;
  /** The likeliest path by which clients get into its location. */
  readonly path: string;
  /** A page that a client could ask this server for. */
  readonly request: Request;
}

/** Blocks in which nginx rejects a proxy_pass: one that is half typed may seem to stand there. */
const MISPLACED: ReadonlySet<string> = new Set(['server', 'http', 'main', 'upstream']);

/** Every proxy_pass in some servers of the configuration, by its server, in document order. */
export function passesByServer(
  all: EntryIndex,
  servers: readonly Server[],
  world: World,
): ReadonlyMap<Server, readonly Pass[]> {
  const literal = literalUpstreams(world.groups);
  const readers = new Map(
    servers.map((server) => [server.scope, readerOf(server, world, literal)]),
  );
  const found = new Map<Server, Pass[]>(servers.map((server) => [server, []]));
  for (const entry of all.get('proxy_pass') ?? []) {
    if (MISPLACED.has(entry.scope.kind)) continue;
    const pass = readers.get(serverAround(entry))?.(entry);
    const passes = pass && found.get(pass.server);
    if (!passes) continue;
    if (passes.at(-1)?.scope === entry.scope) passes.pop();
    passes.push(pass);
  }
  return found;
}

/** True for a target with variables, or one that a template has yet to fill in. */
function isOpenText({ args }: Entry): boolean {
  return /[${]/.test(args[0] ?? '');
}

function readerOf(
  server: Server,
  world: World,
  literal: (entry: Entry) => Upstream | undefined,
): (entry: Entry) => Pass | undefined {
  const secure = server.listens.some((listen) => listen.secure);
  const at = {
    scheme: secure ? 'https' : 'http',
    host: server.host,
    port: secure ? 443 : 80,
  } as const;
  const request = pageRequest(at, '/');
  return (entry) => {
    const { scope } = entry;
    const upstream = isOpenText(entry)
      ? resolveUpstream(entry, settled(scope), world.groups)
      : literal(entry);
    if (!upstream) return undefined;
    const location = locationAround(scope);
    const path = (location && likeliestPath(location)) ?? '/';
    return { server, entry, scope, location, upstream, path, request };
  };

  /** The variables that `set` lines of the scopes around give. */
  function settled(scope: Scope): Variables {
    const variables = new Variables(request, world, server.scope);
    for (const at of [...chain(scope)].reverse()) {
      for (const { args } of at.own('set')) {
        variables.assign((args[0] ?? '').slice(1), variables.interpolate(args[1] ?? ''));
      }
    }
    return variables;
  }
}
