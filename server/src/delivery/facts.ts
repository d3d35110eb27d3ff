import type { Delivery, Fact } from './delivery.ts';

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
