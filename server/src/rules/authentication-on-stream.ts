import * as l10n from '@vscode/l10n';
import type { Delivery, Fact } from '../delivery/delivery.ts';
import { samePlace } from '../text/place.ts';
import { byNode, findingOf, guarded, remediesOf } from './nodes.ts';
import { arrives, isTurnedAway, type Passage, passagesOf } from './passages.ts';
import type { Rule } from './rule.ts';
import { advice, named } from './wording.ts';

const id = 'authentication-on-stream';

/** The proxy asks for credentials that an EventSource, a WebSocket or a client with a Bearer token cannot give. */
export const authenticationOnStream: Rule = {
  id,
  summary: 'The proxy asks for credentials that a stream or a Bearer client cannot give',
  severity: 'warning',
  dialects: ['nginx', 'apache', 'haproxy'],
  check: (analysis) => {
    const charges = passagesOf(analysis)
      .filter(isWanted)
      .flatMap(({ delivery }) =>
        demands(delivery).map((fact) => ({ fact: guarded(fact), delivery })),
      );
    return byNode(charges).map((group) => {
      const { text } = named(group.map((charge) => charge.delivery));
      const todo = advice(
        remediesOf(group.map((charge) => charge.fact)),
        l10n.t('Leave these endpoints to the authentication of STIG Manager and Keycloak'),
      );
      const what = l10n.t`${group[0].fact.subject} asks for the proxy's own credentials on ${text}: a browser cannot add them to an EventSource or WebSocket, and the Authorization header already carries STIG Manager's Bearer token, so the answer is 401 or 403.`;
      return findingOf(id, 'warning', group, `${what} ${todo}`);
    });
  },
};

/** False for what a way beside the main one would not serve with the right credentials either. */
function isWanted({ mount, delivery }: Passage): boolean {
  return mount.primary || delivery.route.outcome === 'application';
}

/** The facts that demand credentials of a request that otherwise arrives, each node once. */
function demands(delivery: Delivery): readonly Fact[] {
  if (isTurnedAway(delivery)) return [];
  const { refusals, authentication } = delivery;
  const known = refusals.length > 0 || arrives(delivery) ? authentication : [];
  const isNew = (fact: Fact) => !known.some((other) => samePlace(other.place, fact.place));
  return [...known, ...refusals.filter(isNew)];
}
