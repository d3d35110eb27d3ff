import * as l10n from '@vscode/l10n';
import type { Refusal, Route } from '../../delivery/delivery.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { conditionOf } from './conditions.ts';
import { type Line, placeOfHead, placeOfLine, type Section, textOfLine } from './configuration.ts';
import { type End, type Journey, legsOf } from './journey.ts';
import { asksAddress, asksPath, conditionMentions } from './literals.ts';
import { authorityOf } from './recognition.ts';
import {
  moveStripRemedy,
  onlyHandshakes,
  rewriteRemedy,
  routeRemedy,
  spareOwnPaths,
  stripRemedy,
} from './remedies.ts';
import { asksToSwitch } from './responses.ts';
import { backupsOf } from './servers.ts';
import type { Site } from './site.ts';
import type { Test } from './tests.ts';
import { chainTo, nameOf } from './timeouts.ts';

type Outcome = Pick<Route, 'outcome' | 'explanation' | 'remedies'> & {
  readonly line: Line | undefined;
  readonly status?: number;
  readonly toTls?: boolean;
};

/** Where a journey ends. */
export function routeOf(endpoint: Endpoint, journey: Journey, site: Site): Route {
  const outcome = journey.end
    ? ended(endpoint, journey.end, journey, site)
    : arrived(endpoint, journey, site);
  const { line, status, toTls, ...rest } = outcome;
  const server = journey.servers[0];
  return {
    ...rest,
    place: line ? placeOfLine(line) : placeOfHead(journey.backend ?? journey.frontend),
    subject: line ? textOfLine(line) : nameOf(journey.backend ?? journey.frontend),
    origin: 'explicit',
    related: journey.backend && line ? chainTo(line, journey.frontend, journey.backend) : [],
    upstream: server && authorityOf(server),
    upstreamPath: journey.end ? undefined : journey.request.path,
    status,
    ...(toTls ? { toTls } : {}),
  };
}

/** The request got to a server. */
function arrived(endpoint: Endpoint, journey: Journey, site: Site): Outcome {
  const { backend, request, servers, rewrites } = journey;
  const line = journey.chosenBy;
  if (!backend) return open(l10n.t('has no backend'), line);
  const target = servers[0] ? authorityOf(servers[0]) : backend.name;
  if (site.recognizer.of(backend, line, servers) !== 'stigman')
    return astray(journey, backend, target, site);
  const deciding = rewrites.at(-1) ?? line;
  const { path, origin = '' } = request;
  if (path === undefined)
    return open(l10n.t('arrives on a path that only the running proxy knows'), deciding);
  const explanation = l10n.t`is sent to ${target} as ${origin + path}`;
  if (origin !== '') return open(l10n.t`${explanation}, which not every server takes`, deciding);
  if (request.sentMethod !== endpoint.method)
    return open(l10n.t`${explanation} with another method`, line);
  if (endpoint.kind !== 'socket' && asksToSwitch(request.headers))
    return takenForSocket(journey, explanation);
  if (path === `/${endpoint.path}`) return sharedWith(journey, backend, site, explanation);
  const remedies = pathRemedies(journey, backend, site);
  return { outcome: 'wrong-path', explanation, remedies, line: deciding };
}

function open(explanation: string, line: Line | undefined): Outcome {
  return { outcome: 'unknown', explanation, remedies: [], line };
}

/** The request gets to a server that is not STIG Manager's. */
function astray(journey: Journey, backend: Section, target: string, site: Site): Outcome {
  const { chosenBy: line } = journey;
  const spare = backupsOf(backend).find(
    (server) => site.recognizer.of(backend, line, [server]) === 'stigman',
  );
  if (spare) {
    const then = authorityOf(spare);
    return open(
      l10n.t`is sent to ${target} for as long as that one answers, then to ${then}`,
      spare.line,
    );
  }
  const explanation = l10n.t`is sent to ${nameOf(backend)} (${target}), which is not STIG Manager`;
  return { outcome: 'elsewhere', explanation, remedies: detour(journey, site), line };
}

/** STIG Manager takes a request with Upgrade for the opening of a WebSocket, wherever it goes. */
function takenForSocket({ request, chosenBy }: Journey, sent: string): Outcome {
  const writer = request.headers.named('upgrade')[0]?.writer;
  return {
    outcome: 'elsewhere',
    explanation: l10n.t`${sent} with Upgrade, which STIG Manager takes for the opening of a WebSocket and answers with 400`,
    remedies: writer ? onlyHandshakes(writer) : [],
    line: writer ?? chosenBy,
  };
}

/** The request gets to STIG Manager on its right path, unless its turn falls to another server. */
function sharedWith(
  { chosenBy: line, servers }: Journey,
  backend: Section,
  site: Site,
  explanation: string,
): Outcome {
  const strange = site.recognizer.strangerAmong(backend, line, servers);
  if (!strange) return { outcome: 'application', explanation, remedies: [], line };
  const other = authorityOf(strange);
  return open(
    l10n.t`${explanation} or, by turns, to ${other}, which does not look like STIG Manager`,
    strange.line,
  );
}

function pathRemedies(journey: Journey, backend: Section, site: Site) {
  const last = journey.rewrites.at(-1);
  if (site.mount === '/') return [];
  if (!last) return [stripRemedy(backend, site.mount)];
  return journey.rewrites.length === 1 && last.proxy === backend
    ? [rewriteRemedy(last, site.mount)]
    : [];
}

/** The proxy itself ended the request. */
function ended(endpoint: Endpoint, end: End, journey: Journey, site: Site): Outcome {
  if (end.kind === 'unrouted') {
    const remedies = detour(journey, site);
    const line = journey.chosenBy ?? (remedies.length > 0 ? journey.rewrites.at(-1) : undefined);
    return { outcome: 'proxy-error', explanation: end.explanation, remedies, line, status: 503 };
  }
  const { line } = end;
  const what = textOfLine(line);
  if (end.kind === 'unknown') return open(end.explanation, line);
  if (end.kind === 'foreign')
    return { outcome: 'elsewhere', explanation: end.explanation, remedies: [], line };
  const redirects = end.kind === 'redirect';
  const preferred = redirects && !mayGuard(line);
  const remedies = [spareOwnPaths(line, mountAt(endpoint, journey, site), 'route', preferred)];
  if (end.kind === 'dropped') {
    return { outcome: 'proxy-error', explanation: l10n.t`is dropped by "${what}"`, remedies, line };
  }
  if (redirects) {
    const explanation =
      end.location === undefined
        ? l10n.t`is redirected by "${what}"`
        : l10n.t`is redirected to ${end.location} by "${what}"`;
    const toTls = end.toTls && site.isLeft();
    const mended = toTls ? [] : remedies;
    return {
      outcome: 'redirect',
      explanation,
      remedies: mended,
      line,
      status: end.status,
      toTls,
    };
  }
  const outcome = end.status >= 500 ? 'proxy-error' : 'elsewhere';
  const explanation = l10n.t`is answered with ${end.status} by "${what}"`;
  return { outcome, explanation, remedies, line, status: end.status };
}

/** True for what is more than a redirect of addresses: a denial, or one that minds who asks. */
function mayGuard(line: Line): boolean {
  const terms = conditionOf(line)?.alternatives.flat() ?? [];
  return (
    !line.words.slice(0, 2).includes('redirect') ||
    terms.some(({ tests }) => tests.length === 0 || !tests.every(asksAddress))
  );
}

/**
 * What stands before the endpoint's own path where the journey ended: rewriting may have taken the mount away. One that
 * takes too much or too little, down to the slash, is to be mended itself.
 */
export function mountAt(endpoint: Endpoint, journey: Journey, site: Site): string {
  const { path } = journey.request;
  if (!path?.endsWith(endpoint.path)) return site.mount;
  return path.slice(0, -endpoint.path.length).replace(/^\/*/, '/');
}

/** How to send to STIG Manager what goes elsewhere, seen from where its other endpoints go. */
function detour(journey: Journey, site: Site) {
  const reached = site.goal();
  const goal = reached && legsOf(reached).find(({ frontend }) => frontend === journey.frontend);
  if (!goal?.backend || [goal.frontend, journey.backend].includes(goal.backend)) return [];
  const ahead = journey.rewrites.filter((line) => line.proxy === journey.frontend);
  if (ahead.length > 0 && site.mount !== '/')
    return [moveStripRemedy(ahead, goal.backend, site.mount)];
  return [routeRemedy(journey.frontend, goal.backend, site.mount, otherTerms(goal.chosenBy))];
}

/** The terms of a routing rule that look neither at the path nor for a handshake, as they are written. */
function otherTerms(line: Line | undefined): readonly string[] {
  const condition = line && conditionOf(line);
  const [terms] = condition?.alternatives ?? [];
  if (!line || !condition || condition.unless || !terms) return [];
  return terms
    .filter((term) => term.name !== '' && term.tests.length > 0 && !term.tests.some(tellsApart))
    .map((term) => (term.negated ? '!' : '') + term.name);
}

/** True for a test by which STIG Manager's requests differ. */
function tellsApart(test: Test): boolean {
  return asksPath(test) || /upgrade|connection|websocket/i.test(test.criterion);
}

/** The 4xx with which the proxy itself turns a request away; 404 is a request that is not served. */
export function refusalOf(endpoint: Endpoint, journey: Journey, site: Site): Refusal | undefined {
  const { end } = journey;
  if (end?.kind !== 'answer' || end.status < 400 || end.status >= 500 || end.status === 404)
    return undefined;
  const { line, status } = end;
  const cause = causeOf(line, end.challenge);
  const kind = cause === 'authentication' ? 'exempt-authentication' : 'route';
  return {
    place: placeOfLine(line),
    subject: textOfLine(line),
    origin: line.proxy.kind === 'defaults' ? 'inherited' : 'explicit',
    related: [],
    remedies: [spareOwnPaths(line, mountAt(endpoint, journey, site), kind)],
    status,
    cause,
    explanation: l10n.t`"${textOfLine(line)}" applies to ${endpoint.method} ${site.mount + endpoint.path}`,
  };
}

function causeOf(line: Line, challenge: boolean): Refusal['cause'] {
  if (challenge || conditionMentions(line, /^http_auth/)) return 'authentication';
  if (conditionMentions(line, /^ssl_c_|^ssl_fc_has_crt/)) return 'client-certificate';
  return conditionMentions(line, /^method\b/) ? 'method' : 'access';
}
