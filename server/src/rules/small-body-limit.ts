import * as l10n from '@vscode/l10n';
import type { BodyLimit } from '../delivery/delivery.ts';
import { byNode, findingOf, remediesOf } from './nodes.ts';
import { judgedDeliveries } from './passages.ts';
import type { Rule } from './rule.ts';
import { advice, bytes, type Named, named } from './wording.ts';

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
      const largest = Math.max(...deliveries.map((delivery) => delivery.endpoint.bodyBytes));
      const todo = advice(
        remediesOf(group.map((charge) => charge.fact)),
        l10n.t`Allow at least ${bytes(largest)}`,
      );
      const what = refusal(named(deliveries), fact, bytes(largest));
      return findingOf(id, 'warning', group, `${what} ${todo}`);
    });
  },
};

function refusal({ head, plural }: Named, { bytes: limit, subject }: BodyLimit, accepted: string) {
  return plural
    ? l10n.t`${head} get 413 above ${bytes(limit)} (${subject}), though STIG Manager accepts ${accepted} in one request.`
    : l10n.t`${head} gets 413 above ${bytes(limit)} (${subject}), though STIG Manager accepts ${accepted} in one request.`;
}
