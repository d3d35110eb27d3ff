import * as l10n from '@vscode/l10n';
import type { TimeLimit } from '../../delivery/delivery.ts';
import { type Case, tuningOf } from './case.ts';
import type { Backend, Ground } from './passage.ts';
import { durationRemedies, filledTimeRemedies, parameterRemedies } from './remedies.ts';
import { backendTimeout, clientTimeout, limitOf, type Timeout } from './timeouts.ts';

/** The shortest time limit in force; a doubt where the members of a balancer differ. */
export function limitsOf(at: Case): readonly TimeLimit[] {
  const { server } = at.site.ground.entry;
  const limits = at.passage.backends.map((backend) => {
    const timeout = timeoutTo(at, server, backend);
    return limitOf(timeout, at.node, longerRemedies(at, backend, timeout));
  });
  const shortest = Math.min(...limits.map((limit) => limit.seconds));
  if (limits.some((limit) => limit.seconds !== shortest)) {
    const explanation = l10n.t('The members of the balancer have different timeouts.');
    at.doubts.push({ could: 'cut', place: at.node.place, explanation });
  }
  return limits.filter((limit) => limit.seconds === shortest).slice(0, 1);
}

/** The time that was meant, and one that is long enough: for the worker, else where a Use line fills the time in force. */
function longerRemedies(at: Case, backend: Backend, { node, duration }: Timeout) {
  const { application, ground } = at.site;
  const { configuration } = ground;
  const misread = duration.meantSeconds ?? 0;
  const written =
    node && misread >= application.comfortable
      ? durationRemedies(node, misread, configuration)
      : [];
  const seconds = String(application.recommendedTimeout);
  const own = parameterRemedies('read-timeout', 'timeout', seconds, tuningOf(at, backend));
  const longer = own.length === 0 && node ? filledTimeRemedies(node, seconds, configuration) : own;
  return [...written, ...longer.map((each) => ({ ...each, preferred: written.length === 0 }))];
}

/** An open log socket lives as long as the longer of the client's and the backend's timeout (measured). */
function timeoutTo(at: Case, server: Ground['entry']['server'], backend: Backend): Timeout {
  const toBackend = backendTimeout(server, backend.worker);
  if (at.endpoint.kind !== 'socket') return toBackend;
  const toClient = clientTimeout(server);
  return toClient.duration.seconds > toBackend.duration.seconds ? toClient : toBackend;
}
