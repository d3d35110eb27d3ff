import type {
  Alteration,
  Delivery,
  Doubt,
  Fact,
  Hold,
  Refusal,
  Route,
  TimeLimit,
  Upgrade,
} from '../../delivery/delivery.ts';
import type { Application } from '../../stigman/application.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { type Access, accessOf } from './access.ts';
import { factAt } from './facts.ts';
import { filteringOf } from './filters.ts';
import { requestHeaderLines, responseHeaderLines } from './headers.ts';
import { argument, type Node, subjectOf } from './node.ts';
import { type Backend, type Ground, type Passage, passageOf } from './passage.ts';
import {
  addedMapping,
  durationRemedy,
  exemptionRemedy,
  parameterRemedy,
  removalRemedy,
  type Tuning,
  targetRemedies,
  unbufferedRemedies,
} from './remedies.ts';
import { type Request, requestFor } from './request.ts';
import type { Answer } from './routing.ts';
import { nearest } from './sections.ts';
import { backendTimeout, clientTimeout, limitOf, type Timeout } from './timeouts.ts';

/** A mount under judgement. */
export interface Site {
  readonly ground: Ground;
  readonly basePath: string;
  /** The mapping by which the mount was found. */
  readonly node: Node;
  /** The mappings name endpoints without `/api`, as documentation writes them. */
  readonly documented: boolean;
  readonly application: Application;
}

/** What httpd does to one endpoint of a mount. */
export function deliveryOf(site: Site, endpoint: Endpoint): Delivery {
  const rest = pathBelow(site, endpoint);
  const request = requestFor(endpoint, site.basePath + rest, site.ground.entry);
  const passage = passageOf(site.ground, request);
  return new Judgement(site, endpoint, request, passage).delivery();
}

function pathBelow(site: Site, endpoint: Endpoint): string {
  return site.documented ? endpoint.path.replace(/^api\//, '') : endpoint.path;
}

class Judgement {
  readonly #site: Site;
  readonly #endpoint: Endpoint;
  readonly #request: Request;
  readonly #passage: Passage;
  readonly #access: Access;
  readonly #doubts: Doubt[] = [];

  constructor(site: Site, endpoint: Endpoint, request: Request, passage: Passage) {
    this.#site = site;
    this.#endpoint = endpoint;
    this.#request = request;
    this.#passage = passage;
    const { layers } = passage.routed.layers;
    const checked = { ...request, path: passage.routed.path };
    this.#access = accessOf(site.ground.entry.server, layers, checked);
  }

  delivery(): Delivery {
    const { backends, routed } = this.#passage;
    const [backend] = backends;
    const refusals = this.#refusals();
    const route = this.#route(routed.answer, refusals.length > 0);
    const upgrade = this.#endpoint.kind === 'socket' ? this.#upgrade() : undefined;
    this.#openSections();
    return {
      endpoint: this.#endpoint,
      path: this.#request.path,
      mapping: this.#node.place,
      route,
      refusals,
      holds: this.#holds(),
      limits: backend && route.outcome === 'application' ? this.#limits() : [],
      upgrade,
      bodyLimit: undefined,
      alterations: this.#alterations(),
      buffering: undefined,
      flushing: backend && this.#flushing(backend),
      authentication: this.#authentication(),
      doubts: this.#doubts,
    };
  }

  /** The directive that answers, else the one by which the mount was found. */
  get #node(): Node {
    const { answer } = this.#passage.routed;
    return answer.node ?? this.#site.node;
  }

  #route(answer: Answer, refused: boolean): Route {
    const node = this.#node;
    const base = { upstream: undefined, upstreamPath: undefined, status: undefined };
    const done = (outcome: Route['outcome'], explanation: string, more: Partial<Route> = {}) => ({
      ...factAt(node),
      ...base,
      outcome,
      explanation,
      ...more,
    });
    if (answer.kind === 'unknown') return done('unknown', answer.why);
    if (answer.kind === 'proxy') return this.#proxied(done);
    if (refused) return done('application', 'is answered by httpd itself');
    if (answer.kind === 'redirect') {
      const { status, location } = answer;
      const toTls = location === `https://${this.#request.host}${this.#request.path}`;
      return done('redirect', `is redirected to ${location}`, {
        status,
        ...(toTls ? { toTls } : {}),
      });
    }
    if (answer.kind === 'status') {
      const outcome = answer.status >= 500 ? 'proxy-error' : 'elsewhere';
      return done(outcome, `is answered with ${answer.status} by ${subjectOf(node)}`, {
        status: answer.status,
      });
    }
    return this.#unmapped(done);
  }

  #unmapped(done: (outcome: Route['outcome'], why: string, more?: Partial<Route>) => Route): Route {
    const { servers, configuration } = this.#site.ground;
    const { answer } = this.#passage.routed;
    if (!configuration.complete)
      return done('unknown', 'a part of the configuration is not in sight');
    if (this.#site.documented || (!servers.rooted && !answer.node)) {
      const why = 'this fragment maps single paths only, and the rest may be mapped elsewhere';
      return done('unknown', why);
    }
    const by = answer.node ? ` (${subjectOf(answer.node)})` : '';
    const remedies = this.#mappingRemedies(answer.node);
    return done('elsewhere', `is looked up among httpd's own files${by}`, {
      status: 404,
      remedies,
    });
  }

  #mappingRemedies(node: Node | undefined) {
    if (node?.name === 'proxypass') return [removalRemedy('route', node)];
    if (node) return [];
    const { ground, basePath } = this.#site;
    const sender = ground.applications
      .senders(ground.entry.server)
      .find((each) => each.application === 'stigman' && each.mapping && !each.mapping.pattern);
    if (!sender?.mapping) return [];
    const folder = `${this.#endpoint.path.split('/')[0]}/`;
    const socket = this.#endpoint.kind === 'socket' ? ' upgrade=websocket' : '';
    const timeout = ` timeout=${this.#site.application.recommendedTimeout}`;
    return [addedMapping(sender.mapping, basePath + folder, folder, socket + timeout)];
  }

  #proxied(done: (outcome: Route['outcome'], why: string, more?: Partial<Route>) => Route): Route {
    const routes = this.#passage.backends.map((backend) => this.#reached(backend, done));
    const [first] = routes;
    if (!first) return done('unknown', 'nothing is known of the target');
    const same = routes.every((route) => route.outcome === first.outcome);
    return same ? first : done('unknown', 'the members of the balancer lead to different places');
  }

  #reached(
    backend: Backend,
    done: (outcome: Route['outcome'], why: string, more?: Partial<Route>) => Route,
  ): Route {
    const { authority: upstream, path: upstreamPath, failure, application } = backend;
    const { mapping } = this.#passage.routed.answer as Extract<Answer, { kind: 'proxy' }>;
    const more = { upstream, upstreamPath };
    if (mapping && !mapping.target.known) {
      return done(
        'unknown',
        `the target ${mapping.target.value} holds a variable that is not in sight`,
        more,
      );
    }
    if (application === 'ignored') return done('unknown', 'a comment excludes this mapping', more);
    const remedies = targetRemedies(mapping, this.#site.basePath);
    if (failure) {
      const { status, why } = failure;
      const mends = /lacks its slash/.test(why) ? remedies : [];
      return done('proxy-error', `is answered with ${status}: ${why}`, {
        ...more,
        status,
        remedies: mends,
      });
    }
    if (application !== 'stigman') return done('elsewhere', `is sent to ${upstream}`, more);
    if (!/^(https?|wss?)$/.test(backend.scheme)) {
      return done(
        'unknown',
        `goes out over ${backend.scheme}, which STIG Manager itself does not speak`,
        more,
      );
    }
    const wanted = `/${pathBelow(this.#site, this.#endpoint)}`;
    if (upstreamPath === wanted) return done('application', `is sent to ${upstream}`, more);
    return done('wrong-path', `is sent to ${upstream} as ${upstreamPath}`, { ...more, remedies });
  }

  #refusals(): readonly Refusal[] {
    const { answer } = this.#passage.routed;
    const tooLarge = answer.kind === 'proxy' ? undefined : this.#bodyRefusal();
    if (tooLarge) return [tooLarge];
    if (
      answer.kind === 'status' &&
      answer.status >= 400 &&
      answer.status < 500 &&
      answer.status !== 404
    ) {
      const explanation = `${subjectOf(answer.node)} answers by itself`;
      return [{ ...factAt(answer.node), status: answer.status, cause: 'access', explanation }];
    }
    if (answer.kind !== 'proxy' && answer.kind !== 'files') return [];
    const access = this.#access;
    const [answeredBy] = [this.#node];
    if (access.kind === 'denied') {
      const cause = isMethodRule(access.node) ? ('method' as const) : ('access' as const);
      return [
        {
          ...factAt(access.node, { answeredBy }),
          status: access.status,
          cause,
          explanation: access.why,
        },
      ];
    }
    if (access.kind === 'asks') {
      const remedies = [exemptionRemedy(this.#node, this.#site.basePath, access.node)];
      const explanation = `${access.scheme} authentication of httpd is asked for`;
      return [
        {
          ...factAt(access.node, { answeredBy, remedies }),
          status: 401,
          cause: 'authentication',
          explanation,
        },
      ];
    }
    if (access.kind === 'certificate') {
      const explanation = 'no request gets in without a client certificate';
      return [
        {
          ...factAt(access.node, { answeredBy }),
          status: 403,
          cause: 'client-certificate',
          explanation,
        },
      ];
    }
    if (access.kind === 'unknown') {
      const explanation = `Whether ${subjectOf(access.node)} lets the request in depends on the client.`;
      this.#doubts.push({ could: 'refused', place: access.node.place, explanation });
    }
    if (access.kind === 'error') {
      const explanation = `${subjectOf(access.node)} has no AuthType, so httpd answers 500.`;
      this.#doubts.push({ could: 'unreachable', place: access.node.place, explanation });
    }
    return [];
  }

  /** LimitRequestBody counts for what httpd answers itself, not for what it proxies (measured). */
  #bodyRefusal(): Refusal | undefined {
    const limit = nearest(this.#passage.routed.layers.layers, 'limitrequestbody')?.node;
    const bytes = limit ? Number(argument(limit, 0)) : 0;
    if (!limit || bytes <= 0 || bytes >= this.#endpoint.bodyBytes) return undefined;
    const explanation = `a body over ${bytes} bytes is too large for what httpd answers itself`;
    return { ...factAt(limit), status: 413, cause: 'request', explanation };
  }

  #authentication(): readonly Fact[] {
    if (this.#access.kind !== 'asks') return [];
    const { node } = this.#access;
    const remedies = [exemptionRemedy(this.#node, this.#site.basePath, node)];
    return [factAt(node, { answeredBy: this.#node, remedies })];
  }

  /** Sections that may or may not apply, as far as they hold what could break the delivery. */
  #openSections(): void {
    for (const section of this.#passage.routed.layers.open) {
      for (const node of section.children ?? []) {
        const could = harm(node);
        if (!could) continue;
        const explanation = `Whether ${subjectOf(section)} applies, only the running httpd knows.`;
        this.#doubts.push({ could, place: section.place, explanation });
      }
    }
  }

  #holds(): readonly Hold[] {
    const { layers } = this.#passage.routed.layers;
    const { modules } = this.#site.ground.configuration;
    if (this.#endpoint.kind !== 'stream' || this.#passage.backends.length === 0) return [];
    const isLoaded = (name: string) => modules.has(name) !== false;
    const { holdings, doubtful } = filteringOf(layers, this.#endpoint.mediaType, isLoaded);
    for (const node of doubtful) {
      const explanation = `${subjectOf(node)} binds a filter that takes the whole response.`;
      this.#doubts.push({ could: 'held', place: node.place, explanation });
    }
    return holdings.map((holding) => ({
      ...factAt(holding.node, {
        answeredBy: this.#node,
        remedies: unbufferedRemedies(holding, this.#node, this.#site.basePath),
      }),
      certainty: 'proven',
      explanation: holding.explanation,
    }));
  }

  #limits(): readonly TimeLimit[] {
    const { server } = this.#site.ground.entry;
    const { application } = this.#site;
    const limits = this.#passage.backends.map((backend) => {
      const timeout = this.#timeout(server, backend);
      const misread = timeout.node && timeout.duration.meantSeconds;
      const written =
        timeout.node && misread !== undefined && misread >= application.comfortable
          ? [durationRemedy(timeout.node, misread)]
          : [];
      const longer = parameterRemedy(
        'read-timeout',
        'timeout',
        String(application.recommendedTimeout),
        this.#tuning(backend),
      );
      return limitOf(timeout, this.#node, [
        ...written,
        { ...longer, preferred: written.length === 0 },
      ]);
    });
    const shortest = Math.min(...limits.map((limit) => limit.seconds));
    if (limits.some((limit) => limit.seconds !== shortest)) {
      const explanation = 'The members of the balancer have different timeouts.';
      this.#doubts.push({ could: 'cut', place: this.#node.place, explanation });
    }
    return limits.filter((limit) => limit.seconds === shortest).slice(0, 1);
  }

  /** An open log socket lives as long as the longer of the client's and the backend's timeout (measured). */
  #timeout(server: Ground['entry']['server'], backend: Backend): Timeout {
    const toBackend = backendTimeout(server, backend.worker);
    if (this.#endpoint.kind !== 'socket') return toBackend;
    const toClient = clientTimeout(server);
    return toClient.duration.seconds > toBackend.duration.seconds ? toClient : toBackend;
  }

  #tuning(first: Backend): Tuning {
    const workers = this.#passage.backends.map((backend) => backend.worker);
    const holders = workers.flatMap((worker) => (worker ? [worker.node] : []));
    return { holders: [...new Set(holders)], url: first.url, rule: first.node };
  }

  #upgrade(): Upgrade | undefined {
    const { backends } = this.#passage;
    const outcomes = backends.map((backend) => this.#upgradeOf(backend));
    const [first] = outcomes;
    if (!first) return undefined;
    if (outcomes.every((each) => each.outcome === first.outcome)) return first;
    const explanation = 'only some members of the balancer upgrade';
    return { ...first, outcome: 'unknown', explanation };
  }

  #upgradeOf(backend: Backend): Upgrade {
    const { layers } = this.#passage.routed.layers;
    const parameter = backend.worker?.parameters.get('upgrade');
    const removed = requestHeaderLines(layers)
      .filter((line) => line.name === 'upgrade')
      .at(-1);
    const base = { httpVersion: undefined };
    if (removed && removed.action === 'unset') {
      const explanation = 'the Upgrade header is taken away before the request goes on';
      const outcome = removed.conditional ? 'unknown' : 'refused';
      const remedies = [removalRemedy('pass-upgrade', removed.node)];
      return {
        ...factAt(removed.node, { answeredBy: this.#node, remedies }),
        ...base,
        outcome,
        explanation,
      };
    }
    if (upgrades(parameter?.value, backend.scheme)) {
      const explanation = 'is answered with 101';
      return { ...factAt(this.#node), ...base, outcome: 'switched', explanation };
    }
    const node = parameter?.node ?? backend.node;
    const remedies = [
      parameterRemedy('pass-upgrade', 'upgrade', 'websocket', this.#tuning(backend)),
    ];
    const explanation = parameter
      ? `${parameter.argument.value} does not take in websocket`
      : `without upgrade=websocket this ${backend.scheme} worker does not pass the Upgrade header on`;
    return {
      ...factAt(node, { remedies, answeredBy: this.#node }),
      ...base,
      outcome: 'refused',
      explanation,
    };
  }

  #alterations(): readonly Alteration[] {
    if (this.#endpoint.kind !== 'stream') return [];
    const { layers } = this.#passage.routed.layers;
    return responseHeaderLines(layers)
      .filter((line) => /^(content-type|cache-control|transfer-encoding)$/.test(line.name))
      .filter((line) => (line.action === 'set' || line.action === 'unset') && !line.conditional)
      .filter((line) => !isHarmless(line.name, line.value, this.#endpoint.mediaType))
      .map((line) => ({
        ...factAt(line.node, { answeredBy: this.#node }),
        header: line.name,
        action: line.action === 'unset' ? 'removed' : 'replaced',
      }));
  }

  #flushing(backend: Backend): Delivery['flushing'] {
    const { answer } = this.#passage.routed;
    const matters = /^(ajp|s?fcgi|fcgi|scgi|uwsgi)$/.test(backend.scheme);
    const parameter = backend.worker?.parameters.get('flushpackets');
    const own =
      answer.kind === 'proxy' ? answer.mapping?.parameters.get('flushpackets') : undefined;
    const on = [parameter, own].some((each) => each?.value.toLowerCase() === 'on');
    if (answer.kind !== 'proxy' || !answer.mapping) return undefined;
    const remedies = [
      parameterRemedy('flush-packets', 'flushpackets', 'on', this.#tuning(backend)),
    ];
    return { ...factAt(parameter?.node ?? this.#node, { remedies }), on, matters };
  }
}

/** True where the worker takes part in a WebSocket upgrade: by upgrade= or, without it, by its scheme (measured). */
function upgrades(parameter: string | undefined, scheme: string): boolean {
  if (parameter === undefined) return /^wss?$/.test(scheme);
  return parameter.split(',').some((word) => /^(websocket|any)$/i.test(word.trim()));
}

function isMethodRule(node: Node): boolean {
  return /^limit/.test(node.parent?.name ?? '') || node.args[0]?.value.toLowerCase() === 'method';
}

/** Setting a header to what STIG Manager itself sends changes nothing. */
function isHarmless(name: string, value: string | undefined, mediaType: string): boolean {
  if (name === 'content-type') return value?.toLowerCase().startsWith(mediaType) ?? false;
  return name === 'cache-control' && /\bno-(cache|store)\b/i.test(value ?? '');
}

/** The verdict that a directive could bring if its section applies. */
function harm(node: Node): Doubt['could'] | undefined {
  if (/^(require\w*|deny|allow|order|authtype)$/.test(node.name)) return 'refused';
  if (/^(setoutputfilter|proxyhtmlenable|addoutputfilterbytype)$/.test(node.name)) return 'held';
  if (/^(redirect\w*|rewriterule|proxypass\w*)$/.test(node.name)) return 'unreachable';
  return undefined;
}
