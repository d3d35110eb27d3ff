import type { Delivery, TimeLimit } from '../delivery/delivery.ts';
import { breaks, isDoubted } from '../delivery/verdict.ts';
import type { Application } from '../stigman/application.ts';
import { byNode, type Charge, findingOf, remediesOf } from './nodes.ts';
import { judgedDeliveries } from './passages.ts';
import type { Finding, Rule, Severity } from './rule.ts';
import { advice, named, seconds } from './wording.ts';

const id = 'short-read-timeout';

/**
 * A time after which the proxy ends an exchange that STIG Manager keeps alive. A log socket that is not upgraded is
 * judged too: with its headers mended, the timeout would cut it. A limit that is read otherwise than written belongs
 * to misread-duration. A limit that nobody wrote is reported only where it breaks a stream.
 */
export const shortReadTimeout: Rule = {
  id,
  summary: 'A timeout ends a stream or the log socket although STIG Manager keeps its heartbeat',
  severity: 'error',
  dialects: ['nginx', 'apache', 'haproxy'],
  check: (analysis, application) => {
    const charges = judgedDeliveries(analysis).flatMap((delivery) =>
      delivery.limits
        .filter((limit) => !limit.misread)
        .flatMap((fact) => {
          const severity = severityOf(fact, delivery, application);
          return severity ? [{ fact, delivery, severity }] : [];
        }),
    );
    return byNode(charges, ({ fact }) => `${fact.kind} ${fact.seconds}`).map((group) =>
      report(group, application),
    );
  },
};

type Short = Charge<TimeLimit> & { readonly severity: Severity };

function severityOf(
  limit: TimeLimit,
  delivery: Delivery,
  application: Application,
): Severity | undefined {
  if (breaks(limit, delivery, application)) return 'error';
  if (limit.kind === 'total' || limit.origin === 'default' || isDoubted(delivery, 'cut')) {
    return undefined;
  }
  if (delivery.endpoint.heartbeat === 'regular') {
    return limit.seconds < application.comfortable ? 'warning' : undefined;
  }
  const silent = delivery.endpoint.kind === 'stream' && limit.seconds < application.silentStep;
  return silent ? 'information' : undefined;
}

/** One finding at the worst severity, about the endpoints that it concerns: the same edit mends the others. */
function report(charges: readonly [Short, ...Short[]], application: Application): Finding {
  const severity =
    (['error', 'warning'] as const).find((level) => charges.some((c) => c.severity === level)) ??
    'information';
  const [first, ...rest] = charges.filter((charge) => charge.severity === severity);
  const worst: [Short, ...Short[]] = [first ?? charges[0], ...rest];
  const todo = advice(
    remediesOf(worst.map((charge) => charge.fact)),
    worst[0].fact.seconds === 0
      ? "Keep it off STIG Manager's answers"
      : `Allow ${seconds(application.recommendedTimeout)} here`,
  );
  const message = `${describe(severity, worst, application)}. ${todo}`;
  return findingOf(id, severity, worst, message);
}

function describe(
  severity: Severity,
  charges: readonly [Short, ...Short[]],
  application: Application,
): string {
  const [{ fact }] = charges;
  const limit = seconds(fact.seconds);
  const { head, plural } = named(charges.map((charge) => charge.delivery));
  const beat = seconds(application.heartbeat);
  if (fact.seconds === 0) {
    return `${head} ${plural ? 'end' : 'ends'} after ${limit}, before anything of the answer comes: ${fact.subject} puts an end to it`;
  }
  if (fact.kind === 'total') {
    return `${head} ${plural ? 'end' : 'ends'} after ${limit} however busy: ${fact.subject} limits the whole response`;
  }
  if (severity === 'error') {
    const regular = charges.some((c) => c.delivery.endpoint.heartbeat === 'regular');
    const gap = regular
      ? `STIG Manager sends a heartbeat only every ${beat}`
      : 'STIG Manager is silent for longer between two lines';
    return `${head} ${plural ? 'are' : 'is'} cut after ${limit} by ${fact.subject}; ${gap}`;
  }
  if (severity === 'warning') {
    const margin = seconds(fact.seconds - application.heartbeat);
    return `${head} ${plural ? 'have' : 'has'} ${margin} of margin: ${fact.subject} cuts after ${limit} of silence, and the heartbeat comes every ${beat}`;
  }
  return `${head} ${plural ? 'break' : 'breaks'} off at a step that takes longer than ${limit}: ${fact.subject} ends what is silent for so long, and large collections have steps of minutes`;
}
