import * as l10n from '@vscode/l10n';
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
        l10n.t('Pass the Upgrade and Connection headers on to STIG Manager'),
      );
      const why = clause(group[0].fact.explanation);
      const what = l10n.t`The log socket is refused instead of answered with 101: ${why}.`;
      return findingOf(id, 'error', group, `${what} ${todo}`);
    });
  },
};
