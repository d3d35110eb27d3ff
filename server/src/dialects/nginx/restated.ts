import * as l10n from '@vscode/l10n';
import type { Delivery, Fact, Refusal } from '../../delivery/delivery.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { entryFact } from './facts.ts';
import { isProven } from './holds.ts';
import { type Hop, restatedOn } from './journey.ts';
import { ownStatusRemedies } from './remedies/access.ts';
import type { Restated } from './walk.ts';

/** The status of an answer without a body. */
const NO_CONTENT = 204;
const SWITCHING = 101;

/**
 * A delivery with what an error_page of the way makes of the answer by its status. A socket takes nothing but 101, a
 * stream no answer without a body, and what is held has no status yet (measured on 1.22.1).
 */
export function withStatus(delivery: Delivery, hops: readonly Hop[]): Delivery {
  const { endpoint, route, holds, limits, refusals } = delivery;
  const restated = route.outcome === 'application' ? restatedFor(endpoint, hops) : undefined;
  if (!restated) return delivery;
  const { status, by, from } = restated;
  const fact = entryFact(by, ownStatusRemedies(by, from));
  if (holds.some(isProven)) {
    if (status >= 500) return delivery;
    const explanation = l10n.t('its error_page changes the status of the answer');
    return { ...delivery, route: { ...route, ...fact, outcome: 'unknown', explanation } };
  }
  const isSocket = endpoint.kind === 'socket';
  if (status < 500 && (status >= 400 || isSocket))
    return { ...delivery, refusals: [...refusals, refusalBy(fact, status)] };
  if (status < 400 && status >= 300) {
    const explanation = l10n.t`gets the status ${status} by ${fact.subject}`;
    return { ...delivery, route: { ...route, ...fact, outcome: 'redirect', explanation } };
  }
  const end = { ...fact, kind: 'total', seconds: 0, misread: undefined } as const;
  return { ...delivery, upgrade: undefined, limits: [...limits, end] };
}

/** The status that an error_page of the way gives to the answer; undefined where it harms none. */
function restatedFor({ kind }: Endpoint, hops: readonly Hop[]): Restated | undefined {
  const restated = restatedOn(hops);
  if (!restated) return undefined;
  const { status } = restated;
  if (kind === 'socket') return status === SWITCHING ? undefined : restated;
  return status >= 300 || (status === NO_CONTENT && kind === 'stream') ? restated : undefined;
}

function refusalBy(fact: Fact, status: number): Refusal {
  const explanation = l10n.t`${fact.subject} hands the request on, and the answer of STIG Manager gets the status of the error`;
  return { ...fact, status, cause: 'request', explanation };
}
