import { byNode, findingOf, remediesOf } from './nodes.ts';
import { judgedDeliveries } from './passages.ts';
import type { Rule } from './rule.ts';
import { advice, bytes, named } from './wording.ts';

const id = 'small-body-limit';

/** The proxy answers 413 to a body that STIG Manager accepts. */
export const smallBodyLimit: Rule = {
  id,
  summary: 'The proxy answers 413 to a body that STIG Manager accepts',
  severity: 'warning',
  dialects: ['nginx', 'haproxy'],
  check: (analysis) => {
    const charges = judgedDeliveries(analysis).flatMap((delivery) => {
      const fact = delivery.bodyLimit;
      return fact && fact.bytes < delivery.endpoint.bodyBytes ? [{ fact, delivery }] : [];
    });
    return byNode(charges, ({ fact }) => `${fact.bytes}`).map((group) => {
      const [{ fact }] = group;
      const deliveries = group.map((charge) => charge.delivery);
      const { head, plural } = named(deliveries);
      const largest = Math.max(...deliveries.map((delivery) => delivery.endpoint.bodyBytes));
      const todo = advice(
        remediesOf(group.map((charge) => charge.fact)),
        `Allow at least ${bytes(largest)}`,
      );
      const message =
        `${head} ${plural ? 'get' : 'gets'} 413 above ${bytes(fact.bytes)} (${fact.subject}), ` +
        `though STIG Manager accepts ${bytes(largest)} in one request. ${todo}`;
      return findingOf(id, 'warning', group, message);
    });
  },
};
