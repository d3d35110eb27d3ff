import type { Delivery, Fact } from '../delivery/delivery.ts';
import { samePlace } from '../text/place.ts';
import { byNode, findingOf, remediesOf } from './nodes.ts';
import { judgedDeliveries } from './passages.ts';
import type { Rule } from './rule.ts';
import { advice, named } from './wording.ts';

const id = 'authentication-on-stream';

/** The proxy asks for credentials that an EventSource, a WebSocket or a client with a Bearer token cannot give. */
export const authenticationOnStream: Rule = {
  id,
  summary: 'The proxy asks for credentials that a stream or a Bearer client cannot give',
  severity: 'warning',
  dialects: ['nginx', 'apache', 'haproxy', 'kubernetes'],
  check: (analysis) => {
    const charges = judgedDeliveries(analysis).flatMap((delivery) =>
      demands(delivery).map((fact) => ({ fact, delivery })),
    );
    return byNode(charges).map((group) => {
      const { text } = named(group.map((charge) => charge.delivery));
      const todo = advice(
        remediesOf(group.map((charge) => charge.fact)),
        'Leave these endpoints to the authentication of STIG Manager and Keycloak',
      );
      const message =
        `${group[0].fact.subject} asks for the proxy's own credentials on ${text}: a browser cannot add them to an ` +
        `EventSource or WebSocket, and the Authorization header already carries STIG Manager's Bearer token, so the answer is 401 or 403. ${todo}`;
      return findingOf(id, 'warning', group, message);
    });
  },
};

/** The facts that demand credentials, each node once. */
function demands(delivery: Delivery): readonly Fact[] {
  const refusals = delivery.refusals.filter(
    ({ cause }) => cause === 'authentication' || cause === 'client-certificate',
  );
  return [
    ...delivery.authentication,
    ...refusals.filter(
      (refusal) => !delivery.authentication.some((fact) => samePlace(fact.place, refusal.place)),
    ),
  ];
}
