import { headerName } from '../text/header-name.ts';
import { byNode, findingOf, remediesOf } from './nodes.ts';
import { judgedDeliveries } from './passages.ts';
import type { Rule } from './rule.ts';
import { advice, named } from './wording.ts';

const id = 'altered-stream-headers';

/** A header that tells clients and later hops to stream is removed or replaced. */
export const alteredStreamHeaders: Rule = {
  id,
  summary: 'A header of the stream is removed or replaced',
  severity: 'warning',
  dialects: ['nginx', 'apache', 'haproxy'],
  check: (analysis) => {
    const charges = judgedDeliveries(analysis)
      .filter((delivery) => delivery.endpoint.kind === 'stream')
      .flatMap((delivery) => delivery.alterations.map((fact) => ({ fact, delivery })));
    return byNode(charges, ({ fact }) => `${fact.header} ${fact.action}`.toLowerCase()).map(
      (group) => {
        const [{ fact }] = group;
        const { text } = named(group.map((charge) => charge.delivery));
        const todo = advice(
          remediesOf(group.map((charge) => charge.fact)),
          `Leave ${headerName(fact.header)} as STIG Manager sends it`,
        );
        const message = `${fact.subject} ${fact.action === 'removed' ? 'removes' : 'replaces'} the ${headerName(fact.header)} header of ${text}, by which clients and later hops know the stream. ${todo}`;
        return findingOf(id, 'warning', group, message);
      },
    );
  },
};
