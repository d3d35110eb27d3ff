import type { Section } from './configuration.ts';
import type { Context, Request, Response } from './exchange.ts';
import { serverWords } from './health.ts';
import type { Inner } from './inner.ts';
import type { Journey, Server } from './journey.ts';
import { hasOption, linesWhere, modeOf } from './lines-in-force.ts';
import { question } from './questions.ts';
import { strangeResponse } from './responses.ts';
import { sendsHead, speaksOtherwise } from './servers.ts';

/** True where a server hands requests on to another section just as that one takes them, in HTTP/1. */
export function fits(server: Server, { section, bind }: Inner): boolean {
  const hears = sendsHead(server);
  if (modeOf(section) !== 'http' || bind.asksHttp2) return false;
  if (hears !== (bind.asksHead !== undefined)) return false;
  return fitsTls(serverWords(server.line), bind) && (hears || !speaksOtherwise(server.line));
}

/** What a server may say of TLS where the other section takes it without asking for more. */
function fitsTls(words: readonly string[], { secure, verify, line }: Inner['bind']): boolean {
  if (!secure) return !words.includes('ssl');
  const asks = verify === 'required' || line.words.includes('strict-sni');
  const offers = wordAfter(words, 'alpn') ?? 'http/1.1';
  const tells = offers !== 'http/1.1' || words.includes('crt');
  return words.includes('ssl') && !asks && !tells && nameIn(words, '') !== undefined;
}

/** The name that a server is told in TLS, where it is the host asked for, a written one, or none; else undefined. */
function nameIn(words: readonly string[], host: string): string | undefined {
  const name = wordAfter(words, 'sni');
  if (name === undefined) return '';
  return /^(req\.)?hdr\(host\)/i.test(name) ? host : /^str\(([\w.-]+)\)$/.exec(name)?.[1];
}

function wordAfter(words: readonly string[], keyword: string): string | undefined {
  return words.includes(keyword) ? words[words.lastIndexOf(keyword) + 1] : undefined;
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
  const spared = option?.words.includes('except') && assumptions.holds(question('spared'));
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
      host: nameIn(serverWords(server.line), door.host) ?? '',
      named: door.named,
      secure: bind.secure,
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
