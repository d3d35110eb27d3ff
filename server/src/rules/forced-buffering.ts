import * as l10n from '@vscode/l10n';
import type { Hold } from '../delivery/delivery.ts';
import { byNode, type Charge, findingOf, remediesOf } from './nodes.ts';
import { judgedDeliveries } from './passages.ts';
import type { Finding, Rule } from './rule.ts';
import { advice, clause, type Named, named, seconds } from './wording.ts';

const id = 'forced-buffering';

/** The stream is held back; a hold that no run has shown is a warning. */
export const forcedBuffering: Rule = {
  id,
  summary: 'The proxy holds a stream back until it ends or a buffer is full',
  severity: 'error',
  dialects: ['nginx', 'apache', 'haproxy'],
  check: (analysis, { patience }) => {
    const charges = judgedDeliveries(analysis)
      .filter((delivery) => delivery.endpoint.kind === 'stream')
      .flatMap((delivery) => delivery.holds.map((fact) => ({ fact, delivery })));
    return byNode(charges, (charge) => charge.fact.certainty).map((group) =>
      report(group, patience),
    );
  },
};

function report(charges: readonly [Charge<Hold>, ...Charge<Hold>[]], patience: number): Finding {
  const [{ fact }] = charges;
  const streams = named(charges.map((charge) => charge.delivery));
  const todo = advice(
    remediesOf(charges.map((charge) => charge.fact)),
    l10n.t('Let these streams pass unbuffered'),
  );
  return fact.certainty === 'proven'
    ? findingOf(id, 'error', charges, `${heldBack(streams, fact, seconds(patience))} ${todo}`)
    : findingOf(id, 'warning', charges, `${notPromised(streams, fact)} ${todo}`);
}

function heldBack({ head, plural }: Named, { subject, explanation }: Hold, limit: string): string {
  const why = clause(explanation);
  return plural
    ? l10n.t`${head} are held back by ${subject}: ${why}, so the first line comes after more than ${limit}, when the web app has given up.`
    : l10n.t`${head} is held back by ${subject}: ${why}, so the first line comes after more than ${limit}, when the web app has given up.`;
}

function notPromised({ text, plural }: Named, { subject, explanation }: Hold): string {
  const why = clause(explanation);
  return plural
    ? l10n.t`Nothing promises that ${text} pass ${subject} at once: ${why}.`
    : l10n.t`Nothing promises that ${text} passes ${subject} at once: ${why}.`;
}
