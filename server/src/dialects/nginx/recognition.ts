import {
  applicationOf,
  type Recognition,
  type Recognized,
  recognitionFor,
  type Target,
} from '../../stigman/recognition.ts';
import { commentNear } from '../../syntax/comments.ts';
import { clientPaths } from './client-path.ts';
import type { Hop } from './journey.ts';
import { type Location, passingScopes } from './locations.ts';
import { resolveUpstream, type Upstream } from './proxying.ts';
import { pageRequest } from './request.ts';
import { type Entry, own } from './scope.ts';
import type { World } from './serving.ts';
import { Variables } from './variables.ts';

/** Which application a hop leads to: by its own location's path, else by the mount through which the request came. */
export function recognizeHop(hop: Hop, basePath: string, recognition: Recognition): Recognized {
  const { location } = hop.served;
  const path = location && clientPaths(location)[0];
  const recognized = recognize(hop.upstream, location, path, recognition);
  return recognized === 'other'
    ? recognize(hop.upstream, location, basePath, recognition)
    : recognized;
}

/** Which application a proxy_pass leads to, by comment, settings, port, name and path. */
export function recognize(
  upstream: Upstream,
  location: Location | undefined,
  clientPath: string | undefined,
  recognition: Recognition,
): Recognized {
  return applicationOf(targetOf(upstream, location, clientPath), recognition);
}

function targetOf(
  upstream: Upstream,
  location: Location | undefined,
  clientPath: string | undefined,
): Target {
  const members = upstream.members.map((member) => member.host);
  return {
    names: [...(upstream.host === undefined ? [] : [upstream.host]), ...members],
    port: upstream.explicitPort ? upstream.port : upstream.members[0]?.port,
    mountPath: clientPath,
    comment: [upstream.entry, ...(location ? [location.entry] : [])].map(commentOf).join('\n'),
  };
}

/** What is known of names for a whole configuration: whether any proxy_pass is STIG Manager's by more than its path. */
export function recognitionIn(world: World, recognition: Recognition): Recognition {
  return recognitionFor(targetsOf(world), recognition);
}

function* targetsOf(world: World): Generator<Target> {
  for (const server of world.servers) {
    for (const { scope, location } of passingScopes(server.scope)) {
      const pass = own(scope, 'proxy_pass').at(-1);
      const request = pageRequest({ scheme: 'http', host: 'localhost', port: 80 }, '/');
      const variables = new Variables(request, world.maps, server.scope);
      const upstream = pass && resolveUpstream(pass, variables, world.groups);
      if (upstream) yield targetOf(upstream, location, undefined);
    }
  }
}

function commentOf(entry: Entry): string {
  return entry.tree.comments.length === 0 ? '' : commentNear(entry.tree, entry.directive);
}
