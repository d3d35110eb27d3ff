import * as l10n from '@vscode/l10n';
import type { MountCandidate } from '../../delivery/mounts.ts';
import { type Endpoint, endpoints } from '../../stigman/endpoints.ts';
import type { Question } from '../dialect.ts';
import { deliveryOf } from './delivery.ts';
import type { Door } from './doors.ts';
import type { Ground, Sibling } from './ground.ts';
import { isHandshake } from './handshake.ts';
import { travel } from './interception.ts';
import type { Hop, Journey } from './journey.ts';
import { recognizeHop } from './recognition.ts';
import { requestFor } from './request.ts';
import type { World } from './world.ts';

/** Sends the requests of all endpoints below one mount, once each. */
export class Traveller {
  readonly #door: Door;
  readonly #basePath: string;
  readonly #documented: boolean;
  readonly #world: World;
  readonly #question: Question;
  readonly #journeys = new Map<string, { journey: Journey; beyond: Journey }>();

  constructor(door: Door, basePath: string, documented: boolean, world: World, question: Question) {
    this.#door = door;
    this.#basePath = basePath;
    this.#documented = documented;
    this.#world = world;
    this.#question = question;
  }

  /** How many endpoints get to STIG Manager on their right path. */
  get served(): number {
    return endpoints.filter(
      (endpoint) => this.#arrival(endpoint)?.path === `/${this.#pathOf(endpoint)}`,
    ).length;
  }

  /** True where its requests arrive just as they would by the mount around it. */
  isPartOf(around: string): boolean {
    const within = this.#basePath.startsWith(around) && this.#basePath.slice(around.length);
    return endpoints.some(
      (endpoint) =>
        within && this.#arrival(endpoint)?.path === `/${within}${this.#pathOf(endpoint)}`,
    );
  }

  deliver(endpoint: Endpoint, place: MountCandidate['place']) {
    const { journey, beyond } = this.#journey(endpoint);
    const ground: Ground = {
      world: this.#world,
      question: this.#question,
      basePath: this.#basePath,
      listen: this.#door.listen,
      isSplit: (this.#door.onLoopback ?? this.#door.server) !== this.#door.server,
      place,
      pathOf: (one) => this.#pathOf(one),
      sibling: (other) => this.#sibling(other),
    };
    const delivery = deliveryOf(endpoint, journey, beyond, ground);
    if (!this.#documented || delivery.route.outcome === 'application') return delivery;
    const explanation = l10n.t(
      'the configuration names single endpoints only, so the rest is served elsewhere',
    );
    const route = { ...delivery.route, outcome: 'unknown' as const, explanation };
    return { ...delivery, route, refusals: [] };
  }

  #pathOf(endpoint: Endpoint): string {
    return this.#documented ? endpoint.path.replace(/^api\//, '') : endpoint.path;
  }

  #journey(endpoint: Endpoint): { journey: Journey; beyond: Journey } {
    const known = this.#journeys.get(endpoint.operationId);
    if (known) return known;
    const request = requestFor(
      { ...endpoint, path: this.#pathOf(endpoint) },
      { ...this.#door, basePath: this.#basePath },
    );
    const sent = (bodyBytes: number) =>
      travel(this.#world, this.#door.server, { ...request, bodyBytes }, (hop) =>
        this.#statusOf(hop, endpoint),
      );
    const journey = sent(request.bodyBytes);
    const stopped = journey.end.kind === 'refused' && journey.end.cause === 'body';
    const beyond = stopped ? sent(0) : journey;
    const made = { journey, beyond };
    this.#journeys.set(endpoint.operationId, made);
    return made;
  }

  #arrival(endpoint: Endpoint): Hop | undefined {
    const { beyond } = this.#journey(endpoint);
    const hop = beyond.hops.at(-1);
    return hop && beyond.end.kind === 'proxied' && this.#isStigman(hop) ? hop : undefined;
  }

  #isStigman(hop: Hop): boolean {
    return recognizeHop(hop, this.#basePath, this.#question.recognition) === 'stigman';
  }

  /** Node answers 400 to a handshake but that of the socket, the application 404 to what it does not serve (measured). */
  #statusOf(hop: Hop, endpoint: Endpoint): number | undefined {
    if (hop.path === undefined || !this.#isStigman(hop)) return undefined;
    const isRight = hop.path === `/${this.#pathOf(endpoint)}` && hop.method === endpoint.method;
    if (isRight && (endpoint.kind === 'socket' || !isHandshake(hop))) return 200;
    return isHandshake(hop) ? 400 : 404;
  }

  #sibling(endpoint: Endpoint): Sibling | undefined {
    for (const other of endpoints) {
      if (other === endpoint || !this.#arrival(other)) continue;
      const [hop] = this.#journey(other).beyond.hops;
      const own = this.#pathOf(other);
      if (hop?.path?.endsWith(`/${own}`))
        return { hop, base: hop.path.slice(0, hop.path.length - own.length) };
    }
    return undefined;
  }
}
