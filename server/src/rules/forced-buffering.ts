import type { Hold } from '../delivery/delivery.ts';
import { byNode, type Charge, findingOf, remediesOf } from './nodes.ts';
import { judgedDeliveries } from './passages.ts';
import type { Finding, Rule } from './rule.ts';
import { advice, clause, named, seconds } from './wording.ts';

const id = 'forced-buffering';

/** The stream is held back; a hold that no run has shown is a warning. */
export const forcedBuffering: Rule = {
  id,
  summary: 'The proxy holds a stream back until it ends or a buffer is full',
  severity: 'error',
  dialects: ['nginx', 'apache', 'haproxy'],
  check: (analysis, { patience }) => {
    const charges = judgedDeliveries(analysis)
      .filter((delivery) => delivery.endpoint.kind === 'stream')
      .flatMap((delivery) => delivery.holds.map((fact) => ({ fact, delivery })));
    return byNode(charges, (charge) => charge.fact.certainty).map((group) =>
      report(group, patience),
    );
  },
};

function report(charges: readonly [Charge<Hold>, ...Charge<Hold>[]], patience: number): Finding {
  const [{ fact }] = charges;
  const streams = named(charges.map((charge) => charge.delivery));
  const todo = advice(
    remediesOf(charges.map((charge) => charge.fact)),
    'Let these streams pass unbuffered',
  );
  if (fact.certainty === 'proven') {
    const message =
      `${streams.head} ${streams.plural ? 'are' : 'is'} held back by ${fact.subject}: ${clause(fact.explanation)}, ` +
      `so the first line comes after more than ${seconds(patience)}, when the web app has given up. ${todo}`;
    return findingOf(id, 'error', charges, message);
  }
  const message =
    `Nothing promises that ${streams.text} ${streams.plural ? 'pass' : 'passes'} ${fact.subject} at once: ` +
    `${clause(fact.explanation)}. ${todo}`;
  return findingOf(id, 'warning', charges, message);
}
