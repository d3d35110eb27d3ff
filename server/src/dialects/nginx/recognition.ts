import {
  applicationOf,
  type Recognition,
  type Recognized,
  recognitionFor,
  type Target,
} from '../../stigman/recognition.ts';
import { markNear } from '../marks.ts';
import { likeliestPath } from './client-path.ts';
import type { Hop } from './journey.ts';
import type { Location } from './locations.ts';
import type { Pass } from './passes.ts';
import { likeliest, membersOf, type Upstream } from './proxying.ts';
import type { Entry } from './scope.ts';
import type { World } from './world.ts';

/** Which application a hop leads to: by its own location's path, else by the mount through which the request came. */
export function recognizeHop(hop: Hop, basePath: string, recognition: Recognition): Recognized {
  const { location } = hop.served;
  const path = location && likeliestPath(location);
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
  const { entry, host, members, explicitPort, port } = upstream;
  const own = host === undefined ? [] : [host];
  return {
    names: members.length === 0 ? own : [...own, ...members.map((member) => member.host)],
    port: explicitPort ? port : likeliest(members)?.port,
    mountPath: clientPath,
    comment: commentOf(entry) + (location ? `\n${commentOf(location.entry)}` : ''),
  };
}

/**
 * What is known of names for a whole configuration: whether any proxy_pass, an upstream block, or a value of a map that
 * a proxy_pass names is STIG Manager's by more than its path.
 */
export function recognitionIn(
  passes: Iterable<Pass>,
  world: Pick<World, 'groups' | 'maps'>,
  recognition: Recognition,
): Recognition {
  return recognitionFor(targetsOf(passes, world), recognition);
}

function* targetsOf(
  passes: Iterable<Pass>,
  { groups, maps }: Pick<World, 'groups' | 'maps'>,
): Generator<Target> {
  for (const { upstream, location, entry } of passes) {
    yield targetOf(upstream, location, undefined);
    if (!upstream.hasVariables) continue;
    for (const [, name] of (entry.args[0] ?? '').matchAll(/\$\{?(\w+)/g)) {
      for (const line of maps.get(name ?? '')?.inner?.entries ?? []) yield addressIn(line);
    }
  }
  for (const [name, group] of groups) {
    const members = membersOf(group);
    const names = [name, ...members.map((member) => member.host)];
    yield { names, port: likeliest(members)?.port, mountPath: undefined, comment: '' };
  }
}

/** The address that a line of a map gives. */
function addressIn(line: Entry): Target {
  const match = /^(?:https?:\/\/)?([^/:]*)(?::(\d+))?/.exec(line.args[0] ?? '');
  const port = match?.[2] === undefined ? undefined : Number(match[2]);
  return { names: [match?.[1] ?? ''], port, mountPath: undefined, comment: '' };
}

function commentOf({ tree, directive }: Entry): string {
  return markNear(tree, directive);
}
