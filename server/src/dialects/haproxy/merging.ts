import * as l10n from '@vscode/l10n';
import type { Delivery, Doubt } from '../../delivery/delivery.ts';
import { type Verdict, verdictOf } from '../../delivery/verdict.ts';
import type { Application } from '../../stigman/application.ts';
import { tellQuestion } from './questions.ts';
import { NAMES_PORT } from './requested.ts';

/** A delivery as certain answers to open questions make it. */
export interface Answered {
  readonly delivery: Delivery;
  readonly answers: readonly (readonly [string, boolean])[];
}

/** The best of several deliveries of one endpoint, with the doubts that the others raise; `complete` if they are all. */
export function merged(
  deliveries: readonly Answered[],
  complete: boolean,
  application: Application,
): Delivery {
  const judged = deliveries.map((one) => ({
    ...one,
    verdict: verdictOf(one.delivery, application),
  }));
  const [best, ...others] = [...judged].sort(
    (a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict),
  );
  if (!best) throw new Error('no run');
  const open: Doubt[] = others
    .filter((other) => other.verdict !== best.verdict)
    .map((other) => ({
      ...doubtOf(
        other.verdict,
        other.answers.filter(([, held]) => held),
        best.delivery,
      ),
      aside: namesPort(other) !== namesPort(best),
    }));
  if (!complete) open.push(doubtOf('unknown', [], best.delivery));
  open.sort((a, b) => Number(a.aside ?? false) - Number(b.aside ?? false));
  const distinct = open.filter(
    (doubt, i) => open.findIndex((other) => other.could === doubt.could) === i,
  );
  const delivery = { ...best.delivery, doubts: [...best.delivery.doubts, ...distinct] };
  if (distinct.length === 0 || verdictOf(delivery, application) === 'unknown') return delivery;
  const doubt = doubtOf('unknown', [], best.delivery);
  return { ...delivery, refusals: [], doubts: [...delivery.doubts, doubt] };
}

/** How clients ask is a matter apart from what the proxy does: one that expects no port is published under another. */
function namesPort({ answers }: Answered): boolean | undefined {
  return answers.find(([key]) => key === NAMES_PORT)?.[1];
}

/** From the best to the worst, with what cannot be told at the end. */
const ORDER: readonly Verdict[] = ['ok', 'cut', 'held', 'refused', 'unreachable', 'unknown'];

function doubtOf(
  verdict: Verdict,
  held: readonly (readonly [string, boolean])[],
  delivery: Delivery,
): Doubt {
  const could = verdict === 'ok' || verdict === 'unknown' ? 'unreachable' : verdict;
  const questions = held.map(([key]) => `"${tellQuestion(key)}"`);
  const explanation =
    questions.length === 0
      ? l10n.t('What the configuration leaves open decides.')
      : l10n.t`That depends on ${questions.reduce((some, one) => l10n.t`${some} and ${one}`)}.`;
  return { could, place: delivery.mapping, explanation };
}
