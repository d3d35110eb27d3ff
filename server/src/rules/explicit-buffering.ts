import * as l10n from '@vscode/l10n';
import { byNode, findingOf, remediesOf } from './nodes.ts';
import { judgedDeliveries } from './passages.ts';
import type { Rule } from './rule.ts';
import { advice, named, seconds } from './wording.ts';

const id = 'explicit-buffering';

/**
 * Buffering switched on by hand. It streams while STIG Manager's `X-Accel-Buffering: no` reaches this hop, so this is
 * a warning; where the stream is held all the same, forced-buffering says so and this rule is silent.
 */
export const explicitBuffering: Rule = {
  id,
  summary: 'Buffering is switched on by hand over a streaming endpoint',
  severity: 'warning',
  dialects: ['nginx'],
  check: (analysis, { patience }) => {
    const charges = judgedDeliveries(analysis).flatMap((delivery) => {
      const fact = delivery.buffering;
      const byHand = fact?.on === true && fact.origin !== 'default';
      const streams = delivery.endpoint.kind === 'stream' && delivery.holds.length === 0;
      return fact && byHand && streams ? [{ fact, delivery }] : [];
    });
    return byNode(charges).map((group) => {
      const streams = named(group.map((charge) => charge.delivery));
      const todo = advice(
        remediesOf(group.map((charge) => charge.fact)),
        l10n.t('Switch buffering off for these endpoints'),
      );
      const what = l10n.t`${group[0].fact.subject} buffers ${streams.text} unless STIG Manager's header "X-Accel-Buffering: no" reaches this hop: one more nginx or one ignored header before it, and the first event misses the web app's limit of ${seconds(patience)}.`;
      return findingOf(id, 'warning', group, `${what} ${todo}`);
    });
  },
};
