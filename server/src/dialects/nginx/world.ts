import type { Configuration } from './configuration.ts';
import { mapsOf } from './maps.ts';
import { upstreamGroups } from './proxying.ts';
import type { Entry, EntryIndex, Scope } from './scope.ts';
import { indexServers, type Server, type ServerIndex, serversOf } from './servers.ts';

/** What all requests into one configuration share. */
export interface World {
  readonly root: Scope;
  readonly all: EntryIndex;
  readonly servers: readonly Server[];
  readonly index: ServerIndex;
  readonly serverNames: ReadonlySet<string>;
  readonly maps: ReadonlyMap<string, Entry>;
  readonly settable: ReadonlySet<string>;
  /** Paths that auth_request asks; no client gets to their locations for a page. */
  readonly authorizers: ReadonlySet<string>;
  readonly groups: ReadonlyMap<string, Scope>;
}

export function worldOf({ root, all }: Configuration): World {
  const servers = serversOf(root);
  return {
    root,
    all,
    servers,
    index: indexServers(servers),
    serverNames: new Set(servers.flatMap((server) => server.names)),
    maps: mapsOf(root),
    settable: new Set((all.get('set') ?? []).map(({ args }) => (args[0] ?? '').slice(1))),
    authorizers: new Set((all.get('auth_request') ?? []).map(({ args }) => args[0] ?? '')),
    groups: upstreamGroups(all),
  };
}
