import * as l10n from '@vscode/l10n';
import type { Delivery, Doubt, Route } from '../../delivery/delivery.ts';
import { verdictOf } from '../../delivery/verdict.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { isTlsPort } from '../../stigman/recognition.ts';
import { accessOf } from './access.ts';
import { MOST_HOPS } from './applications.ts';
import { type Case, pathBelow, type Site } from './case.ts';
import { endingsOf } from './endings.ts';
import { entryDoubts } from './entry-doubts.ts';
import { errorRouteOf } from './error-documents.ts';
import { type Hop, hopOf } from './inner-hop.ts';
import { limitsOf } from './limits.ts';
import { subjectOf } from './node.ts';
import { noteOpenSections } from './open-sections.ts';
import { type Backend, headerFault, passageOf } from './passage.ts';
import { authenticationOf, refusalsOf } from './refusals.ts';
import { type Request, requestFor } from './request.ts';
import { routeOf } from './route.ts';
import { setting } from './server.ts';
import { alterationsOf, flushingOf, holdsOf } from './streaming.ts';
import { upgradeOf } from './upgrade.ts';

/** What httpd does to one endpoint of a mount. */
export function deliveryOf(site: Site, endpoint: Endpoint): Delivery {
  const path = site.basePath + pathBelow(site, endpoint);
  const request = requestFor(endpoint, path, site.ground.entry);
  return delivered(site, endpoint, request, MOST_HOPS);
}

function delivered(site: Site, endpoint: Endpoint, request: Request, hops: number): Delivery {
  const at = caseOf(site, endpoint, request);
  const { backends, routed } = at.passage;
  const [backend] = backends;
  noteOpenSections(at);
  const turnedAway = refusalsOf(at);
  const diverted = turnedAway[0] && errorRouteOf(at, turnedAway[0].status);
  const refusals = diverted ? [] : turnedAway;
  const route = diverted ?? routeOf(at, routed.answer, refusals.length > 0);
  const upgrade = endpoint.kind === 'socket' ? upgradeOf(at) : undefined;
  noteSmallPool(at);
  noteHeaders(at);
  if (route.outcome === 'application') noteTls(at);
  const delivery: Delivery = {
    endpoint,
    path: at.request.path,
    mapping: at.node.place,
    route,
    refusals,
    holds: holdsOf(at),
    limits: backend && route.outcome === 'application' ? limitsIn(at) : [],
    upgrade,
    bodyLimit: undefined,
    alterations: alterationsOf(at),
    buffering: undefined,
    flushing: backend && flushingOf(at, backend),
    authentication: authenticationOf(at),
    doubts: route.outcome === 'application' ? at.doubts : at.doubts.map(asComingFirst),
  };
  if (hops === 0 || !backends.every((each) => isInnerRoute(at, each, route))) return delivery;
  return throughHops(at, delivery, hops - 1);
}

/** What becomes of a request that comes in once more: by each member of a balancer, where all of them agree. */
function throughHops(at: Case, delivery: Delivery, hops: number): Delivery {
  const upgraded = delivery.upgrade?.outcome === 'switched';
  const inner = at.passage.backends.map((backend) => {
    const hop = hopOf(at, backend, upgraded);
    return hop ? throughHop(at, delivery, hop, hops) : delivery;
  });
  const verdicts = inner.map((each) => verdictOf(each, at.site.application));
  const [first = delivery] = inner;
  return new Set(verdicts).size === 1 ? first : delivery;
}

/** What ends an exchange at once comes first, for it is what is met. */
function limitsIn(at: Case): Delivery['limits'] {
  return [...endingsOf(at), ...limitsOf(at)];
}

function isInnerRoute({ site }: Case, { node, failure, remote }: Backend, route: Route): boolean {
  const { applications } = site.ground;
  return route.outcome === 'unknown' && !failure && !remote && applications.isInner(node);
}

/** What becomes of a request that comes in once more, with all that the first passage does to it. */
function throughHop(at: Case, outer: Delivery, { entry, request }: Hop, hops: number): Delivery {
  const { site, endpoint } = at;
  const below = pathBelow(site, endpoint);
  const basePath = request.path.endsWith(`/${below}`)
    ? request.path.slice(0, -below.length)
    : request.path;
  const ground = { ...site.ground, entry };
  const inner = delivered({ ...site, ground, basePath }, endpoint, request, hops);
  const isThere = inner.route.outcome === 'application';
  return {
    ...inner,
    path: outer.path,
    mapping: outer.mapping,
    refusals: [...outer.refusals, ...inner.refusals],
    holds: [...outer.holds, ...inner.holds],
    limits: isThere ? [...limitsIn(at), ...inner.limits] : [],
    upgrade: outer.upgrade?.outcome === 'switched' ? inner.upgrade : outer.upgrade,
    alterations: [...outer.alterations, ...inner.alterations],
    flushing: outer.flushing,
    authentication: [...outer.authentication, ...inner.authentication],
    doubts: [
      ...(isThere ? at.doubts : at.doubts.map(asComingFirst)),
      ...inner.doubts,
      ...entryDoubts(ground),
    ],
  };
}

function caseOf(site: Site, endpoint: Endpoint, request: Request): Case {
  const { ground, node } = site;
  const passage = passageOf(ground, request);
  const { answer, layers, surrounding } = passage.routed;
  const access = accessOf(ground.entry.server, layers.layers, surrounding);
  return {
    site,
    endpoint,
    request,
    passage,
    access,
    node: answer.node ?? node,
    doubts: [],
  };
}

/** Access is checked before it shows that a request gets nowhere: an open check leaves that open too. */
function asComingFirst(doubt: Doubt): Doubt {
  return doubt.could === 'refused' ? { ...doubt, could: 'unreachable' } : doubt;
}

function noteHeaders({ passage, doubts }: Case): void {
  for (const { worker, scheme } of passage.backends) {
    const fault = headerFault(passage.routed, worker, scheme);
    if (!fault || fault.certain) continue;
    const explanation = l10n.t`What comes of ${subjectOf(fault.node)}, only the running httpd knows.`;
    doubts.push({ could: 'unreachable', place: fault.node.place, explanation });
  }
}

/** Whether the application speaks TLS, where its port does not tell. */
function noteTls({ passage, doubts }: Case): void {
  for (const { node, scheme, authority } of passage.backends) {
    const port = Number(/:(\d+)$/.exec(authority)?.[1] ?? 443);
    if (!/^(?:https|wss)$/.test(scheme) || isTlsPort(port)) continue;
    const explanation = l10n.t`Whether TLS is spoken at ${authority} cannot be told from the configuration.`;
    doubts.push({ could: 'any', place: node.place, explanation });
  }
}

/** So many workers of httpd, or connections of a pool, are soon taken by open streams: the rest waits, or gets 503 (measured with 1). */
const SMALL_POOL = 10;

function noteSmallPool({ site, passage, doubts }: Case): void {
  const all = setting(site.ground.entry.server, 'maxrequestworkers');
  if (all && Number(all.argument(0)) <= SMALL_POOL) {
    const explanation = l10n.t`${subjectOf(all)} lets few requests run at once; those beyond wait.`;
    doubts.push({ could: 'any', place: all.place, explanation });
  }
  for (const { worker } of passage.backends) {
    const max = worker?.parameters.get('max');
    if (!max || Number(max.value) > SMALL_POOL) continue;
    const explanation = l10n.t`${max.argument.value} lets few streams run at once; those beyond get 503.`;
    doubts.push({ could: 'unreachable', place: max.argument.place, explanation });
  }
}
