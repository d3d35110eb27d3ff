import * as l10n from '@vscode/l10n';
import type { Alteration, BodyLimit, Delivery, Doubt, Fact } from '../../delivery/delivery.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { answeringPlace, byDefault, defaultFact, doubt, entryFact } from './facts.ts';
import type { Ground } from './ground.ts';
import { bufferingOf, holdDoubts, holdsOf } from './holds.ts';
import { type Hop, type Journey, servedOn } from './journey.ts';
import { withMissingFiles } from './missing.ts';
import {
  addressDoubts,
  hostlessRefusals,
  measureDoubts,
  passageDoubts,
  statusDoubts,
  tlsDoubts,
} from './passage.ts';
import { maySwerve, refusalsOf } from './refusals.ts';
import { authenticationRemedies } from './remedies/access.ts';
import { bodyLimitRemedies, expiresRemedies, hiddenHeaderRemedies } from './remedies/settings.ts';
import { withStatus } from './restated.ts';
import { routeOf } from './routes.ts';
import { type Entry, isHeader, scalar, setOf } from './scope.ts';
import { isPassed } from './streaming.ts';
import { limitsOf } from './time-limits.ts';
import { upgradeOf } from './upgrade.ts';
import type { Served } from './walk.ts';

/**
 * The delivery of one endpoint. `journey` is what nginx does; `beyond` is the same request without its body, which
 * shows where it would go where the body alone stops it.
 */
export function deliveryOf(
  endpoint: Endpoint,
  journey: Journey,
  beyond: Journey,
  ground: Ground,
): Delivery {
  const { hops } = beyond;
  const [first] = hops;
  const route = routeOf(beyond, endpoint, ground);
  const reached = route.outcome === 'application';
  const holds = reached && endpoint.kind === 'stream' ? holdsOf(hops) : [];
  const delivery: Delivery = {
    endpoint,
    path: ground.basePath + ground.pathOf(endpoint),
    mapping:
      (first && answeringPlace(first.scope, first.served.location, first.pass)) ?? ground.place,
    route,
    refusals: [
      ...(beyond.end.kind === 'proxied' ? hops.slice(-1) : []).flatMap((hop) =>
        hostlessRefusals(hop, endpoint),
      ),
      ...refusalsOf(journey, reached),
    ],
    holds,
    limits: limitsOf(hops, endpoint, ground),
    upgrade: endpoint.kind === 'socket' && first ? upgradeOf(hops, ground.world) : undefined,
    bodyLimit: endpoint.bodyBytes > 0 ? bodyLimitOf(journey, beyond) : undefined,
    alterations: endpoint.kind === 'stream' ? hops.flatMap(alterationsOf) : [],
    buffering: first && bufferingOf(first, hops[1]),
    flushing: undefined,
    authentication: [...servedOn(beyond)].flatMap(authenticationOf),
    doubts: [
      ...[...servedOn(beyond)].flatMap((one) => doubtsOf(one, reached)),
      ...addressDoubts(ground, (first ?? beyond.last).scope),
      ...hops.flatMap(passageDoubts),
      ...hops.flatMap((hop) => measureDoubts(hop, endpoint)),
      ...holdDoubts(hops),
      ...hops.slice(-1).flatMap(tlsDoubts),
    ],
  };
  const { application } = ground.question;
  const doubts = [...delivery.doubts, ...statusDoubts(hops, delivery, application)];
  const last = beyond.last.scope;
  const told = withMissingFiles({ ...delivery, doubts }, hops, last, application);
  return maySwerve(beyond) ? told : withStatus(told, hops);
}

function authenticationOf({ scope, authentication }: Served): readonly Fact[] {
  return authentication.map((entry) => entryFact(entry, authenticationRemedies(scope, entry)));
}

/** The tightest limit that any location search on the way applied. */
function bodyLimitOf(journey: Journey, beyond: Journey): BodyLimit | undefined {
  const passages = [...servedOn(journey), ...servedOn(beyond)];
  const checks = passages.flatMap((one) => one.bodyChecks.map((check) => ({ one, check })));
  const tightest = checks.reduce<(typeof checks)[number] | undefined>(
    (a, b) => (a && a.check.bytes <= b.check.bytes ? a : b),
    undefined,
  );
  if (!tightest) return undefined;
  const { one, check } = tightest;
  const place = answeringPlace(check.scope, one.location, undefined);
  const remedies = bodyLimitRemedies(check.scope);
  const origin = check.entry?.scope === check.scope ? 'explicit' : 'inherited';
  if (check.entry) return { ...entryFact(check.entry, remedies), origin, bytes: check.bytes };
  if (!place) return undefined;
  const fact = defaultFact(place, byDefault('client_max_body_size', '1m'), remedies);
  return { ...fact, bytes: check.bytes };
}

const STREAM_HEADERS = ['content-type', 'cache-control'];

function alterationsOf(hop: Hop): readonly Alteration[] {
  const hidden = setOf(hop.scope, 'proxy_hide_header').flatMap((entry): Alteration[] => {
    const header = STREAM_HEADERS.find((name) => isHeader(entry, name));
    if (!header || isPassed(hop, header)) return [];
    const fact = entryFact(entry, hiddenHeaderRemedies(hop, entry));
    return [{ ...fact, header, action: 'removed' }];
  });
  const expires = scalar(hop.scope, 'expires');
  if (!expires || expires.args[0] === 'off') return hidden;
  const fact = entryFact(expires, expiresRemedies(hop, expires));
  return [...hidden, { ...fact, header: 'cache-control', action: 'replaced' }];
}

/** What a condition leaves open; a body that an error_page dropped matters to STIG Manager alone. */
function doubtsOf(one: Served, reached: boolean): readonly Doubt[] {
  const open = one.branches.filter(({ entry }) => reached || entry.name !== 'error_page');
  const access = (entry: Entry) =>
    doubt(
      entry,
      l10n.t`Whether ${entry.name} lets the client in cannot be told from the configuration.`,
      'refused',
    );
  return [
    ...open.flatMap(({ entry, could }) =>
      doubt(
        entry,
        l10n.t`Whether ${entry.name} applies cannot be told from the configuration.`,
        could,
      ),
    ),
    ...(one.access ? access(one.access) : []),
  ];
}
