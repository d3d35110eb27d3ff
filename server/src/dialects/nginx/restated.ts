import * as l10n from '@vscode/l10n';
import type { Refusal, Route } from '../../delivery/delivery.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { entryFact } from './facts.ts';
import { type Hop, restatedOn } from './journey.ts';
import { ownStatusRemedies } from './remedies/access.ts';
import type { Restated } from './walk.ts';

/** The status of an answer without a body. */
const NO_CONTENT = 204;

/** The status that an error_page of the way gives to the answer; undefined where it harms none. */
export function restatedFor(endpoint: Endpoint, hops: readonly Hop[]): Restated | undefined {
  const restated = restatedOn(hops);
  if (!restated || endpoint.kind === 'socket') return restated;
  return restated.status >= 300 || restated.status === NO_CONTENT ? restated : undefined;
}

export function isRefusal({ status }: Restated, { kind }: Endpoint): boolean {
  return (status >= 400 && status < 500) || (status < 300 && kind === 'socket');
}

export function unsettled(route: Route, { by }: Restated): Route {
  const explanation = l10n.t('its error_page changes the status of the answer');
  return { ...route, ...entryFact(by), outcome: 'unknown', explanation };
}

export function refusalBy({ status, by, from }: Restated): Refusal {
  const fact = entryFact(by, ownStatusRemedies(by, from));
  const explanation = l10n.t`${fact.subject} hands the request on, and the answer of STIG Manager gets the status of the error`;
  return { ...fact, status, cause: 'request', explanation };
}
