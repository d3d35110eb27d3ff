import * as l10n from '@vscode/l10n';
import { byNode, findingOf, remediesOf } from './nodes.ts';
import { judgedDeliveries } from './passages.ts';
import type { Rule } from './rule.ts';
import { advice, named } from './wording.ts';

const id = 'missing-flushpackets';

/** A mapping that does not flush each packet; what goes out over http streams all the same, and STIG Manager speaks nothing else. */
export const missingFlushpackets: Rule = {
  id,
  summary: 'A mapping of a streaming endpoint does not ask to flush each packet',
  severity: 'warning',
  dialects: ['apache'],
  check: (analysis) => {
    const charges = judgedDeliveries(analysis).flatMap((delivery) => {
      const fact = delivery.flushing;
      return fact && !fact.on && delivery.endpoint.kind === 'stream' ? [{ fact, delivery }] : [];
    });
    return byNode(charges).map((group) => {
      const { text } = named(group.map((charge) => charge.delivery));
      const todo = advice(
        remediesOf(group.map((charge) => charge.fact)),
        l10n.t('Add flushpackets=on to this mapping'),
      );
      const what = l10n.t`This mapping carries ${text} without flushpackets=on: an http worker streams without it (0.2 s at most, measured), but the guide of STIG Manager 1.5.13 asks for it.`;
      return findingOf(id, 'warning', group, `${what} ${todo}`);
    });
  },
};
