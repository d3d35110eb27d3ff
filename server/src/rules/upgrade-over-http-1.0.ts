import * as l10n from '@vscode/l10n';
import { byNode, findingOf, remediesOf } from './nodes.ts';
import { judgedDeliveries } from './passages.ts';
import type { Rule } from './rule.ts';
import { advice } from './wording.ts';

const id = 'upgrade-over-http-1.0';

/** The handshake goes out as HTTP/1.0, which has no upgrade. Node's WebSocket server answers 101 all the same. */
export const upgradeOverHttp10: Rule = {
  id,
  summary: 'The log socket is upgraded over HTTP/1.0',
  severity: 'warning',
  dialects: ['nginx'],
  check: (analysis) => {
    const charges = judgedDeliveries(analysis).flatMap((delivery) => {
      const fact = delivery.upgrade;
      const old = fact?.outcome === 'switched' && fact.httpVersion === '1.0';
      return fact && old ? [{ fact, delivery }] : [];
    });
    return byNode(charges).map((group) => {
      const todo = advice(
        remediesOf(group.map((charge) => charge.fact)),
        l10n.t('Set proxy_http_version to 1.1 here'),
      );
      const what = l10n.t(
        'The log socket is asked for over HTTP/1.0, the default of nginx below 1.29.7, in which there is no upgrade: STIG Manager answers 101 today, a stricter server would not.',
      );
      return findingOf(id, 'warning', group, `${what} ${todo}`);
    });
  },
};
