import { byNode, findingOf, remediesOf } from './nodes.ts';
import { judgedDeliveries } from './passages.ts';
import type { Rule } from './rule.ts';
import { advice, clause } from './wording.ts';

const id = 'missing-upgrade-headers';

/** The WebSocket handshake of the log socket does not get a proper 101. */
export const missingUpgradeHeaders: Rule = {
  id,
  summary: 'The log socket is not upgraded to a WebSocket',
  severity: 'error',
  dialects: ['nginx', 'apache', 'haproxy'],
  check: (analysis) => {
    const charges = judgedDeliveries(analysis).flatMap((delivery) => {
      const fact = delivery.upgrade;
      return fact?.outcome === 'refused' ? [{ fact, delivery }] : [];
    });
    return byNode(charges, ({ fact }) => fact.explanation).map((group) => {
      const todo = advice(
        remediesOf(group.map((charge) => charge.fact)),
        'Pass the Upgrade and Connection headers on to STIG Manager',
      );
      const message = `The log socket is refused instead of answered with 101: ${clause(group[0].fact.explanation)}. ${todo}`;
      return findingOf(id, 'error', group, message);
    });
  },
};
