import { compilePattern } from '../../text/pattern.ts';
import { oncePer } from '../once.ts';
import { conditionOf } from './conditions.ts';
import type { Line } from './configuration.ts';
import { expand } from './converters.ts';
import type { Context } from './exchange.ts';
import { formatText } from './formats.ts';
import type { Headers } from './headers.ts';

/** The action of an http-request or http-response line, and its argument in parentheses. */
export const actionOf = oncePer(readAction);

interface Action {
  readonly name: string;
  readonly argument: string;
}

function readAction(line: Line): Action {
  const [, name = '', argument = ''] = /^([^(]*)(?:\((.*)\))?$/s.exec(line.words[1] ?? '') ?? [];
  return { name, argument };
}

/** The words of a rule before its condition, from the third on. */
export function argsOf(line: Line): readonly string[] {
  return line.words.slice(2, conditionOf(line)?.at ?? line.words.length);
}

/** The status that a deny, tarpit or return names. */
export function statusOf(line: Line, otherwise: number): number {
  const words = argsOf(line);
  const at = words.findIndex((word) => word === 'status' || word === 'deny_status');
  const status = Number(words[at + 1]);
  return at >= 0 && Number.isInteger(status) ? status : otherwise;
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
export function rewriteHeader(line: Line, context: Context, headers: Headers, each: boolean): void {
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
