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
import { type Member, membersOf, type Upstream } from './proxying.ts';
import type { Entry, Scope } from './scope.ts';
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

/** Which application a proxy_pass leads to, by comment, settings, port, name and path; with several servers, any of them. */
export function recognize(
  upstream: Upstream,
  location: Location | undefined,
  clientPath: string | undefined,
  recognition: Recognition,
): Recognized {
  for (const target of targetsOf(upstream, location, clientPath)) {
    const found = applicationOf(target, recognition);
    if (found !== 'other') return found;
  }
  return 'other';
}

/** True where some servers of an upstream are STIG Manager's by their ports and others are not. */
export function isMixed({ upstream, served }: Hop, basePath: string, recognition: Recognition) {
  const found = targetsOf(upstream, served.location, basePath).map((target) =>
    applicationOf(target, recognition),
  );
  return found.includes('stigman') && found.includes('other');
}

/** One target for each port that the servers of an upstream have. */
function targetsOf(
  upstream: Upstream,
  location: Location | undefined,
  mountPath: string | undefined,
): readonly Target[] {
  const { entry, host, hasVariables, members, explicitPort, port } = upstream;
  const names = members.map((member) => member.host);
  if (host !== undefined) names.unshift(host);
  else if (!hasVariables) names.unshift(placeholderIn(entry.args[0] ?? ''));
  const comment = location ? `${commentOf(entry)}\n${commentOf(location.entry)}` : commentOf(entry);
  const ports = explicitPort || members.length === 0 ? [port] : portsOf(members);
  return ports.map((each) => ({ names, port: each, mountPath, comment }));
}

/** The name of what a template puts into a URL as its host. */
function placeholderIn(url: string): string {
  return /^(?:\w+:\/\/)?([^/:]*)/.exec(url)?.[1]?.replace(/[^\w.-]/g, '') ?? '';
}

function portsOf(members: readonly Member[]): readonly (number | undefined)[] {
  const taking = members.filter(({ down, backup }) => !down && !backup);
  const asked = taking.length > 0 ? taking : members;
  return asked.length > 0 ? [...new Set(asked.map(({ port }) => port))] : [undefined];
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
  return recognitionFor(allTargets(passes, world), recognition);
}

function* allTargets(
  passes: Iterable<Pass>,
  world: Pick<World, 'groups' | 'maps'>,
): Generator<Target> {
  for (const pass of passes) {
    yield* targetsOf(pass.upstream, pass.location, undefined);
    if (pass.upstream.hasVariables) yield* targetsOfVariables(pass, world);
  }
  for (const [name, group] of world.groups) yield* targetsOfGroup(name, group);
}

/** The addresses that the variables of a proxy_pass may stand for, as far as maps and the like give them. */
export function* targetsOfVariables(
  { entry }: Pass,
  { groups, maps }: Pick<World, 'groups' | 'maps'>,
): Generator<Target> {
  for (const [, name] of (entry.args[0] ?? '').matchAll(/\$\{?(\w+)/g)) {
    for (const { args } of maps.get(name ?? '')?.inner?.entries ?? []) {
      const [, host = '', port] = /^(?:https?:\/\/)?([^/:]*)(?::(\d+))?/.exec(args[0] ?? '') ?? [];
      const group = groups.get(host);
      if (group) yield* targetsOfGroup(host, group);
      else yield { ...UNMARKED, names: [host], port: port ? Number(port) : undefined };
    }
  }
}

const UNMARKED = { mountPath: undefined, comment: '' };

function* targetsOfGroup(name: string, group: Scope): Generator<Target> {
  const members = membersOf(group);
  const names = [name, ...members.map((member) => member.host)];
  for (const port of portsOf(members)) yield { ...UNMARKED, names, port };
}

function commentOf({ tree, directive }: Entry): string {
  return markNear(tree, directive);
}
