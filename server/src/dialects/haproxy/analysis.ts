import type { Analysis, Delivery, EntryPoint, Mount } from '../../delivery/delivery.ts';
import { mountsOf } from '../../delivery/mounts.ts';
import { type Endpoint, endpoints } from '../../stigman/endpoints.ts';
import type { Question } from '../dialect.ts';
import { type Candidate, candidatesOf, type Hosts, hostsFor, waysOf } from './candidates.ts';
import { type Configuration, type Line, placeOfHead, type Section } from './configuration.ts';
import { deliveryOf } from './delivery.ts';
import { Assumptions, type Door, explore } from './exchange.ts';
import { type Bind, bindsOf, isEntrance, isLoopback, isSocket, urlOf } from './frontends.ts';
import { type Journey, lastLeg, legsOf } from './journey.ts';
import { identityRoutesOf } from './keycloak.ts';
import { modeOf } from './lines-in-force.ts';
import { listFiles } from './lists.ts';
import { readConfiguration } from './parts.ts';
import { Recognizer } from './recognition.ts';
import { relayedEntries } from './relays.ts';
import { httpsRemedy } from './remedies.ts';
import { requestFor } from './requested.ts';
import type { Site } from './site.ts';
import { isPageSentToTls, withoutSlash } from './slash.ts';
import { misreadDurations } from './timeouts.ts';
import { MOST_SECTIONS, travel, type World } from './travel.ts';
import { answersTo, isAnswered, mergedVariants } from './variants.ts';

/** Reads a HAProxy configuration and works out what every frontend does to STIG Manager. Never throws. */
export function analyze(question: Question): Analysis {
  const configuration = readConfiguration(question);
  if (!configuration) {
    const empty = { entries: [], shadows: [], misreadDurations: [], remarks: [] };
    return { dialect: 'haproxy', root: question.root, ...empty, files: [question.root] };
  }
  const terms = configuration.openTerms;
  if (terms.length === 0) return analysisOf(configuration, question);
  const [first, ...others] = answersTo(terms).flatMap((answers) => {
    const variant = readConfiguration(question, new Map(answers));
    return variant ? [{ answers, analysis: analysisOf(variant, question) }] : [];
  });
  return first
    ? mergedVariants([first, ...others], isAnswered(terms), question.application)
    : analysisOf(configuration, question);
}

function analysisOf(configuration: Configuration, question: Question): Analysis {
  const empty = { entries: [], shadows: [], remarks: [] };
  const head = { dialect: 'haproxy' as const, root: question.root };
  const lists = listFiles(question);
  const recognizer = new Recognizer(configuration, question.recognition, lists.linesOf);
  const world: World = { configuration, listFile: lists.linesOf, recognizer };
  const entrances = configuration.proxies.filter(isEntrance);
  const hasTls = entrances.some((proxy) => bindsOf(proxy).some((bind) => bind.secure));
  const { application } = question;
  const entriesOf = (
    frontend: Section,
    binds: readonly Bind[] = bindsOf(frontend),
    sections = 1,
  ): readonly EntryPoint[] => {
    const found = new Entrance(frontend, world, question, hasTls, binds).entries();
    if (found.some(({ mounts }) => mounts.length > 0) || sections === MOST_SECTIONS) return found;
    const behind = (inner: Section, seen: readonly Bind[]) => entriesOf(inner, seen, sections + 1);
    return [...found, ...relayedEntries(frontend, binds, world, behind, application)];
  };
  const entries = entrances.filter(isOpen).flatMap((frontend) => entriesOf(frontend));
  const misread = misreadDurations(configuration);
  return {
    ...head,
    ...empty,
    entries,
    misreadDurations: misread,
    files: [...configuration.files, ...lists.read()],
  };
}

/** True where clients get to a section by an address. */
function isOpen(frontend: Section): boolean {
  return bindsOf(frontend).some((bind) => !isSocket(bind));
}

/** Host names of a frontend that are tried. */
const MOST_HOSTS = 20;
/** Ways through open questions that are tried to find what a frontend serves. */
const MOST_GUESSES = 8;

/** One frontend or listen section, on all its addresses. */
class Entrance {
  readonly #frontend: Section;
  readonly #world: World;
  readonly #question: Question;
  readonly #binds: readonly Bind[];
  readonly #candidates: readonly Candidate[];
  /** True where some entrance of the configuration takes TLS. */
  readonly #hasTls: boolean;
  readonly #goals = new Map<string, readonly Journey[]>();
  readonly #left = new Map<string, boolean>();

  constructor(
    frontend: Section,
    world: World,
    question: Question,
    hasTls: boolean,
    binds: readonly Bind[],
  ) {
    this.#frontend = frontend;
    this.#world = world;
    this.#question = question;
    this.#hasTls = hasTls;
    this.#binds = binds;
    this.#candidates = candidatesOf(frontend, world, question.recognition.basePath);
  }

  entries(): readonly EntryPoint[] {
    const identityHosts = hostsFor(this.#frontend, this.#world, 'keycloak');
    const identityHost = identityHosts.leading[0] ?? 'localhost';
    const identityDoors = this.#binds.map((bind) => doorAt(bind, identityHost, identityHosts));
    const identityRoutes = identityRoutesOf(this.#frontend, identityDoors, this.#world);
    const entries = this.#binds.flatMap((bind) => this.#entriesAt(bind));
    const [first, ...rest] = entries;
    if (first) return [{ ...first, identityRoutes }, ...rest];
    const [bind] = this.#binds;
    const [door] = identityDoors;
    if (identityRoutes.length === 0 || !bind || !door) return [];
    return [{ ...this.#entry(bind, door, []), identityRoutes }];
  }

  /** One entry for each host name whose rules lead to STIG Manager; else one for localhost, else for another name. */
  #entriesAt(bind: Bind): readonly EntryPoint[] {
    const hosts = hostsFor(this.#frontend, this.#world, 'stigman');
    const doorsOf = (names: readonly string[]) => names.map((host) => doorAt(bind, host, hosts));
    const reaches = (door: Door) => this.#isReachedAt(door);
    const leading = this.#withoutTwins(doorsOf(hosts.leading.slice(0, MOST_HOSTS)).filter(reaches));
    const local = doorsOf([bind.knownAs ?? 'localhost']);
    const fallback = [...local, ...doorsOf(hosts.others.slice(0, MOST_HOSTS))].find(reaches);
    const doors =
      leading.length > 0
        ? leading
        : fallback
          ? [fallback]
          : doorsOf(hosts.leading).concat(local).slice(0, 1);
    return doors.flatMap((door) => {
      const mounts = this.#mountsAt(door);
      return mounts.length > 0 ? [this.#entry(bind, door, mounts)] : [];
    });
  }

  /** Of host names that one rule takes alike, the first. */
  #withoutTwins(doors: readonly Door[]): readonly Door[] {
    if (doors.length < 2) return doors;
    const seen = new Set<string>();
    return doors.filter((door) => {
      const key = this.#candidates
        .map(({ basePath }) => this.#goalsAt(door, basePath).map(wayOf).join())
        .join(';');
      const fresh = !seen.has(key);
      seen.add(key);
      return fresh;
    });
  }

  #isReachedAt(door: Door): boolean {
    return this.#candidates.some(({ basePath }) => this.#goalsAt(door, basePath).length > 0);
  }

  /** The journeys of the endpoints below a mount that get to STIG Manager, on whatever path. */
  #goalsAt(door: Door, basePath: string): readonly Journey[] {
    const key = `${urlOf(door)} ${door.host} ${basePath}`;
    const known = this.#goals.get(key) ?? this.#findGoals(door, basePath);
    this.#goals.set(key, known);
    return known;
  }

  #findGoals(door: Door, basePath: string): readonly Journey[] {
    return endpoints.flatMap((endpoint) => {
      const { runs } = explore(
        (assumptions) => this.#beyondChallenges(endpoint, basePath, door, assumptions),
        MOST_GUESSES,
      );
      const goal = runs.find(({ result }) => this.#arrives(result));
      return goal ? [goal.result] : [];
    });
  }

  /** Where a request gets whose credentials the proxy takes. */
  #beyondChallenges(
    endpoint: Endpoint,
    basePath: string,
    door: Door,
    assumptions: Assumptions,
  ): Journey {
    const passed = new Set<Line>();
    for (;;) {
      const request = requestFor(endpoint, basePath, door, assumptions);
      const journey = travel(this.#world, this.#frontend, request, undefined, assumptions, passed);
      const { end } = lastLeg(journey);
      if (end?.kind !== 'answer' || !end.challenge || passed.has(end.line)) return journey;
      passed.add(end.line);
    }
  }

  #arrives(journey: Journey): boolean {
    const { backend, end, servers, chosenBy } = lastLeg(journey);
    if (!backend || end) return false;
    return this.#world.recognizer.of(backend, chosenBy, servers) === 'stigman';
  }

  #mountsAt(door: Door): readonly Mount[] {
    const served = this.#candidates.filter(
      ({ basePath }) => this.#goalsAt(door, basePath).length > 0,
    );
    const certain = this.#candidates.filter((candidate) => candidate.certain);
    const found = served.length > 0 ? this.#shownAt(door, this.#withLost(served)) : [];
    const shown = found.length > 0 ? found : this.#shownAt(door, certain);
    const kept = shown.filter((mount) => !mount.deliveries.every(isSentToTls));
    return this.#hasTls || kept.length > 0 ? kept : shown;
  }

  /** The mounts of candidates that are certain or reached by some request. */
  #shownAt(door: Door, candidates: readonly Candidate[]): readonly Mount[] {
    const siteOf = (basePath: string) => this.#siteAt(door, basePath);
    const mounts = mountsOf(candidates, {
      deliver: (endpoint, basePath) =>
        deliveryOf(endpoint, this.#world, this.#frontend, siteOf(basePath)),
      withoutSlash: (basePath) => withoutSlash(this.#world, this.#frontend, siteOf(basePath)),
    });
    return mounts
      .map(this.#withRank)
      .filter((mount) => this.#isCertain(mount.basePath) || mount.deliveries.some(isReached));
  }

  /** A mount that a rule is meant for is none beside the main one, whatever else a default hands to STIG Manager. */
  readonly #withRank = (mount: Mount): Mount => {
    const isMeant = this.#candidates.some((one) => one.meant && one.basePath === mount.basePath);
    return { ...mount, primary: mount.primary || isMeant };
  };

  /** Beside mounts that work, those that a rule names and that lead nowhere. */
  #withLost(served: readonly Candidate[]): readonly Candidate[] {
    const lost = this.#candidates.filter(
      (candidate) => candidate.certain && candidate.basePath !== '/',
    );
    return this.#candidates.filter(
      (candidate) => served.includes(candidate) || lost.includes(candidate),
    );
  }

  #isCertain(basePath: string): boolean {
    return this.#candidates.some(
      (candidate) => candidate.certain && candidate.basePath === basePath,
    );
  }

  #siteAt(door: Door, mount: string): Site {
    const { application } = this.#question;
    const { recognizer } = this.#world;
    const candidate = this.#candidates.find((one) => one.basePath === mount);
    const place = candidate?.place ?? placeOfHead(this.#frontend);
    const goal = () => this.#goalAt(door, mount);
    const isLeft = () => this.#isLeft(door, mount);
    return { mount, place, door, recognizer, application, goal, isLeft };
  }

  #isLeft(door: Door, mount: string): boolean {
    const key = `${urlOf(door)} ${door.host} ${mount}`;
    const left =
      this.#left.get(key) ?? isPageSentToTls(this.#world, this.#frontend, { mount, door });
    this.#left.set(key, left);
    return left;
  }

  /** Where the other endpoints of a mount go, or where a rule sends the mount. */
  #goalAt(door: Door, mount: string): Journey | undefined {
    const [goal] = this.#goalsAt(door, mount);
    if (goal) return goal;
    const way = waysOf(this.#frontend, this.#world).find(
      ({ line, backend }) => this.#world.recognizer.of(backend, line) === 'stigman',
    );
    if (!way) return undefined;
    const assumptions = new Assumptions(new Map());
    const request = requestFor(
      endpoints[0] as (typeof endpoints)[number],
      mount,
      door,
      assumptions,
      0,
    );
    const journey = travel(this.#world, this.#frontend, request, undefined, assumptions);
    return { ...journey, backend: way.backend, chosenBy: way.line, end: undefined };
  }

  #entry(bind: Bind, door: Door, mounts: readonly Mount[]): EntryPoint {
    const redirects = !bind.secure && this.#hasTls && modeOf(this.#frontend) === 'http';
    return {
      url: urlOf(door),
      secure: bind.secure,
      unexposed: isLoopback(bind),
      place: placeOfHead(this.#frontend),
      mounts,
      identityRoutes: [],
      httpsRedirect: redirects ? httpsRemedy(this.#frontend) : undefined,
    };
  }
}

function wayOf(journey: Journey): string {
  return legsOf(journey)
    .map(({ backend, chosenBy }) => `${backend?.name} ${chosenBy?.directive.start}`)
    .join();
}

function isReached({ route, doubts }: Delivery): boolean {
  const isOpen = doubts.some(({ could, aside }) => could === 'unreachable' && !aside);
  return (
    (isOpen && route.outcome !== 'wrong-path') ||
    route.outcome === 'application' ||
    route.outcome === 'unknown'
  );
}

function isSentToTls(delivery: Delivery): boolean {
  return delivery.route.toTls === true;
}

function doorAt(bind: Bind, host: string, { matter }: Hosts): Door {
  return { ...bind, host, named: matter };
}
