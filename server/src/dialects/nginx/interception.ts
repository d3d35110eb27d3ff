import { returnedEnd } from './content.ts';
import { follow, type Hop, type Journey, restatedOn } from './journey.ts';
import type { Request } from './request.ts';
import { switchOf } from './scope.ts';
import type { Server } from './servers.ts';
import { serve, servePage } from './serving.ts';
import type { World } from './world.ts';

/** The status with which the application answers what a hop sends it; undefined where it cannot be told. */
export type StatusOf = (hop: Hop) => number | undefined;

/**
 * Follows a request from the server that takes it. With proxy_intercept_errors on, an error_page of a hop takes errors
 * from behind it, and one that hands a request on gives its own status to an answer from there. What is lost either way
 * stays as it is without: that tells where it is lost.
 */
export function travel(
  world: World,
  server: Server,
  request: Request,
  statusOf: StatusOf,
): Journey {
  const isLost = ({ end, hops }: Journey) =>
    end.kind === 'answered' || (end.kind === 'proxied' && statusOf(hops.at(-1) as Hop) !== 200);
  let journey = follow(world, serve(world, server, request), request);
  for (const [i, hop] of [...journey.hops.entries()].reverse()) {
    if (!isTaken(hop, journey)) continue;
    const status = statusFrom(journey, statusOf);
    const error = status && returnedEnd({ status, by: hop.pass });
    const page = error && servePage(world, hop.served.server, hop.request, error);
    const instead = page && follow(world, page, hop.request, journey.hops.slice(0, i));
    if (instead && !(isLost(journey) && isLost(instead))) journey = instead;
  }
  const { hops, end } = journey;
  const restated = end.kind === 'refused' || end.kind === 'answered' ? restatedOn(hops) : undefined;
  if (!restated) return journey;
  const told = returnedEnd(restated);
  return end.kind === 'answered' && told.kind === 'answered' ? journey : { ...journey, end: told };
}

/** True where nginx hands an error to its error_page: always one of its own for want of a server to ask (measured on 1.22.1). */
function isTaken({ scope, pass }: Hop, { end }: Journey): boolean {
  const isOwn = end.kind === 'answered' && end.by === pass;
  return isOwn || switchOf(scope, 'proxy_intercept_errors') === 'on';
}

function statusFrom({ end, hops }: Journey, statusOf: StatusOf): number | undefined {
  if (end.kind === 'proxied') return statusOf(hops.at(-1) as Hop);
  return end.kind === 'unknown' ? undefined : end.status;
}
