import * as l10n from '@vscode/l10n';
import type { BodyLimit, Delivery, Doubt, Refusal } from '../../delivery/delivery.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { isTlsPort } from '../../stigman/recognition.ts';
import { bytesAllowed, sizeBoundsOf } from './body-sizes.ts';
import { crashing, narrowestOf, narrowestOfAll } from './capacity.ts';
import { hasCertificate } from './certificates.ts';
import { type Line, placeOfLine, type Section, textOfLine } from './configuration.ts';
import { type Assumptions, explore } from './exchange.ts';
import { lostBetween, upgradeOf } from './handshake.ts';
import { serverWords } from './health.ts';
import { inspectionOf } from './inspection.ts';
import { type Journey, lastLeg, legsOf } from './journey.ts';
import { writtenLengthsOf } from './lengths.ts';
import { modeOf } from './lines-in-force.ts';
import { merged } from './merging.ts';
import { bodyLimitRemedy } from './remedies.ts';
import { brokenRequest, type Replacement, replacementOf } from './replacements.ts';
import { requestFor } from './requested.ts';
import { refusalOf, routeOf } from './routes.ts';
import type { Site } from './site.ts';
import { alterationsOf, waitingOf } from './streaming.ts';
import { hasteOf, limitsOf } from './timeouts.ts';
import { travel, type World } from './travel.ts';

const SMALL_BODY = 1;
const MOST_REFUSALS = 8;

/** What a frontend does to one endpoint below a mount, over all that the configuration leaves open. */
export function deliveryOf(
  endpoint: Endpoint,
  world: World,
  frontend: Section,
  site: Site,
): Delivery {
  const { runs, complete } = explore((assumptions) =>
    runOnce(endpoint, world, frontend, site, assumptions),
  );
  const judged = runs.map(({ result, assumptions }) => ({
    delivery: result,
    answers: [...assumptions],
  }));
  const delivery = merged(judged, complete, site.application);
  if (delivery.route.outcome !== 'application') return delivery;
  return { ...delivery, doubts: [...delivery.doubts, ...doubtsAtDoor(world, site)] };
}

/** Whether a client's connection gets as far as the rules at all. */
function doubtsAtDoor({ configuration, listFile }: World, { door }: Site): readonly Doubt[] {
  const narrow = narrowestOfAll(configuration);
  const { strict } = door;
  return [
    ...(narrow ? [lineDoubt(narrow, 'unreachable')] : []),
    ...(strict && (door.verify === 'required' || !hasCertificate(strict, door, listFile))
      ? [{ ...lineDoubt(strict, 'unreachable'), aside: true }]
      : []),
  ];
}

function runOnce(
  endpoint: Endpoint,
  world: World,
  frontend: Section,
  site: Site,
  assumptions: Assumptions,
): Delivery {
  const skipped = new Set<Line>();
  const refusals: Refusal[] = [];
  let bodyLimit: BodyLimit | undefined;
  let sizeRefusal: Refusal | undefined;
  const go = (bytes?: number) =>
    travel(
      world,
      frontend,
      requestFor(endpoint, site.mount, site.door, assumptions, bytes),
      endpoint,
      assumptions,
      skipped,
    );
  let journey = go();
  for (let count = 0; count < MOST_REFUSALS; count++) {
    const refusal = refusalOf(endpoint, lastLeg(journey), site);
    const line = journey.end?.kind === 'answer' ? journey.end.line : undefined;
    if (!refusal || !line || skipped.has(line)) break;
    if (isAboutSize(line, go(SMALL_BODY))) {
      sizeRefusal ??= refusal;
      bodyLimit ??= bodyLimitOf(endpoint, line, refusal);
    } else {
      refusals.push(refusal);
    }
    skipped.add(line);
    journey = go();
  }
  const delivery = describe(endpoint, journey, site, refusals, bodyLimit);
  if (!sizeRefusal || delivery.route.outcome === 'application') return delivery;
  return { ...delivery, refusals: [sizeRefusal, ...delivery.refusals] };
}

/** True where a small body gets past the rule. */
function isAboutSize(line: Line, small: Journey): boolean {
  return !(small.end?.kind === 'answer' && small.end.line === line);
}

function bodyLimitOf(endpoint: Endpoint, line: Line, refusal: Refusal): BodyLimit {
  const bounds = sizeBoundsOf(line).filter((bound) => bytesAllowed(bound) < endpoint.bodyBytes);
  const refused = endpoint.bodyBytes - 1;
  const bytes = bounds.length > 0 ? Math.max(0, ...bounds.map(bytesAllowed)) : refused;
  const remedies = bounds.length > 0 ? [bodyLimitRemedy(line, bounds, endpoint.bodyBytes)] : [];
  return {
    place: refusal.place,
    subject: refusal.subject,
    origin: refusal.origin,
    related: refusal.related,
    remedies,
    bytes: Math.min(bytes, refused),
  };
}

function describe(
  endpoint: Endpoint,
  journey: Journey,
  site: Site,
  refusals: readonly Refusal[],
  bodyLimit: BodyLimit | undefined,
): Delivery {
  const legs = legsOf(journey);
  const last = lastLeg(journey);
  const arrived = journey.backend !== undefined && journey.end === undefined;
  const looked = lookedAt(endpoint, legs, arrived, site);
  const { times, inspected, waiting } = looked;
  const stuck = waiting.some(({ holds, limits }) => holds.length > 0 || limits.length > 0);
  const route = legRoute(endpoint, legs, site);
  const served = route.outcome === 'application';
  const replaced = stuck ? {} : replacedOn(legs, endpoint, served);
  const broken = arrived ? brokenRequest(last, endpoint, route.remedies) : undefined;
  const switches =
    endpoint.kind === 'socket' && arrived && modeOf(last.backend ?? last.frontend) === 'http';
  const lost = switches ? legs.slice(1).flatMap((leg) => lostBetween(leg) ?? []) : [];
  const turned = [...(replaced.refusal ? [replaced.refusal] : []), ...(broken ? [broken] : [])];
  return {
    endpoint,
    path: site.mount + endpoint.path,
    mapping: journey.chosenBy ? placeOfLine(journey.chosenBy) : site.place,
    route: { ...route, ...replaced.route },
    refusals: [...refusals, ...turned],
    holds: waiting.flatMap(({ holds }) => holds),
    limits: [
      ...[...times, ...inspected, ...waiting].flatMap(({ limits }) => limits),
      ...(replaced.limit ? [replaced.limit] : []),
      ...lost,
    ],
    upgrade: switches && !replaced.limit && lost.length === 0 ? upgradeOn(legs) : undefined,
    bodyLimit,
    alterations: legs.flatMap((leg) => alterationsOf(endpoint, leg)),
    buffering: undefined,
    flushing: undefined,
    authentication: [],
    doubts: [...doubtsOn(looked, endpoint), ...(served ? tlsDoubts(last) : [])],
  };
}

/** Whether the application speaks TLS, where its port does not tell. */
function tlsDoubts({ servers }: Journey): readonly Doubt[] {
  const open = servers.find(
    ({ line, port }) => serverWords(line).includes('ssl') && !isTlsPort(port ?? 0),
  );
  return open ? [lineDoubt(open.line, 'any')] : [];
}

/** What the sections on the way do, by what is looked at. */
interface Looked {
  readonly times: readonly ReturnType<typeof limitsOf>[];
  readonly inspected: readonly ReturnType<typeof inspectionOf>[];
  readonly lengths: readonly ReturnType<typeof writtenLengthsOf>[];
  readonly waiting: readonly ReturnType<typeof waitingOf>[];
  readonly narrow: Line | undefined;
  readonly haste: Line | undefined;
}

function lookedAt(
  endpoint: Endpoint,
  legs: readonly [Journey, ...Journey[]],
  arrived: boolean,
  { application }: Site,
): Looked {
  const reached = arrived ? legs : [];
  const socket = endpoint.kind === 'socket';
  return {
    times: reached.map((leg) =>
      limitsOf(leg, leg.backend ?? leg.frontend, socket, application.recommendedTimeout),
    ),
    inspected: legs.map((leg) => inspectionOf(endpoint, leg)),
    lengths: legs.map((leg) => writtenLengthsOf(endpoint, leg)),
    waiting: legs.map((leg) => waitingOf(endpoint, leg, application)),
    narrow: reached.map((leg) => crashing(leg) ?? narrowestOf(leg)).find(Boolean),
    haste: hasteOf(legs[0].frontend),
  };
}

/** What the sections on the way leave open. */
function doubtsOn(looked: Looked, endpoint: Endpoint): readonly Doubt[] {
  const { times, inspected, lengths, waiting, narrow, haste } = looked;
  const answers = endpoint.kind === 'upload' ? times.flatMap(({ limits }) => limits) : [];
  const handshakes = times.flatMap(({ handshake }) => handshake);
  const doubtsAt = (lines: readonly (Line | undefined)[], could: Doubt['could']) =>
    lines.flatMap((line) => (line ? [lineDoubt(line, could)] : []));
  const [requested, answered] = [
    lengths.map(({ onRequest }) => onRequest),
    lengths.map(({ onAnswer }) => onAnswer),
  ];
  return [
    ...shortAnswer(answers, SWIFT_ANSWER),
    ...shortAnswer(handshakes, SWIFT_HANDSHAKE),
    ...inspected.flatMap(({ doubtful }) =>
      doubtful.map(({ line, could }) => lineDoubt(line, could)),
    ),
    ...doubtsAt(requested, 'unreachable'),
    ...doubtsAt(answered, 'any'),
    ...doubtsAt(
      times.flatMap(({ unknown }) => unknown),
      'cut',
    ),
    ...doubtsAt(
      waiting.flatMap(({ doubtful }) => doubtful),
      'held',
    ),
    ...doubtsAt([narrow], 'unreachable'),
    ...doubtsAt([haste], 'refused'),
  ];
}

/** Where the last section sends a request; what those before it made of the path is not mended there. */
function legRoute(
  endpoint: Endpoint,
  legs: readonly [Journey, ...Journey[]],
  site: Site,
): Delivery['route'] {
  const route = routeOf(endpoint, lastLeg(legs[0]), site);
  const isRewritten = legs.slice(0, -1).some(({ rewrites }) => rewrites.length > 0);
  return isRewritten ? { ...route, remedies: [] } : route;
}

/** The last word on an answer is that of the section nearest to the client. */
function replacedOn(legs: readonly Journey[], endpoint: Endpoint, served: boolean): Replacement {
  const speaks = ({ response }: Journey) => response?.replacedBy ?? response?.restatedBy;
  const leg = legs.find(speaks);
  return leg ? replacementOf(leg, endpoint, served) : {};
}

/** The handshake is lost as soon as one section spoils it. */
function upgradeOn(legs: readonly [Journey, ...Journey[]]): Delivery['upgrade'] {
  const hinted = legs.find(({ hints }) => hints.length > 0);
  const found = (hinted ? [hinted] : legs).map(upgradeOf);
  return found.find(({ outcome }) => outcome !== 'switched') ?? found.at(-1);
}

/** The application may need longer than these seconds to answer what was uploaded: how long is a matter of the machine. */
const SWIFT_ANSWER = 1;
/** The same of the seconds for the answer to a handshake. */
const SWIFT_HANDSHAKE = 0.02;

function shortAnswer(limits: Delivery['limits'], swift: number): readonly Doubt[] {
  return limits
    .filter((limit) => limit.seconds < swift)
    .map(({ place }) => ({
      could: 'cut' as const,
      place,
      explanation: l10n.t('Whether the answer comes in time depends on how fast STIG Manager is.'),
    }));
}

/** A doubt about what a line comes to. */
export function lineDoubt(line: Line, could: Doubt['could']): Doubt {
  return {
    could,
    place: placeOfLine(line),
    explanation: l10n.t`What "${textOfLine(line)}" comes to cannot be told.`,
  };
}
