import * as l10n from '@vscode/l10n';
import type { Fact, Refusal, Remedy } from '../../delivery/delivery.ts';
import { answeringPlace, defaultFact, entryFact } from './facts.ts';
import { type Journey, servedOn } from './journey.ts';
import { authenticationRemedies } from './remedies/access.ts';
import { bodyLimitRemedies } from './remedies/settings.ts';
import type { Entry, Scope } from './scope.ts';

export function refusalsOf(journey: Journey, reachedWithoutBody: boolean): readonly Refusal[] {
  const { end, last } = journey;
  if (end.kind !== 'refused' || (end.cause === 'body' && reachedWithoutBody)) return [];
  if (maySwerve(journey)) return [];
  const place = answeringPlace(last.scope, last.location, undefined);
  const fact: Fact = end.by
    ? entryFact(end.by, refusalRemedies(end.cause, end.by, last.scope))
    : defaultFact(place ?? { uri: '', start: 0, end: 0 }, l10n.t('this server'));
  const isLarge = end.cause === 'body';
  const cause = isLarge ? 'request' : end.cause;
  const explanation = isLarge
    ? l10n.t`${fact.subject} takes no body of this size`
    : l10n.t`${fact.subject} answers before STIG Manager is asked`;
  return [{ ...fact, status: end.status, cause, explanation }];
}

function refusalRemedies(cause: string, by: Entry, scope: Scope): readonly Remedy[] {
  if (cause === 'body') return bodyLimitRemedies(scope);
  return cause === 'authentication' ? authenticationRemedies(scope, by) : [];
}

/** True where a condition that cannot be told may lead a request elsewhere before it is refused. */
export function maySwerve(journey: Journey): boolean {
  const branches = [...servedOn(journey)].flatMap((one) => one.branches);
  return branches.some(
    ({ entry, could }) => could === 'unreachable' && /^(if|rewrite)$/.test(entry.name),
  );
}
