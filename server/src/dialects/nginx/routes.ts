import * as l10n from '@vscode/l10n';
import type { Route } from '../../delivery/delivery.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { answeringPlace, defaultFact, entryFact } from './facts.ts';
import type { Ground } from './ground.ts';
import { isHandshake, sendsUpgrade } from './handshake.ts';
import type { Hop, Journey } from './journey.ts';
import { type Location, locationsOf, namedLocation } from './locations.ts';
import { isMixed, recognizeHop } from './recognition.ts';
import { isGuarded, isMovedFirst, withoutIds } from './remedies/common.ts';
import {
  finalPrefixRemedies,
  missingLocationRemedies,
  pathRemedies,
  slashlessRemedies,
} from './remedies/path.ts';
import { bodyLimitRemedies } from './remedies/settings.ts';
import { upgradeRemedies } from './remedies/upgrade.ts';
import { headOf, scalar, setOf, switchOf } from './scope.ts';

/** Where the journey of one endpoint's request ends. */
export function routeOf(journey: Journey, endpoint: Endpoint, ground: Ground): Route {
  const { end } = journey;
  if (end.kind === 'proxied') return proxiedRoute(journey, endpoint, ground);
  const place = end.by
    ? headOf(end.by)
    : (answeringPlace(journey.last.scope, journey.last.location, undefined) ?? ground.place);
  const { location } = journey.last;
  const block = location && `location ${location.pattern}`;
  const base = {
    ...defaultFact(place, block ?? l10n.t('this server')),
    origin: 'explicit' as const,
    upstream: undefined,
    upstreamPath: undefined,
    status: end.kind === 'unknown' ? undefined : end.status,
  };
  if (end.kind === 'unknown') return { ...base, outcome: 'unknown', explanation: end.why };
  if (end.kind === 'refused')
    return { ...base, outcome: 'unknown', explanation: l10n.t('the proxy answers by itself') };
  const remedies = repairs(journey, endpoint, ground);
  const explanation = end.by
    ? l10n.t`is answered ${end.status} by ${end.what} (${block ?? 'server'})`
    : l10n.t`is answered ${end.status} by ${end.what}`;
  if (end.status >= 500) return { ...base, outcome: 'proxy-error', explanation, remedies };
  if (end.status >= 300 && end.status < 400) {
    const target = end.target ?? l10n.t('another address');
    return {
      ...base,
      outcome: 'redirect',
      remedies,
      toTls: leadsToTls(end.target, ground),
      explanation: l10n.t`is redirected (${end.status}) to ${target} by ${end.what}`,
    };
  }
  return { ...base, outcome: 'elsewhere', explanation, remedies };
}

function leadsToTls(target: string | undefined, ground: Ground): boolean {
  return !ground.listen.secure && target !== undefined && target.startsWith('https://');
}

function proxiedRoute(journey: Journey, endpoint: Endpoint, ground: Ground): Route {
  const hop = journey.hops.at(-1) as Hop;
  const base = {
    ...entryFact(hop.pass),
    upstream: nameOf(hop),
    upstreamPath: hop.path,
    status: undefined,
  };
  const recognized = recognizeHop(hop, ground.basePath, ground.question.recognition);
  if (recognized !== 'stigman') return { ...base, ...routeElsewhere(journey, endpoint, ground) };
  return { ...base, ...routeToStigman(journey, endpoint, ground) };
}

/** The upstream of a hop as messages name it; undefined where a variable names it. */
function nameOf({ upstream: { host, port, explicitPort } }: Hop): string | undefined {
  return host !== undefined && explicitPort ? `${host}:${port}` : host;
}

/** What is told of a request beside the upstream that takes it. */
type Told = Pick<Route, 'outcome' | 'explanation'> & Partial<Route>;

function unknownRoute(explanation: string): Told {
  return { outcome: 'unknown', explanation };
}

function routeElsewhere(journey: Journey, endpoint: Endpoint, ground: Ground): Told {
  const hop = journey.hops.at(-1) as Hop;
  const name = nameOf(hop);
  if (name === undefined)
    return unknownRoute(
      l10n.t('the upstream is a variable whose value is not in the configuration'),
    );
  if (hasSubstitute(hop))
    return unknownRoute(l10n.t`an error_page hands on what ${name} does not answer`);
  return {
    outcome: 'elsewhere',
    remedies: repairs(journey, endpoint, ground),
    explanation: l10n.t`is sent to ${name}, which is not STIG Manager`,
  };
}

function routeToStigman(journey: Journey, endpoint: Endpoint, ground: Ground): Told {
  const hop = journey.hops.at(-1) as Hop;
  if (isMixed(hop, ground.basePath, ground.question.recognition))
    return unknownRoute(l10n.t('not all servers of the upstream are STIG Manager by their ports'));
  if (hop.path === undefined)
    return unknownRoute(l10n.t('the path that STIG Manager sees depends on a variable'));
  const changing = journey.hops.find(({ method }) => method !== endpoint.method);
  if (changing) return otherMethod(changing, endpoint);
  const wanted = `/${ground.pathOf(endpoint)}`;
  if (hop.path !== wanted) {
    const keeping = journey.hops.filter(({ path }) => path === hop.path).reverse();
    const remedies = keeping.map((each) => pathRemedies(each, ground.basePath));
    return {
      outcome: 'wrong-path',
      remedies: remedies.find(({ length }) => length > 0) ?? [],
      explanation: l10n.t`reaches STIG Manager as ${hop.path} instead of ${wanted}, which it answers with 404`,
    };
  }
  if (endpoint.kind !== 'socket' && isHandshake(hop)) {
    return {
      outcome: 'wrong-path',
      upstreamPath: undefined,
      remedies: upgradeRemedies(journey.hops.find(sendsUpgrade) ?? hop, ground.world).slice(0, 1),
      explanation: l10n.t(
        'reaches STIG Manager as a WebSocket handshake, because Upgrade is always set',
      ),
    };
  }
  return { outcome: 'application', explanation: l10n.t`reaches STIG Manager at ${wanted}` };
}

/** The route of a request whose method the proxy changes. */
function otherMethod({ method, scope, pass }: Hop, endpoint: Endpoint): Told {
  const fact = { ...entryFact(scalar(scope, 'proxy_method') ?? pass), upstreamPath: undefined };
  if (method === undefined) return { ...fact, ...unknownRoute(l10n.t('its method is a variable')) };
  const explanation = l10n.t`reaches STIG Manager as ${method} instead of ${endpoint.method}`;
  return { ...fact, outcome: 'wrong-path', explanation };
}

/** True where another application takes the request while this one is down or knows no such page. */
function hasSubstitute({ scope, served }: Hop): boolean {
  const answers = switchOf(scope, 'proxy_intercept_errors') === 'on';
  return setOf(scope, 'error_page').some(({ args }) => {
    const named = namedLocation(served.variables.server, args.at(-1) ?? '');
    return (
      named?.scope.has('proxy_pass') &&
      args.some((status) => /^50[24]$/.test(status) || (answers && status === '404'))
    );
  });
}

/** Ways to bring a request to STIG Manager that something else answers. */
function repairs(journey: Journey, endpoint: Endpoint, ground: Ground) {
  const { end, hops } = journey;
  const { location, variables } = journey.last;
  if (hops.length > 1 || (hops.length === 1 && end.kind !== 'proxied')) return [];
  if (end.kind === 'answered') {
    if (end.asked) return bodyLimitRemedies(end.asked);
    if (/^(return|auth_request)$/.test(end.by?.name ?? '')) return [];
    if (location && end.status === 301 && end.by === location.entry)
      return slashlessRemedies(location, location.scope.own('proxy_pass')[0]);
  }
  const sibling = ground.sibling(endpoint);
  if (!sibling || isMovedFirst(journey.last)) return [];
  if (location?.kind === 'regex')
    return finalPrefixRemedies(coveringPrefix(location, sibling.hop, variables.path));
  if (location && isGuarded(location.scope)) return [];
  const path = withoutIds(ground.basePath + ground.pathOf(endpoint));
  const around = sibling.hop.served.location?.scope.parent;
  const already = around && locationsOf(around).some((each) => each.pattern === path);
  if (already) return [];
  const there = withoutIds(sibling.base + ground.pathOf(endpoint));
  return missingLocationRemedies(sibling.hop, path, there, ground.world);
}

/** The location of STIG Manager that would take the path if no pattern did. */
function coveringPrefix(winner: Location, sibling: Hop, path: string): Location | undefined {
  const location = sibling.served.location;
  const covers =
    location &&
    location !== winner &&
    path.startsWith(location.pattern) &&
    location.scope.parent === winner.scope.parent;
  return covers ? location : undefined;
}
