import * as l10n from '@vscode/l10n';
import type { Analysis, Delivery, MisreadDuration, TimeLimit } from '../delivery/delivery.ts';
import { breaks } from '../delivery/verdict.ts';
import type { Application } from '../stigman/application.ts';
import type { Place } from '../text/place.ts';
import { findingAt, remediesOf } from './nodes.ts';
import { judgedDeliveries } from './passages.ts';
import type { Finding, Rule } from './rule.ts';
import { advice, named, seconds } from './wording.ts';

const id = 'misread-duration';

/** A duration that the proxy reads otherwise than it is written; an error where it ends what STIG Manager sends. */
export const misreadDuration: Rule = {
  id,
  summary: 'The proxy reads a duration otherwise than it is written',
  severity: 'error',
  dialects: ['apache', 'haproxy'],
  check: (analysis, application) =>
    misreadings(analysis).map((fact) => report(fact, analysis, application)),
};

/** Those of the configuration, and those that a delivery alone tells of. */
function misreadings(analysis: Analysis): readonly MisreadDuration[] {
  const found = [...analysis.misreadDurations];
  for (const { limits } of judgedDeliveries(analysis)) {
    for (const limit of limits) {
      if (!limit.misread || found.some((known) => overlap(known.place, limit.place))) continue;
      found.push({ ...limit, ...limit.misread, readSeconds: limit.seconds });
    }
  }
  return found;
}

/** What would break as it was meant is not written so. */
function report(fact: MisreadDuration, analysis: Analysis, application: Application): Finding {
  const brokenAt = (read: (limit: TimeLimit) => number) =>
    judgedDeliveries(analysis).filter((delivery) =>
      delivery.limits.some(
        (limit) =>
          limit.misread &&
          overlap(limit.place, fact.place) &&
          breaks({ ...limit, seconds: read(limit) }, delivery, application),
      ),
    );
  const broken = brokenAt((limit) => limit.seconds);
  const isLucky = broken.length === 0 && brokenAt(() => fact.meantSeconds).length > 0;
  const facts = isLucky ? [{ ...fact, remedies: [] }] : [fact];
  const { heartbeat } = application;
  const todo = advice(
    remediesOf(facts),
    isLucky
      ? l10n.t`Write more than ${seconds(heartbeat)} as the proxy reads it`
      : l10n.t`Write ${seconds(fact.meantSeconds)} as the proxy reads it`,
  );
  const what = reading(fact, broken, seconds(heartbeat));
  const severity = broken.length > 0 ? 'error' : 'warning';
  return { ...findingAt(id, severity, facts, `${what} ${todo}`), affects: broken };
}

function reading(fact: MisreadDuration, broken: readonly Delivery[], beat: string): string {
  const { subject } = fact;
  const read = seconds(fact.readSeconds);
  const meant = seconds(fact.meantSeconds);
  if (broken.length === 0) return l10n.t`${subject} is read as ${read}, not as ${meant}.`;
  const { text, plural } = named(broken);
  return plural
    ? l10n.t`${subject} is read as ${read}, not as ${meant}, so ${text} are cut between two heartbeats, which come every ${beat}.`
    : l10n.t`${subject} is read as ${read}, not as ${meant}, so ${text} is cut between two heartbeats, which come every ${beat}.`;
}

function overlap(a: Place, b: Place): boolean {
  return a.uri === b.uri && a.start < b.end && b.start < a.end;
}
