import type { Delivery, Hold, Switch } from '../delivery/delivery.ts';
import { samePlace } from '../text/place.ts';
import { byNode, type Charge, findingOf, remediesOf } from './nodes.ts';
import { judgedDeliveries } from './passages.ts';
import type { Finding, Rule } from './rule.ts';
import { advice, named, seconds } from './wording.ts';

const id = 'missing-flushpackets';

/** A mapping that does not flush each packet; an error only where a run has shown that this holds the stream. */
export const missingFlushpackets: Rule = {
  id,
  summary: 'A mapping of a streaming endpoint does not ask to flush each packet',
  severity: 'warning',
  dialects: ['apache'],
  check: (analysis, { patience }) => {
    const charges = judgedDeliveries(analysis).flatMap((delivery) => {
      const fact = delivery.flushing;
      return fact && !fact.on && delivery.endpoint.kind === 'stream' ? [{ fact, delivery }] : [];
    });
    return byNode(charges, holds).map((group) => report(group, patience));
  },
};

/** True for a hold that comes from packets that are not flushed. */
export function isFlushingHold(hold: Hold, delivery: Delivery): boolean {
  const { flushing } = delivery;
  return flushing?.on === false && flushing.matters && samePlace(hold.place, flushing.place);
}

type Flushing = Charge<Switch & { readonly matters: boolean }>;

function holds({ delivery }: Flushing): string {
  const held = delivery.holds.some(
    (hold) => hold.certainty === 'proven' && isFlushingHold(hold, delivery),
  );
  return held ? 'held' : '';
}

function report(charges: readonly [Flushing, ...Flushing[]], patience: number): Finding {
  const [first] = charges;
  const streams = named(charges.map((charge) => charge.delivery));
  const todo = advice(
    remediesOf(charges.map((charge) => charge.fact)),
    'Add flushpackets=on to this mapping',
  );
  if (holds(first)) {
    const message =
      `${streams.head} ${streams.plural ? 'are' : 'is'} held back: without flushpackets=on this worker collects ` +
      `the response, and the web app gives up after ${seconds(patience)}. ${todo}`;
    return findingOf(id, 'error', charges, message);
  }
  const why = first.fact.matters
    ? 'a worker of this kind flushes at its own discretion'
    : 'an http worker streams without it (0.2 s at most, measured), but the guide of STIG Manager 1.5.13 asks for it';
  return findingOf(
    id,
    'warning',
    charges,
    `This mapping carries ${streams.text} without flushpackets=on: ${why}. ${todo}`,
  );
}
