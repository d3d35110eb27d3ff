import { hasOption, linesWhere, modeOf, type Section } from './configuration.ts';
import type { Context, Request, Response } from './exchange.ts';
import { serverWords } from './health.ts';
import type { Inner } from './inner.ts';
import type { Journey, Server } from './journey.ts';
import { strangeResponse } from './responses.ts';
import { sendsHead, speaksOtherwise } from './servers.ts';

/** True where a server hands requests on to another section just as that one takes them: in plain HTTP/1. */
export function fits(server: Server, { section, bind }: Inner): boolean {
  const hears = sendsHead(server);
  if (modeOf(section) !== 'http' || bind.secure || bind.asksHttp2) return false;
  if (hears !== (bind.asksHead !== undefined)) return false;
  return !serverWords(server.line).includes('ssl') && (hears || !speaksOtherwise(server.line));
}

/** The request as another section gets it from a server; undefined where its target is none that can be followed. */
export function handedOver(
  { request, assumptions }: Context,
  sections: readonly Section[],
  server: Server,
  { bind }: Inner,
): Request | undefined {
  const { path, origin, door } = request;
  if (!path?.startsWith('/') || origin) return undefined;
  const headers = request.headers.copy();
  const option = sections.map((section) => hasOption(section, 'forwardfor')).find(Boolean);
  const spared =
    option?.words.includes('except') && assumptions.holds('option forwardfor spares the client');
  if (option && !spared) {
    const at = option.words.indexOf('header');
    const name = at < 0 ? 'x-forwarded-for' : (option.words[at + 1] ?? '');
    headers.add(name, undefined, option);
  }
  const hears = sendsHead(server);
  return {
    ...request,
    method: request.sentMethod,
    headers,
    door: {
      host: door.host,
      named: door.named,
      secure: false,
      verify: 'none',
      port: bind.port,
      heardAt: hears ? (door.heardAt ?? door.port) : bind.port,
      isNear: hears ? door.isNear === true : bind.port !== undefined,
    },
  };
}

/** What comes back from another section, before the rules of the one that handed on to it. */
export function answerOf({ response }: Journey): Response {
  if (!response) return strangeResponse();
  const { replacedBy, response: last } = response;
  if (replacedBy) return { ...strangeResponse(), status: replacedBy.status };
  return { status: last.status, headers: last.headers.copy() };
}

/** True where rules for answers may put others in their place. */
export function replacesAnswers(sections: readonly Section[]): boolean {
  return sections.some((section) => replacing(section).length > 0);
}

const replacing = linesWhere(
  ([keyword = '', action = '']) =>
    /^http-(after-)?response$/.test(keyword) && /^(deny|redirect|return|set-status)$/.test(action),
);
