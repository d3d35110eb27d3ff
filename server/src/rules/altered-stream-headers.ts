import * as l10n from '@vscode/l10n';
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
        const header = headerName(fact.header);
        const todo = advice(
          remediesOf(group.map((charge) => charge.fact)),
          l10n.t`Leave ${header} as STIG Manager sends it`,
        );
        const what =
          fact.action === 'removed'
            ? l10n.t`${fact.subject} removes the ${header} header of ${text}, by which clients and later hops know the stream.`
            : l10n.t`${fact.subject} replaces the ${header} header of ${text}, by which clients and later hops know the stream.`;
        return findingOf(id, 'warning', group, `${what} ${todo}`);
      },
    );
  },
};
