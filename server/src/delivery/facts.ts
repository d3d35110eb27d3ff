import type { Delivery, Fact, TimeLimit } from './delivery.ts';

/** Every fact of a delivery. */
export function factsOf(delivery: Delivery): readonly Fact[] {
  const { route, refusals, holds, limits, upgrade, bodyLimit, alterations } = delivery;
  const single = [upgrade, bodyLimit, delivery.buffering, delivery.flushing];
  return [
    route,
    ...refusals,
    ...holds,
    ...limits,
    ...single.filter((fact) => fact !== undefined),
    ...alterations,
    ...delivery.authentication,
  ];
}

/** The limit that ends the exchange first. */
export function shortestLimit({ limits }: Delivery): TimeLimit | undefined {
  return [...limits].sort((a, b) => a.seconds - b.seconds)[0];
}

/** What a delivery says where nothing of its way is known. */
export const NO_FACTS = {
  refusals: [],
  holds: [],
  limits: [],
  upgrade: undefined,
  bodyLimit: undefined,
  alterations: [],
  buffering: undefined,
  flushing: undefined,
  authentication: [],
  doubts: [],
} as const;
