import { clientPaths } from './client-path.ts';
import { type Location, passingScopes } from './locations.ts';
import { resolveUpstream, type Upstream } from './proxying.ts';
import { pageRequest } from './request.ts';
import { type Entry, own, type Scope } from './scope.ts';
import type { Server } from './servers.ts';
import type { World } from './serving.ts';
import { Variables } from './variables.ts';

/** A proxy_pass as it stands in the file, before any request: variables that `set` gives are unknown in it. */
export interface Pass {
  readonly entry: Entry;
  readonly scope: Scope;
  readonly location: Location | undefined;
  readonly upstream: Upstream;
  /** The likeliest path by which clients get into its location. */
  readonly path: string;
  /** Stands for a plain request to that location. */
  readonly variables: Variables;
}

/** Every proxy_pass of a server, in document order. */
export function passesOf(server: Server, world: World): readonly Pass[] {
  const found: Pass[] = [];
  for (const { scope, location } of passingScopes(server.scope)) {
    const entry = own(scope, 'proxy_pass').at(-1) as Entry;
    const path = (location && clientPaths(location)[0]) ?? '/';
    const secure = server.listens.some((listen) => listen.secure);
    const at = {
      scheme: secure ? 'https' : 'http',
      host: server.host,
      port: secure ? 443 : 80,
    } as const;
    const variables = new Variables(pageRequest(at, path), world.maps, server.scope);
    const upstream = resolveUpstream(entry, variables, world.groups);
    if (upstream) found.push({ entry, scope, location, upstream, path, variables });
  }
  return found;
}
