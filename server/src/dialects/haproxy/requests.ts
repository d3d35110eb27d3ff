import { compilePattern } from '../../text/pattern.ts';
import { applies, conditionOf } from './conditions.ts';
import { type Line, rulesOf, type Section, settingOf } from './configuration.ts';
import { expand } from './converters.ts';
import type { Context } from './exchange.ts';
import { parseExpression } from './expressions.ts';
import { formatText } from './formats.ts';
import type { Deletion, End, TimeoutOverride } from './journey.ts';
import { redirectOf } from './redirects.ts';
import { sampleOf, str, unknownSample } from './samples.ts';

/** What the request rules of one section leave behind. */
export interface RequestTrace {
  readonly rewrites: Line[];
  readonly timeouts: TimeoutOverride[];
  readonly deletions: Deletion[];
}

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

function runTcpRules(context: Context): End | undefined {
  for (const level of ['connection', 'session', 'content']) {
    for (const line of rulesOf(context.proxy, 'tcp-request', level)) {
      const action = line.words[2] ?? '';
      const ends = action === 'reject' || action === 'silent-drop';
      if (!ends && action !== 'accept') continue;
      if (!applies(line, context)) continue;
      if (ends) return { kind: 'dropped', line };
      break;
    }
  }
  return undefined;
}

function monitorAnswer({ proxy, request }: Context): End | undefined {
  if (proxy.kind === 'backend') return undefined;
  const line = settingOf(proxy, 'monitor-uri');
  if (!line || line.words[1] !== request.path) return undefined;
  return { kind: 'foreign', line, explanation: "is answered by the proxy's own monitor-uri" };
}

function statsAnswer(proxy: Section, { request }: Context): End | undefined {
  const line = settingOf(proxy, 'stats', 'uri');
  const uri = line?.words[2];
  if (!line || uri === undefined || !request.path?.startsWith(uri)) return undefined;
  return { kind: 'foreign', line, explanation: "is answered by the proxy's statistics page" };
}

function runRedirects(context: Context): End | undefined {
  for (const line of rulesOf(context.proxy, 'redirect')) {
    if (applies(line, context)) return redirectOf(line, 1, context);
  }
  return undefined;
}

/** The rules of the defaults come first; `allow` ends those of the whole section. */
function runHttpRules(context: Context, trace: RequestTrace): End | undefined {
  for (const line of rulesOf(context.proxy, 'http-request')) {
    const action = actionOf(line);
    const act = actions[action.name.startsWith('lua.') ? 'lua' : action.name];
    if (!act || !applies(line, context)) continue;
    const end = act({ line, context, trace, argument: action.argument });
    if (end === 'allow') return undefined;
    if (end) return end;
  }
  return undefined;
}

interface Step {
  readonly line: Line;
  readonly context: Context;
  readonly trace: RequestTrace;
  /** What stands in parentheses after the action. */
  readonly argument: string;
}

/** The action of an http-request or http-response line, and its argument in parentheses. */
export function actionOf(line: Line): Action {
  const known = actionsOf.get(line) ?? readAction(line);
  actionsOf.set(line, known);
  return known;
}

interface Action {
  readonly name: string;
  readonly argument: string;
}

const actionsOf = new WeakMap<Line, Action>();

function readAction(line: Line): Action {
  const [, name = '', argument = ''] = /^([^(]*)(?:\((.*)\))?$/s.exec(line.words[1] ?? '') ?? [];
  return { name, argument };
}

/** The words of a rule before its condition, from the third on. */
export function argsOf(line: Line): readonly string[] {
  return line.words.slice(2, conditionOf(line)?.at ?? line.words.length);
}

const actions: Readonly<Record<string, (step: Step) => End | 'allow' | undefined>> = {
  allow: () => 'allow',
  deny: ({ line }) => answer(line, statusOf(line, 403)),
  tarpit: ({ line }) => answer(line, statusOf(line, 500)),
  return: ({ line }) => answer(line, statusOf(line, 200)),
  auth: ({ line }) => ({ kind: 'answer', status: 401, line, challenge: true }),
  reject: ({ line }) => ({ kind: 'dropped', line }),
  'silent-drop': ({ line }) => ({ kind: 'dropped', line }),
  redirect: ({ line, context }) => redirectOf(line, 2, context),
  'use-service': ({ line }) => ({
    kind: 'foreign',
    line,
    explanation: `is answered by the proxy's service ${line.words[2] ?? ''}`,
  }),
  lua: ({ line, context }) => {
    if (!context.assumptions.holds(`lua ${line.directive.start}`)) return undefined;
    return { kind: 'unknown', line, explanation: 'may be answered by a Lua action' };
  },
  'set-path': (step) => setPath(step, formatText(step.line.words[2] ?? '', step.context), false),
  'set-pathq': (step) => setPath(step, formatText(step.line.words[2] ?? '', step.context), true),
  'set-uri': (step) => setPath(step, formatText(step.line.words[2] ?? '', step.context), true),
  'replace-path': (step) => replacePath(step, false),
  'replace-pathq': (step) => replacePath(step, true),
  'replace-uri': (step) => replacePath(step, true),
  'set-query': ({ line, context }) => {
    context.request.query = formatText(line.words[2] ?? '', context);
    return undefined;
  },
  'set-method': ({ line, context }) => {
    context.request.method = formatText(line.words[2] ?? '', context) ?? '';
    return undefined;
  },
  'set-header': ({ line, context }) => {
    const value = formatText(line.words[3] ?? '', context);
    context.request.headers.set(line.words[2] ?? '', value, line);
    return undefined;
  },
  'add-header': ({ line, context }) => {
    const value = formatText(line.words[3] ?? '', context);
    context.request.headers.add(line.words[2] ?? '', value, line);
    return undefined;
  },
  'del-header': ({ line, context, trace }) => {
    const names = context.request.headers.remove(headerMatcher(line));
    if (names.length > 0) trace.deletions.push({ names, line });
    return undefined;
  },
  'replace-header': ({ line, context }) => {
    rewriteHeader(line, context, context.request.headers, false);
    return undefined;
  },
  'replace-value': ({ line, context }) => {
    rewriteHeader(line, context, context.request.headers, true);
    return undefined;
  },
  'set-var': setVariable,
  'set-var-fmt': setVariable,
  'unset-var': ({ context, argument }) => {
    context.variables.delete(argument);
    return undefined;
  },
  'set-timeout': ({ line, trace }) => {
    const text = line.words[3] ?? '';
    const literal = /^\d+(us|ms|s|m|h|d)?$/.test(text);
    trace.timeouts.push({ kind: line.words[2] ?? '', text: literal ? text : undefined, line });
    return undefined;
  },
};

function setVariable({ line, context, argument }: Step): undefined {
  const name = argument.split(',')[0] ?? '';
  const value = line.words[2] ?? '';
  if (line.words[1]?.startsWith('set-var-fmt')) {
    context.variables.set(name, str(formatText(value, context)));
    return;
  }
  const expression = parseExpression(argsOf(line).join(''));
  context.variables.set(name, expression ? sampleOf(expression, context) : unknownSample);
}

function answer(line: Line, status: number): End {
  return { kind: 'answer', status, line, challenge: false };
}

/** The status that a deny, tarpit or return names. */
export function statusOf(line: Line, otherwise: number): number {
  const words = argsOf(line);
  const at = words.findIndex((word) => word === 'status' || word === 'deny_status');
  const status = Number(words[at + 1]);
  return at >= 0 && Number.isInteger(status) ? status : otherwise;
}

function setPath(
  { line, context, trace }: Step,
  value: string | undefined,
  whole: boolean,
): undefined {
  const { request } = context;
  const before = request.path;
  if (value === undefined) {
    request.path = undefined;
    if (whole) request.query = undefined;
  } else {
    const uri = whole ? value.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '') : value;
    const mark = whole ? uri.indexOf('?') : -1;
    request.path = mark < 0 ? uri : uri.slice(0, mark);
    if (whole) request.query = mark < 0 ? '' : uri.slice(mark + 1);
  }
  if (request.path !== before || before === undefined) trace.rewrites.push(line);
}

/** The whole of what is matched against is replaced, not only the part that matches. */
function replacePath(step: Step, whole: boolean): undefined {
  const { line, context } = step;
  const { path, query } = context.request;
  const subject = whole && path !== undefined && query ? `${path}?${query}` : path;
  const pattern = compilePattern(line.words[2] ?? '');
  if (subject === undefined || !pattern || (whole && query === undefined)) {
    return setPath(step, undefined, whole);
  }
  const match = pattern.exec(subject);
  if (!match) return;
  const template = formatText(line.words[3] ?? '', context);
  setPath(step, template === undefined ? undefined : expand(template, match.groups), whole);
}

/** Which header names a `del-header` rule takes. A pattern sees them in lower case (measured on 2.6.12). */
export function headerMatcher(line: Line): (name: string) => boolean {
  const wanted = (line.words[2] ?? '').toLowerCase();
  const words = argsOf(line);
  const method = words[1] === '-m' ? words[2] : 'str';
  switch (method) {
    case 'beg':
      return (name) => name.startsWith(wanted);
    case 'end':
      return (name) => name.endsWith(wanted);
    case 'sub':
      return (name) => name.includes(wanted);
    case 'reg': {
      const pattern = compilePattern(line.words[2] ?? '');
      return (name) => pattern?.exec(name) !== undefined;
    }
    default:
      return (name) => name === wanted;
  }
}

/** Runs `replace-header` (the whole value) or `replace-value` (each value between commas). */
export function rewriteHeader(
  line: Line,
  context: Context,
  headers: Context['request']['headers'],
  each: boolean,
): void {
  const [name = '', regex = '', format = ''] = line.words.slice(2);
  const pattern = compilePattern(regex);
  const template = formatText(format, context);
  const replace = (value: string) => {
    if (!pattern) return undefined;
    const match = pattern.exec(value);
    if (!match) return value;
    return template === undefined ? undefined : expand(template, match.groups);
  };
  const change = (value: string) => {
    if (!each) return replace(value);
    const parts = value.split(',').map((part) => replace(part.trim()));
    return parts.includes(undefined) ? undefined : parts.join(', ');
  };
  headers.rewrite(name, change, line);
}
