import { compilePattern } from '../../text/pattern.ts';
import type { Line } from './configuration.ts';
import { expand } from './converters.ts';
import type { Context } from './exchange.ts';
import { formatText } from './formats.ts';
import type { Deletion, End, TimeoutOverride } from './journey.ts';
import { redirectOf } from './redirects.ts';
import { headerMatcher, rewriteHeader, statusOf } from './rule-words.ts';
import { setVariable } from './variables.ts';

/** What the request rules of one section leave behind. */
export interface RequestTrace {
  readonly rewrites: Line[];
  readonly timeouts: TimeoutOverride[];
  readonly deletions: Deletion[];
}

/** One rule that applies. */
export interface Step {
  readonly line: Line;
  readonly context: Context;
  readonly trace: RequestTrace;
  /** What stands in parentheses after the action. */
  readonly argument: string;
}

/** What each action does: ends the request, ends the rules of its section (`allow`), or changes what goes on. */
export const requestActions: Readonly<Record<string, (step: Step) => End | 'allow' | undefined>> = {
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
    context.request.sentMethod = formatText(line.words[2] ?? '', context) ?? '';
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
  'set-var': variable,
  'set-var-fmt': variable,
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

function variable({ line, context, argument }: Step): undefined {
  setVariable(line, argument, context);
}

function answer(line: Line, status: number): End {
  return { kind: 'answer', status, line, challenge: false };
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
