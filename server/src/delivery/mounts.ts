import { type Endpoint, endpoints } from '../stigman/endpoints.ts';
import type { Place } from '../text/place.ts';
import type { Delivery, Mount } from './delivery.ts';

/** A place where an entry point seems to serve STIG Manager. */
export interface MountCandidate {
  readonly basePath: string;
  readonly place: Place;
}

/** How a dialect answers requests below a mount. */
export interface MountProbe {
  readonly deliver: (endpoint: Endpoint, basePath: string) => Delivery;
  readonly withoutSlash: (basePath: string) => Mount['withoutSlash'];
}

/**
 * The mounts of an entry point, the most complete first. A mount that serves fewer endpoints than another is kept
 * but not primary: a way beside the main one, whose gaps are no fault.
 */
export function mountsOf(
  candidates: readonly MountCandidate[],
  probe: MountProbe,
): readonly Mount[] {
  const unique = new Map(candidates.map((candidate) => [candidate.basePath, candidate]));
  for (const candidate of [...candidates].reverse()) unique.set(candidate.basePath, candidate);
  const judged = [...unique.values()].map((candidate) => ({
    ...candidate,
    deliveries: endpoints.map((endpoint) => probe.deliver(endpoint, candidate.basePath)),
  }));
  const served = judged.map((mount) => mount.deliveries.filter(isServed).length);
  const most = Math.max(0, ...served);
  return judged
    .map((mount, i) => ({
      ...mount,
      primary: served[i] === most,
      withoutSlash: mount.basePath === '/' ? undefined : probe.withoutSlash(mount.basePath),
    }))
    .sort((a, b) => Number(b.primary) - Number(a.primary));
}

function isServed(delivery: Delivery): boolean {
  return delivery.route.outcome === 'application' || delivery.route.outcome === 'unknown';
}
