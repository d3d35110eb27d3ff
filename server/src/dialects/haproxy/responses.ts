import type { Endpoint } from '../../stigman/endpoints.ts';
import { applies } from './conditions.ts';
import type { Line, Section } from './configuration.ts';
import { pageOfRule } from './error-pages.ts';
import type { Context, Request, Response } from './exchange.ts';
import { formatText } from './formats.ts';
import { ACCEPT, requestFault } from './handshake-headers.ts';
import { Headers } from './headers.ts';
import { rulesOf } from './lines-in-force.ts';
import { actionOf, argsOf, headerMatcher, rewriteHeader, statusOf } from './rule-words.ts';
import { lastingVariables, setVariable } from './variables.ts';

/** A rule that waits for the body of the response. */
export interface BodyWait {
  readonly line: Line;
  /** As written. */
  readonly time: string;
  readonly atLeast: string | undefined;
}

/** A header of the response that a rule took or changed. */
export interface HeaderChange {
  /** Names of the headers that it concerns, lower case. */
  readonly names: readonly string[];
  readonly action: 'removed' | 'replaced';
  readonly line: Line;
}

/** A rule that decides the status of the answer. */
export interface Restatement {
  readonly line: Line;
  readonly status: number;
}

/** What became of the application's response. */
export interface ResponseJourney {
  readonly response: Response;
  readonly waits: readonly BodyWait[];
  readonly changes: readonly HeaderChange[];
  /** A rule that puts another answer in its place. */
  readonly replacedBy: Restatement | undefined;
  /** A rule that puts another status in the answer. */
  readonly restatedBy: Restatement | undefined;
}

/** The response of STIG Manager to an endpoint, as it leaves the application; its 4xx where the request is not right. */
export function responseTo(endpoint: Endpoint, request: Request): Response {
  const refused = refusedBy(endpoint, request);
  if (refused !== undefined) {
    return { status: refused, headers: Headers.of({ 'content-type': 'text/html' }) };
  }
  if (endpoint.kind === 'socket') {
    const fields = { upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-accept': ACCEPT };
    return { status: 101, headers: Headers.of(fields) };
  }
  const fields: Record<string, string> = { 'content-type': endpoint.mediaType };
  if (endpoint.kind === 'stream') {
    fields['transfer-encoding'] = 'chunked';
    fields['x-accel-buffering'] = 'no';
  }
  if (endpoint.operationId === 'streamStateSse') fields['cache-control'] = 'no-cache';
  return { status: 200, headers: Headers.of(fields) };
}

/** A plain answer of another application, of which little is known. */
export function strangeResponse(): Response {
  return { status: 200, headers: Headers.of({ 'content-type': undefined }) };
}

/** The 4xx of STIG Manager: a path or Host that is none, one that it does not serve, a handshake that lost its Upgrade or more. */
function refusedBy(endpoint: Endpoint, { path, headers }: Request): number | undefined {
  if (path !== undefined && !path.startsWith('/')) return 400;
  const right = path === `/${endpoint.path}`;
  if (endpoint.kind !== 'socket') {
    if (asksToSwitch(headers) || headers.named('host').length === 0) return 400;
    return right ? undefined : 404;
  }
  const fault = requestFault(headers);
  if (fault?.header === 'Upgrade' || fault?.header === 'Connection') return 404;
  return right && fault?.header !== 'Sec-WebSocket-Version' ? undefined : 400;
}

/**
 * True where the application takes a request for one that opens a WebSocket: Node looks at these two headers alone, and
 * passes over an empty Upgrade, as a rule writes it for a request without one (measured).
 */
export function asksToSwitch(headers: Headers): boolean {
  const connection = headers.named('connection');
  return (
    headers.named('upgrade').some(({ value }) => value !== '') &&
    connection.some(({ value }) => /(?:^|,)\s*upgrade\s*(?:,|$)/i.test(value ?? ''))
  );
}

/** Runs the response rules: those of the backend, then those of the frontend, then the after-response ones. */
export function runResponseRules(
  context: Context & { readonly response: Response },
  backend: Section,
  frontend: Section,
): ResponseJourney {
  const trace: Trace = { waits: [], changes: [], restatedBy: undefined };
  const sections = backend === frontend ? [backend] : [backend, frontend];
  const variables = lastingVariables(context.variables);
  let replacedBy: ResponseJourney['replacedBy'];
  for (const proxy of sections) {
    replacedBy ??= runRules('http-response', { ...context, variables, proxy }, trace, sections);
  }
  for (const proxy of sections) {
    if (!replacedBy)
      runRules('http-after-response', { ...context, variables, proxy }, trace, sections);
  }
  return { response: context.response, ...trace, replacedBy };
}

/** What the after-response rules make of the status of an answer that HAProxy gives by itself (measured on 2.6.12). */
export function statusAfter(
  status: number,
  context: Context,
  sections: readonly Section[],
): Restatement | undefined {
  const response = { status, headers: Headers.of({ 'content-type': undefined }) };
  const trace: Trace = { waits: [], changes: [], restatedBy: undefined };
  for (const proxy of sections) {
    runRules('http-after-response', { ...context, proxy, response }, trace, sections);
  }
  return trace.restatedBy;
}

interface Trace {
  readonly waits: BodyWait[];
  readonly changes: HeaderChange[];
  restatedBy: Restatement | undefined;
}

const VARIABLES: ReadonlySet<string> = new Set(['set-var', 'set-var-fmt', 'unset-var']);

const OTHER_ACTIONS: ReadonlySet<string> = new Set([
  'allow',
  'deny',
  'redirect',
  'return',
  'set-status',
  'wait-for-body',
]);

function runRules(
  keyword: string,
  context: Context & { readonly response: Response },
  trace: Trace,
  via: readonly Section[],
): ResponseJourney['replacedBy'] {
  for (const line of rulesOf(context.proxy, keyword)) {
    const { name, argument } = actionOf(line);
    if (!isModelled(name, line) || !applies(line, context)) continue;
    if (name === 'allow') return undefined;
    if (name === 'deny') return replaced(line, 502, context, via);
    if (name === 'return') return replaced(line, 200, context, via);
    if (name === 'redirect') return { line, status: 302 };
    if (name === 'wait-for-body') trace.waits.push(waitOf(line));
    else if (name === 'set-status') restate(line, context, trace);
    else if (name === 'unset-var') context.variables.delete(argument);
    else if (VARIABLES.has(name)) setVariable(line, argument, context);
    else changeHeader(name, line, context, trace);
  }
  return undefined;
}

/** An answer of HAProxy in place of the application's; one that is not sent at all breaks off the exchange like a 5xx. */
function replaced(
  line: Line,
  otherwise: number,
  context: Context,
  via: readonly Section[],
): Restatement {
  const page = pageOfRule(line, statusOf(line, otherwise), context, via);
  return { line, status: page.status ?? 502 };
}

const HEADER_ACTIONS: ReadonlySet<string> = new Set([
  'set-header',
  'add-header',
  'del-header',
  'replace-header',
  'replace-value',
]);

function restate(line: Line, { response }: { readonly response: Response }, trace: Trace): void {
  response.status = Number(line.words[2]);
  trace.restatedBy = { line, status: response.status };
}

function isModelled(name: string, line: Line): boolean {
  if (OTHER_ACTIONS.has(name) || VARIABLES.has(name)) return true;
  return HEADER_ACTIONS.has(name) && line.words[2] !== undefined;
}

function waitOf(line: Line): BodyWait {
  const words = argsOf(line);
  const after = (keyword: string) => {
    const at = words.indexOf(keyword);
    return at < 0 ? undefined : words[at + 1];
  };
  return { line, time: after('time') ?? '', atLeast: after('at-least') };
}

function changeHeader(
  name: string,
  line: Line,
  context: Context & { readonly response: Response },
  trace: Trace,
): void {
  const { headers } = context.response;
  const header = (line.words[2] ?? '').toLowerCase();
  if (name === 'del-header') {
    const names = headers.remove(headerMatcher(line));
    if (names.length > 0) trace.changes.push({ names, action: 'removed', line });
    return;
  }
  const before = headers.named(header).map((one) => one.value);
  if (name === 'set-header') headers.set(header, formatText(line.words[3] ?? '', context), line);
  else if (name === 'add-header')
    headers.add(header, formatText(line.words[3] ?? '', context), line);
  else rewriteHeader(line, context, headers, name === 'replace-value');
  const after = headers.named(header).map((one) => one.value);
  const kept =
    name === 'add-header' || before.length === 0 || before.join('\n') === after.join('\n');
  if (!kept) trace.changes.push({ names: [header], action: 'replaced', line });
}
