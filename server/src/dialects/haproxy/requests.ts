import * as l10n from '@vscode/l10n';
import { applies, conditionOf } from './conditions.ts';
import type { Line, Section } from './configuration.ts';
import type { Context } from './exchange.ts';
import type { End } from './journey.ts';
import { rulesOf, settingOf } from './lines-in-force.ts';
import { question } from './questions.ts';
import { redirectOf } from './redirects.ts';
import { type RequestTrace, requestActions } from './request-actions.ts';
import { actionOf } from './rule-words.ts';
import { assign } from './variables.ts';

/** Runs the request rules of a section: tcp-request, http-request, stats, then `redirect`. */
export function runRequestRules(context: Context, trace: RequestTrace): End | undefined {
  const { proxy } = context;
  return (
    runTcpRules(context) ??
    monitorAnswer(context) ??
    runHttpRules(context, trace) ??
    statsAnswer(proxy, context) ??
    runRedirects(context)
  );
}

/** Runs the rules for the connection and its first bytes, which are all that a section in tcp mode has. */
export function runTcpRules(seen: Context): End | undefined {
  for (const level of ['connection', 'session', 'content']) {
    const context = level === 'connection' ? beforeHead(seen) : seen;
    for (const line of rulesOf(context.proxy, 'tcp-request', level)) {
      const action = line.words[2] ?? '';
      if (action.startsWith('set-var(') && applies(line, context)) setTcpVariable(line, context);
      const ends = TCP_ENDS.has(action);
      if (!ends && action !== 'accept') continue;
      if (!applies(line, context)) continue;
      const end = action === 'expect-proxy' ? headMissing(line, context) : dropped(line);
      if (ends && end) return end;
      if (!ends) break;
    }
  }
  return undefined;
}

/** Rules for connections run before a PROXY head is read: they see the section that sends it (measured on 2.6.12). */
function beforeHead(context: Context): Context {
  const { request } = context;
  if (request.door.heardAt === undefined) return context;
  const door = { ...request.door, isNear: false, heardAt: undefined, port: undefined };
  return { ...context, request: { ...request, door } };
}

const TCP_ENDS: ReadonlySet<string> = new Set(['reject', 'silent-drop', 'expect-proxy']);

function dropped(line: Line): End {
  return { kind: 'dropped', line };
}

const NO_HEAD = question('no-head');
const SPEAKS_HTTP1 = question('http1');

/** Who sends no PROXY head where one is asked for is dropped (measured on 2.6.12); who knocks cannot be told. */
export function headMissing(line: Line, { assumptions }: Context): End | undefined {
  return assumptions.holds(NO_HEAD) ? dropped(line) : undefined;
}

/** Who speaks HTTP/1 where `proto h2` stands is dropped (measured on 2.6.12), and browsers do so where TLS does not offer h2. */
export function otherProtocol(line: Line, { assumptions }: Context): End | undefined {
  return assumptions.holds(SPEAKS_HTTP1) ? dropped(line) : undefined;
}

function setTcpVariable(line: Line, context: Context): void {
  const name = /^set-var\((.*)\)$/.exec(line.words[2] ?? '')?.[1] ?? '';
  const words = line.words.slice(3, conditionOf(line)?.at ?? line.words.length);
  assign(name, words, context);
}

function monitorAnswer({ proxy, request }: Context): End | undefined {
  if (proxy.kind === 'backend') return undefined;
  const line = settingOf(proxy, 'monitor-uri');
  if (!line || line.words[1] !== request.path) return undefined;
  return {
    kind: 'foreign',
    line,
    explanation: l10n.t("is answered by the proxy's own monitor-uri"),
  };
}

function statsAnswer(proxy: Section, { request }: Context): End | undefined {
  const line = settingOf(proxy, 'stats', 'uri');
  const uri = line?.words[2];
  if (!line || uri === undefined || !request.path?.startsWith(uri)) return undefined;
  const asks = settingOf(proxy, 'stats', 'auth') ?? settingOf(proxy, 'stats', 'http-request');
  const explanation = l10n.t("is answered by the proxy's statistics page");
  return { kind: asks ? 'unknown' : 'foreign', line, explanation };
}

function runRedirects(context: Context): End | undefined {
  for (const line of rulesOf(context.proxy, 'redirect')) {
    const end = applies(line, context) ? redirectOf(line, 1, context) : undefined;
    if (end) return end;
  }
  return undefined;
}

/** The rules of the defaults come first; `allow` ends those of the whole section. */
function runHttpRules(context: Context, trace: RequestTrace): End | undefined {
  for (const line of rulesOf(context.proxy, 'http-request')) {
    const action = actionOf(line);
    const act = requestActions.get(action.name.startsWith('lua.') ? 'lua' : action.name);
    if (!act || !applies(line, context)) continue;
    const end = act({ line, context, trace, argument: action.argument });
    if (end === 'allow') return undefined;
    if (end) return end;
  }
  return undefined;
}
