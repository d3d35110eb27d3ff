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
  const wanted = isLucky
    ? `more than ${seconds(application.heartbeat)}`
    : seconds(fact.meantSeconds);
  const todo = advice(remediesOf(facts), `Write ${wanted} as the proxy reads it`);
  const reading = `${fact.subject} is read as ${seconds(fact.readSeconds)}, not as ${seconds(fact.meantSeconds)}`;
  const finding = findingAt(
    id,
    broken.length > 0 ? 'error' : 'warning',
    facts,
    `${reading}${consequence(broken, application)}. ${todo}`,
  );
  return { ...finding, affects: broken };
}

function consequence(broken: readonly Delivery[], application: Application): string {
  if (broken.length === 0) return '';
  const { text, plural } = named(broken);
  return `, so ${text} ${plural ? 'are' : 'is'} cut between two heartbeats, which come every ${seconds(application.heartbeat)}`;
}

function overlap(a: Place, b: Place): boolean {
  return a.uri === b.uri && a.start < b.end && b.start < a.end;
}
