import * as l10n from '@vscode/l10n';
import type { Delivery, TimeLimit } from '../delivery/delivery.ts';
import { breaks, isDoubted } from '../delivery/verdict.ts';
import type { Application } from '../stigman/application.ts';
import { byNode, type Charge, findingOf, remediesOf } from './nodes.ts';
import { judgedDeliveries } from './passages.ts';
import type { Finding, Rule, Severity } from './rule.ts';
import { advice, type Named, named, seconds } from './wording.ts';

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
      ? l10n.t("Keep it off STIG Manager's answers")
      : l10n.t`Allow ${seconds(application.recommendedTimeout)} here`,
  );
  return findingOf(id, severity, worst, `${describe(severity, worst, application)} ${todo}`);
}

function describe(
  severity: Severity,
  charges: readonly [Short, ...Short[]],
  application: Application,
): string {
  const [{ fact }] = charges;
  const streams = named(charges.map((charge) => charge.delivery));
  if (fact.seconds === 0) return endsAtOnce(streams, fact);
  if (fact.kind === 'total') return endsHoweverBusy(streams, fact);
  if (severity === 'error') {
    const regular = charges.some((c) => c.delivery.endpoint.heartbeat === 'regular');
    return isCut(streams, fact, gap(regular, application));
  }
  return severity === 'warning' ? hasMargin(streams, fact, application) : breaksOff(streams, fact);
}

function endsAtOnce({ head, plural }: Named, fact: TimeLimit): string {
  const limit = seconds(fact.seconds);
  return plural
    ? l10n.t`${head} end after ${limit}, before anything of the answer comes: ${fact.subject} puts an end to it.`
    : l10n.t`${head} ends after ${limit}, before anything of the answer comes: ${fact.subject} puts an end to it.`;
}

function endsHoweverBusy({ head, plural }: Named, fact: TimeLimit): string {
  const limit = seconds(fact.seconds);
  return plural
    ? l10n.t`${head} end after ${limit} however busy: ${fact.subject} limits the whole response.`
    : l10n.t`${head} ends after ${limit} however busy: ${fact.subject} limits the whole response.`;
}

function isCut({ head, plural }: Named, fact: TimeLimit, why: string): string {
  const limit = seconds(fact.seconds);
  return plural
    ? l10n.t`${head} are cut after ${limit} by ${fact.subject}; ${why}.`
    : l10n.t`${head} is cut after ${limit} by ${fact.subject}; ${why}.`;
}

function gap(regular: boolean, { heartbeat }: Application): string {
  return regular
    ? l10n.t`STIG Manager sends a heartbeat only every ${seconds(heartbeat)}`
    : l10n.t('STIG Manager is silent for longer between two lines');
}

function hasMargin({ head, plural }: Named, fact: TimeLimit, { heartbeat }: Application): string {
  const limit = seconds(fact.seconds);
  const margin = seconds(fact.seconds - heartbeat);
  const beat = seconds(heartbeat);
  return plural
    ? l10n.t`${head} have ${margin} of margin: ${fact.subject} cuts after ${limit} of silence, and the heartbeat comes every ${beat}.`
    : l10n.t`${head} has ${margin} of margin: ${fact.subject} cuts after ${limit} of silence, and the heartbeat comes every ${beat}.`;
}

function breaksOff({ head, plural }: Named, fact: TimeLimit): string {
  const limit = seconds(fact.seconds);
  return plural
    ? l10n.t`${head} break off at a step that takes longer than ${limit}: ${fact.subject} ends what is silent for so long, and large collections have steps of minutes.`
    : l10n.t`${head} breaks off at a step that takes longer than ${limit}: ${fact.subject} ends what is silent for so long, and large collections have steps of minutes.`;
}
