import type { Configuration } from './configuration.ts';
import { literalHostsOf, upstreamGroups } from './proxying.ts';
import type { Entry, Scope } from './scope.ts';
import { indexServers, type Server, type ServerIndex, serversOf } from './servers.ts';
import { mapsOf } from './variables.ts';

/** What all requests into one configuration share. */
export interface World {
  readonly root: Scope;
  readonly servers: readonly Server[];
  readonly index: ServerIndex;
  readonly serverNames: ReadonlySet<string>;
  readonly maps: ReadonlyMap<string, Entry>;
  readonly settable: ReadonlySet<string>;
  /** Paths that auth_request asks; no client gets to their locations for a page. */
  readonly authorizers: ReadonlySet<string>;
  readonly groups: ReadonlyMap<string, Scope>;
  readonly literalHosts: () => ReadonlySet<string>;
}

export function worldOf({ root, all }: Configuration): World {
  let literalHosts: ReadonlySet<string> | undefined;
  const servers = serversOf(root);
  return {
    root,
    servers,
    index: indexServers(servers),
    serverNames: new Set(servers.flatMap((server) => server.names)),
    maps: mapsOf(root),
    settable: new Set((all.get('set') ?? []).map(({ args }) => (args[0] ?? '').slice(1))),
    authorizers: new Set((all.get('auth_request') ?? []).map(({ args }) => args[0] ?? '')),
    groups: upstreamGroups(all),
    literalHosts: () => {
      literalHosts ??= literalHostsOf(all);
      return literalHosts;
    },
  };
}
