import * as l10n from '@vscode/l10n';
import type { TimeLimit } from '../../delivery/delivery.ts';
import { type Case, tuningOf } from './case.ts';
import type { Backend, Ground } from './passage.ts';
import { durationRemedies, parameterRemedies } from './remedies.ts';
import { backendTimeout, clientTimeout, limitOf, type Timeout } from './timeouts.ts';

/** The shortest time limit in force; a doubt where the members of a balancer differ. */
export function limitsOf(at: Case): readonly TimeLimit[] {
  const { server } = at.site.ground.entry;
  const { application } = at.site;
  const limits = at.passage.backends.map((backend) => {
    const timeout = timeoutTo(at, server, backend);
    const misread = timeout.node && timeout.duration.meantSeconds;
    const written =
      timeout.node && misread !== undefined && misread >= application.comfortable
        ? durationRemedies(timeout.node, misread, at.site.ground.configuration)
        : [];
    const longer = parameterRemedies(
      'read-timeout',
      'timeout',
      String(application.recommendedTimeout),
      tuningOf(at, backend),
    );
    return limitOf(timeout, at.node, [
      ...written,
      ...longer.map((each) => ({ ...each, preferred: written.length === 0 })),
    ]);
  });
  const shortest = Math.min(...limits.map((limit) => limit.seconds));
  if (limits.some((limit) => limit.seconds !== shortest)) {
    const explanation = l10n.t('The members of the balancer have different timeouts.');
    at.doubts.push({ could: 'cut', place: at.node.place, explanation });
  }
  return limits.filter((limit) => limit.seconds === shortest).slice(0, 1);
}

/** An open log socket lives as long as the longer of the client's and the backend's timeout (measured). */
function timeoutTo(at: Case, server: Ground['entry']['server'], backend: Backend): Timeout {
  const toBackend = backendTimeout(server, backend.worker);
  if (at.endpoint.kind !== 'socket') return toBackend;
  const toClient = clientTimeout(server);
  return toClient.duration.seconds > toBackend.duration.seconds ? toClient : toBackend;
}
