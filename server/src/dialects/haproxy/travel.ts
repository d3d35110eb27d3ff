import * as l10n from '@vscode/l10n';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { backendRules } from './backend-rules.ts';
import { applies } from './conditions.ts';
import { backendNamed, type Configuration, type Line, type Section } from './configuration.ts';
import { setCounters } from './counters.ts';
import { withErrorPage } from './error-pages.ts';
import type { Assumptions, Context, Request, Response } from './exchange.ts';
import { formatText } from './formats.ts';
import { answerOf, fits, handedOver, replacesAnswers } from './hops.ts';
import { type Inner, innerBehind } from './inner.ts';
import type { End, Journey, Server } from './journey.ts';
import { isDisabled, modeOf, settingOf } from './lines-in-force.ts';
import type { ListFile } from './literals.ts';
import { withQuery } from './message-fetches.ts';
import { question } from './questions.ts';
import type { Recognizer } from './recognition.ts';
import { redirectToServer } from './redirects.ts';
import type { RequestTrace } from './request-actions.ts';
import { headMissing, otherProtocol, runRequestRules, runTcpRules } from './requests.ts';
import { responseTo, runResponseRules, statusAfter, strangeResponse } from './responses.ts';
import { isInDoubt, serversFor, serversOf, speaksOtherwise, takesPortAsked } from './servers.ts';
import { giveProcessVariables } from './variables.ts';

/** What a journey needs beside its request. */
export interface World {
  readonly configuration: Configuration;
  readonly listFile: ListFile;
  readonly recognizer: Recognizer;
}

/**
 * Sends a request through a frontend or listen section, and the endpoint's response back. Rules in `skipped` are
 * passed over, to see what lies behind them.
 */
export function travel(
  world: World,
  frontend: Section,
  request: Request,
  endpoint: Endpoint | undefined,
  assumptions: Assumptions,
  skipped: ReadonlySet<Line> = new Set(),
  via: readonly Section[] = [],
): Journey {
  return new Traveller(world, frontend, request, assumptions, skipped, via).run(endpoint);
}

/** Sections of the configuration that a request is followed through. */
export const MOST_SECTIONS = 4;

class Traveller {
  readonly #world: World;
  readonly #frontend: Section;
  readonly #context: Context;
  readonly #trace: RequestTrace = { rewrites: [], timeouts: [], deletions: [], hints: [] };
  /** The sections that the request came through. */
  readonly #via: readonly Section[];

  constructor(
    world: World,
    frontend: Section,
    request: Request,
    assumptions: Assumptions,
    skipped: ReadonlySet<Line>,
    via: readonly Section[],
  ) {
    this.#world = world;
    this.#frontend = frontend;
    this.#via = [...via, frontend];
    this.#context = {
      request,
      asked: request.door.http2 ? undefined : withQuery(request),
      response: undefined,
      proxy: frontend,
      variables: new Map(),
      assumptions,
      skipped,
      listFile: world.listFile,
      setCounters: setCounters(world.configuration),
      errorGroups: world.configuration.errorGroups,
      serversOf: (name) => {
        const backend = backendNamed(world.configuration, name);
        return backend && !isInDoubt(backend) ? serversOf(backend).length : undefined;
      },
    };
    giveProcessVariables(world.configuration, this.#context);
  }

  run(endpoint: Endpoint | undefined): Journey {
    const stopped = this.#headMissing() ?? this.#rules(this.#context);
    if (stopped) return this.#journey(undefined, undefined, stopped);
    const choice = this.#choose();
    if (!choice.backend) return this.#journey(undefined, choice.line, choice.end);
    const { backend, line } = choice;
    if (line && modeOf(this.#frontend) === 'http' && isTcp(backend))
      return this.#journey(backend, line, closed(line, backend));
    const context = { ...this.#context, proxy: backend };
    const end = backend === this.#frontend ? undefined : this.#rules(context);
    if (end) return this.#journey(backend, line, end);
    if (isDisabled(backend)) return this.#journey(backend, line, disabled(backend));
    const servers = this.#inTurn(serversFor(backend, context), backend);
    const [server] = servers;
    if (!server) return this.#journey(backend, line, withoutServer(backend));
    const back = redirectToServer(server.line, this.#context);
    if (back) return this.#journey(backend, line, back);
    const arrived = { ...this.#journey(backend, line, undefined), servers };
    const inner = innerBehind(this.#world.configuration, server);
    if (inner) return this.#handOn(arrived, backend, server, inner, endpoint);
    if (takesPortAsked(server)) return this.#journey(backend, line, onPortAsked(server.line));
    if (speaksOtherwise(server.line)) return this.#journey(backend, line, beyond(server.line));
    if (!endpoint || modeOf(backend) !== 'http') return arrived;
    this.#nameServer(backend, server);
    const known = this.#world.recognizer.of(backend, line, servers) === 'stigman';
    const answer = known ? responseTo(endpoint, this.#context.request) : strangeResponse();
    return { ...arrived, response: this.#respond(answer, backend) };
  }

  /** All servers, or the one whose turn it is where some are other sections, redirects, without a port or of another protocol. */
  #inTurn(servers: readonly Server[], backend: Section): readonly Server[] {
    const { configuration } = this.#world;
    const context = this.#context;
    const isApart = (server: Server) =>
      innerBehind(configuration, server) ||
      redirectToServer(server.line, context) ||
      takesPortAsked(server) ||
      speaksOtherwise(server.line);
    if (servers.length < 2 || !servers.some(isApart)) return servers;
    const chosen = servers.find(({ name }) =>
      context.assumptions.holds(question('turn', `${backend.name}/${name}`)),
    );
    return [chosen ?? (servers.at(-1) as Server)];
  }

  /** `http-send-name-header` writes the name of the server over what a request has of that header (measured on 2.6.12). */
  #nameServer(backend: Section, { name }: Server): void {
    const line = settingOf(backend, 'http-send-name-header');
    if (line) this.#context.request.headers.set(line.words[1] ?? '', name, line);
  }

  /** Goes on through another section, and comes back with what that one answers. */
  #handOn(
    arrived: Journey,
    backend: Section,
    server: Server,
    inner: Inner,
    endpoint: Endpoint | undefined,
  ): Journey {
    const sections = [backend, this.#frontend];
    const isFollowed =
      modeOf(backend) === 'http' && this.#via.length < MOST_SECTIONS && fits(server, inner);
    const request = isFollowed && handedOver(this.#context, sections, server, inner);
    const left = { ...arrived, servers: [], end: handedOn(server.line) };
    if (!request) return left;
    const { assumptions, skipped } = this.#context;
    const { section } = inner;
    const beyond = travel(this.#world, section, request, endpoint, assumptions, skipped, this.#via);
    if (beyond.end) {
      const end = this.#told(beyond.end, backend);
      return replacesAnswers(sections) ? left : { ...arrived, beyond: { ...beyond, end }, end };
    }
    const response = endpoint && this.#respond(answerOf(beyond), backend);
    return { ...arrived, beyond, response };
  }

  /** What becomes of an end in another section: without an answer of that one, clients get 502. */
  #told(end: End, backend: Section): End {
    if (end.kind !== 'dropped') return end;
    return this.#answered({ ...end, kind: 'answer', status: 502, challenge: false }, backend);
  }

  #headMissing(): End | undefined {
    const { asksHead, asksHttp2 } = this.#context.request.door;
    const dropped = asksHead && headMissing(asksHead, this.#context);
    return dropped ?? (asksHttp2 && otherProtocol(asksHttp2, this.#context));
  }

  #rules(context: Context): End | undefined {
    const http = modeOf(context.proxy) === 'http';
    return http ? runRequestRules(context, this.#trace) : runTcpRules(context);
  }

  /** The way back of what STIG Manager answers, or of what another application may. */
  #respond(response: Response, backend: Section) {
    const context = { ...this.#context, response };
    return runResponseRules(context, backend, this.#frontend);
  }

  #choose():
    | { readonly backend: Section; readonly line: Line | undefined }
    | { readonly backend: undefined; readonly line: Line | undefined; readonly end: End } {
    for (const line of backendRules(this.#frontend, this.#context)) {
      if (!applies(line, this.#context)) continue;
      const name = this.#backendName(line);
      if (name === undefined) {
        const explanation = l10n.t('goes to a backend whose name only the running proxy knows');
        return { backend: undefined, line, end: { kind: 'unknown', line, explanation } };
      }
      const backend = backendNamed(this.#world.configuration, name);
      if (backend) return { backend, line };
      break;
    }
    return this.#chooseDefault();
  }

  #backendName(line: Line): string | undefined {
    const word = line.words[1] ?? '';
    return word.includes('%') ? formatText(word, this.#context) : word;
  }

  #chooseDefault() {
    const line = settingOf(this.#frontend, 'default_backend');
    const backend = line && backendNamed(this.#world.configuration, line.words[1] ?? '');
    if (backend) return { backend, line };
    if (this.#frontend.kind === 'listen') return { backend: this.#frontend, line: undefined };
    const explanation = l10n.t(
      'matches no use_backend rule and no default_backend, so the proxy answers 503',
    );
    return { backend: undefined, line, end: { kind: 'unrouted' as const, explanation } };
  }

  /** What goes out where HAProxy itself ends a request: with its error pages and what rules make of them. */
  #answered(stop: End, backend: Section | undefined): End {
    const sections = [...new Set([...(backend ? [backend] : []), this.#frontend])];
    const end = withErrorPage(stop, this.#context, sections);
    const status = end.kind === 'unrouted' ? 503 : 'status' in end ? end.status : undefined;
    const after = status && statusAfter(status, this.#context, sections);
    if (!after) return end;
    return { kind: 'answer', status: after.status, line: after.line, challenge: false };
  }

  #journey(
    backend: Section | undefined,
    chosenBy: Line | undefined,
    stop: End | undefined,
  ): Journey {
    const end = stop && this.#answered(stop, backend);
    return {
      frontend: this.#frontend,
      backend,
      chosenBy,
      servers: [],
      request: this.#context.request,
      ...this.#trace,
      end,
      response: undefined,
      beyond: undefined,
    };
  }
}

/** True where `mode tcp` is written for a section: one that says nothing may have defaults out of sight. */
function isTcp(backend: Section): boolean {
  return settingOf(backend, 'mode')?.words[1] === 'tcp';
}

/** HAProxy does not start where a rule names such a backend, and closes the connection where the request does (measured on 2.6.12). */
function closed(line: Line, { name }: Section): End {
  const explanation = l10n.t`goes to ${name}, whose mode is tcp, which HAProxy refuses behind one of mode http`;
  return { kind: 'foreign', line, explanation };
}

/** What a server that speaks otherwise than STIG Manager does with a request is not known here. */
function beyond(line: Line): End {
  const explanation = l10n.t('is handed on in a protocol that STIG Manager itself does not speak');
  return { kind: 'unknown', line, explanation };
}

function onPortAsked(line: Line): End {
  const explanation = l10n.t(
    'is sent to the port that the client came to, where STIG Manager may not listen',
  );
  return { kind: 'unknown', line, explanation };
}

function handedOn(line: Line): End {
  const explanation = l10n.t('is handed on to another section of this configuration');
  return { kind: 'unknown', line, explanation };
}

function disabled(backend: Section): End {
  return {
    kind: 'unrouted',
    explanation: l10n.t`goes to ${backend.name}, which is disabled, so the proxy answers 503`,
  };
}

function withoutServer(backend: Section): End {
  return {
    kind: 'unrouted',
    explanation: l10n.t`goes to ${backend.name}, which has no server that takes requests, so the proxy answers 503`,
  };
}
