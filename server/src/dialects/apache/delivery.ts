import type { Delivery, Doubt } from '../../delivery/delivery.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { accessOf } from './access.ts';
import { type Case, pathBelow, type Site } from './case.ts';
import { errorRouteOf } from './error-documents.ts';
import { limitsOf } from './limits.ts';
import { noteOpenSections } from './open-sections.ts';
import { passageOf } from './passage.ts';
import { authenticationOf, refusalsOf } from './refusals.ts';
import { requestFor } from './request.ts';
import { routeOf } from './route.ts';
import { alterationsOf, flushingOf, holdsOf } from './streaming.ts';
import { noteAddedUpgrade, upgradeOf } from './upgrade.ts';

/** What httpd does to one endpoint of a mount. */
export function deliveryOf(site: Site, endpoint: Endpoint): Delivery {
  const at = caseOf(site, endpoint);
  const { backends, routed } = at.passage;
  const [backend] = backends;
  noteOpenSections(at);
  const turnedAway = refusalsOf(at);
  const diverted = turnedAway[0] && errorRouteOf(at, turnedAway[0].status);
  const refusals = diverted ? [] : turnedAway;
  const route = diverted ?? routeOf(at, routed.answer, refusals.length > 0);
  const upgrade = endpoint.kind === 'socket' ? upgradeOf(at) : undefined;
  if (endpoint.kind !== 'socket') noteAddedUpgrade(at);
  noteSmallPool(at);
  return {
    endpoint,
    path: at.request.path,
    mapping: at.node.place,
    route,
    refusals,
    holds: holdsOf(at),
    limits: backend && route.outcome === 'application' ? limitsOf(at) : [],
    upgrade,
    bodyLimit: undefined,
    alterations: alterationsOf(at),
    buffering: undefined,
    flushing: backend && flushingOf(at, backend),
    authentication: authenticationOf(at),
    doubts: route.outcome === 'application' ? at.doubts : at.doubts.map(asComingFirst),
  };
}

function caseOf(site: Site, endpoint: Endpoint): Case {
  const { ground, basePath, node } = site;
  const request = requestFor(endpoint, basePath + pathBelow(site, endpoint), ground.entry);
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

/** A pool of this many connections or fewer is soon taken by open streams: 503 for the rest (measured with max=1). */
const SMALL_POOL = 10;

function noteSmallPool({ passage, doubts }: Case): void {
  for (const { worker } of passage.backends) {
    const max = worker?.parameters.get('max');
    if (!max || Number(max.value) > SMALL_POOL) continue;
    const explanation = `${max.argument.value} lets few streams run at once; those beyond get 503.`;
    doubts.push({ could: 'unreachable', place: max.argument.place, explanation });
  }
}
