import type { Analysis, Delivery, EntryPoint, Mount, Refusal } from '../delivery/delivery.ts';

/** A delivery with the way it comes in. */
export interface Passage {
  readonly entry: EntryPoint;
  readonly mount: Mount;
  readonly delivery: Delivery;
}

/** Every delivery of a configuration. */
export function passagesOf(analysis: Analysis): readonly Passage[] {
  return analysis.entries.flatMap((entry) =>
    entry.mounts.flatMap((mount) =>
      mount.deliveries.map((delivery) => ({ entry, mount, delivery })),
    ),
  );
}

/** True where the request reaches STIG Manager on its path, beyond doubt if clients ask as the configuration expects. */
export function arrives({ route, doubts }: Delivery): boolean {
  const isLost = doubts.some(({ could, aside }) => could === 'unreachable' && !aside);
  return route.outcome === 'application' && !isLost;
}

/**
 * The deliveries whose way through the proxy is worth judging: those that arrive and that the proxy does not turn
 * away for being what they are (`isTurnedAway`). A log socket that is refused its upgrade stays in: once that is
 * mended, a timeout behind it would cut it.
 */
export function judgedDeliveries(analysis: Analysis): readonly Delivery[] {
  return passagesOf(analysis)
    .map((passage) => passage.delivery)
    .filter((delivery) => arrives(delivery) && !isTurnedAway(delivery));
}

/** True where the proxy answers the request with a 4xx whatever credentials it carries. */
export function isTurnedAway(delivery: Delivery): boolean {
  return delivery.refusals.some((refusal) => !asksForCredentials(refusal));
}

/** True for a 4xx that other credentials would avoid. */
export function asksForCredentials({ cause }: Refusal): boolean {
  return cause === 'authentication' || cause === 'client-certificate';
}
