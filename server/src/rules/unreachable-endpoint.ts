import * as l10n from '@vscode/l10n';
import type { Delivery, Refusal, Route } from '../delivery/delivery.ts';
import { isDoubted } from '../delivery/verdict.ts';
import { byNode, type Charge, findingOf, guarded, remediesOf } from './nodes.ts';
import { asksForCredentials, isTurnedAway, passagesOf } from './passages.ts';
import type { Finding, Rule } from './rule.ts';
import { advice, clause, listed, named } from './wording.ts';

const id = 'unreachable-endpoint';

/**
 * The request does not arrive at STIG Manager on its path, or the proxy turns it away whatever credentials it
 * carries. A mount that is not primary is a way beside the main one: what it leaves out is no fault.
 */
export const unreachableEndpoint: Rule = {
  id,
  summary: 'A request does not reach STIG Manager on the path that it serves',
  severity: 'error',
  dialects: ['nginx', 'apache', 'haproxy'],
  check: (analysis) => {
    const deliveries = passagesOf(analysis)
      .filter(({ mount }) => mount.primary)
      .map(({ delivery }) => delivery);
    return [...reportLost(deliveries), ...reportTurnedAway(deliveries)];
  },
};

function reportLost(deliveries: readonly Delivery[]): readonly Finding[] {
  const charges = deliveries
    .filter((delivery) => isLost(delivery))
    .map((delivery) => ({ fact: delivery.route, delivery }));
  return byNode(charges, ({ fact }) => fact.outcome).map((group) => {
    const [{ fact, delivery }] = group;
    const { head, plural } = named(group.map((charge) => charge.delivery));
    const todo = advice(remediesOf(group.map((charge) => charge.fact)), repair(fact, delivery));
    const why = fate(fact, delivery);
    const what = plural
      ? l10n.t`${head} do not reach STIG Manager: ${why}.`
      : l10n.t`${head} does not reach STIG Manager: ${why}.`;
    return findingOf(id, 'error', group, `${what} ${todo}`);
  });
}

/** A redirect to the same path over TLS is wanted on a plain entry point: no loss. */
function isLost(delivery: Delivery): boolean {
  const { outcome, toTls } = delivery.route;
  if (toTls) return false;
  const known = outcome !== 'unknown' && !isDoubted(delivery, 'unreachable');
  return known && outcome !== 'application' && delivery.refusals.length === 0;
}

/** What becomes of the first request, as a clause. */
function fate(route: Route, delivery: Delivery): string {
  const request = `${delivery.endpoint.method} ${delivery.path}`;
  const told = `${request} ${clause(route.explanation)}`;
  if (route.outcome === 'wrong-path') {
    const path = route.upstreamPath;
    if (path === undefined) return l10n.t`${told}, which it does not serve`;
    const status = delivery.endpoint.kind === 'socket' ? 400 : 404;
    return l10n.t`${request} arrives there as ${path}, a path that it answers with ${status}`;
  }
  if (route.outcome === 'redirect') {
    return l10n.t`${told}, and a WebSocket, an event stream or a POST does not survive the redirect`;
  }
  return told;
}

function repair(route: Route, delivery: Delivery): string {
  const path = `/${delivery.endpoint.path}`;
  if (route.outcome === 'wrong-path') return l10n.t`Map this path so that it arrives as ${path}`;
  if (route.outcome === 'redirect') return l10n.t('Let these paths through without a redirect');
  return l10n.t`Route ${delivery.path} to STIG Manager as ${path}`;
}

/** True where no guard turns the request away: its path is no legal one, a header that it needs is dropped, its body is too large, or its answer gets another status. */
function isMangled({ cause, remedies }: Refusal, { route }: Delivery): boolean {
  const isOurs = remedies.some(({ kind }) => /^(keep-(status|header)|body-limit)$/.test(kind));
  return cause === 'request' && (isOurs || route.outcome === 'wrong-path');
}

function reportTurnedAway(deliveries: readonly Delivery[]): readonly Finding[] {
  const charges: Charge<Refusal>[] = deliveries
    .filter(isTurnedAway)
    .flatMap((delivery) =>
      delivery.refusals
        .filter((refusal) => !asksForCredentials(refusal))
        .map((fact) => ({ fact: isMangled(fact, delivery) ? fact : guarded(fact), delivery })),
    );
  return byNode(charges, ({ fact }) => `${fact.status}`).map((group) => {
    const [{ fact }] = group;
    const { text } = named(group.map((charge) => charge.delivery));
    const methods = listed([...new Set(group.map(({ delivery }) => delivery.endpoint.method))]);
    const todo = advice(
      remediesOf(group.map((charge) => charge.fact)),
      l10n.t`Let ${methods} through on these paths`,
    );
    const why = clause(fact.explanation);
    const what = l10n.t`The proxy itself answers ${fact.status} to ${text}: ${why}.`;
    return findingOf(id, 'error', group, `${what} ${todo}`);
  });
}
