import * as l10n from '@vscode/l10n';
import { compilePattern } from '../../text/pattern.ts';
import { wordTable } from '../../text/word-table.ts';
import type { Line } from './configuration.ts';
import { expand } from './converters.ts';
import { parseDuration } from './durations.ts';
import { type Context, originOf } from './exchange.ts';
import { parseExpression } from './expressions.ts';
import { formatText } from './formats.ts';
import type { Deletion, End, TimeoutOverride } from './journey.ts';
import { question } from './questions.ts';
import { redirectOf } from './redirects.ts';
import { headerMatcher, rewriteHeader, statusOf } from './rule-words.ts';
import { sampleOf } from './samples.ts';
import { setVariable } from './variables.ts';

/** What the request rules of one section leave behind. */
export interface RequestTrace {
  readonly rewrites: Line[];
  readonly timeouts: TimeoutOverride[];
  readonly deletions: Deletion[];
  /** Rules that send a 103 ahead of the answer. */
  readonly hints: Line[];
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
export const requestActions = wordTable<(step: Step) => End | 'allow' | undefined>({
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
    explanation: l10n.t`is answered by the proxy's service ${line.words[2] ?? ''}`,
  }),
  lua: ({ line, context }) => {
    if (!context.assumptions.holds(question('lua', `${line.directive.start}`))) return undefined;
    return { kind: 'unknown', line, explanation: l10n.t('may be answered by a Lua action') };
  },
  'set-path': writeTarget('path'),
  'set-pathq': writeTarget('pathq'),
  'set-uri': writeTarget('uri'),
  'replace-path': replaceTarget('path'),
  'replace-pathq': replaceTarget('pathq'),
  'replace-uri': replaceTarget('uri'),
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
  'early-hint': ({ line, trace }) => {
    trace.hints.push(line);
    return undefined;
  },
  'set-timeout': ({ line, context, trace }) => {
    const written = line.words[3] ?? '';
    const text = parseDuration(written) ? written : timeGiven(written, context);
    trace.timeouts.push({ kind: line.words[2] ?? '', text, line });
    return undefined;
  },
});

/** The time that an expression gives in milliseconds. */
function timeGiven(expression: string, context: Context): string | undefined {
  const parsed = parseExpression(expression);
  const sample = parsed && sampleOf(parsed, context);
  return sample?.type === 'int' && sample.value > 0 ? `${sample.value}ms` : undefined;
}

function variable({ line, context, argument }: Step): undefined {
  setVariable(line, argument, context);
}

function answer(line: Line, status: number): End {
  return { kind: 'answer', status, line, challenge: false };
}

/** The parts of the request line's target that an action matches or writes; `path` is always among them. */
type Part = 'path' | 'pathq' | 'uri';

/** Puts a text in place of a part of the target. What then stands before the first `?` is the path (measured on 2.6.12). */
function setTarget(
  { line, context, trace }: Step,
  value: string | undefined,
  part: Part,
): undefined {
  const { request } = context;
  const before = request.path;
  if (value === undefined || (part === 'path' && request.query === undefined)) {
    request.path = value?.split('?')[0];
    request.query = part === 'path' ? request.query : undefined;
  } else {
    const whole = part === 'path' && request.query ? `${value}?${request.query}` : value;
    const [, origin = ''] = (part === 'uri' && /^([a-z][a-z0-9+.-]*:\/\/[^/]*)/i.exec(whole)) || [];
    const [path, query] = cut(whole.slice(origin.length));
    Object.assign(request, { path, query, ...(part === 'uri' ? { origin } : {}) });
  }
  if (request.path !== before || before === undefined) trace.rewrites.push(line);
}

function cut(text: string): readonly [string, string] {
  const mark = text.indexOf('?');
  return mark < 0 ? [text, ''] : [text.slice(0, mark), text.slice(mark + 1)];
}

function writeTarget(part: Part): (step: Step) => undefined {
  return (step) => setTarget(step, formatText(step.line.words[2] ?? '', step.context), part);
}

/** The whole of what is matched against is replaced, not only the part that matches. */
function replaceTarget(part: Part): (step: Step) => undefined {
  return (step) => {
    const { line, context } = step;
    const { path, query } = context.request;
    const origin = part === 'uri' ? originOf(context.request, context.assumptions) : '';
    const rest = part !== 'path' && query ? `?${query}` : '';
    const subject = path === undefined ? undefined : origin + path + rest;
    const pattern = compilePattern(line.words[2] ?? '');
    if (subject === undefined || !pattern || (part !== 'path' && query === undefined)) {
      return setTarget(step, undefined, part);
    }
    const match = pattern.exec(subject);
    if (!match) return undefined;
    const template = formatText(line.words[3] ?? '', context);
    return setTarget(
      step,
      template === undefined ? undefined : expand(template, match.groups),
      part,
    );
  };
}
