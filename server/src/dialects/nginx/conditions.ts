import { compilePattern, surelyMisses } from '../../text/pattern.ts';
import { hasInvalidReferer } from './referers.ts';
import type { Entry } from './scope.ts';
import { equals, known, type Value } from './values.ts';
import type { Variables } from './variables.ts';

/**
 * Whether the condition of an `if` holds: yes, no, or undefined where it cannot be told. The endpoints are no files, and
 * what switches maintenance on is not there.
 */
export function holds(entry: Entry, variables: Variables): boolean | undefined {
  const words = conditionWords(entry.args);
  const [left = '', operator, right = ''] = words;
  if (FILE_TEST.test(left))
    return left.startsWith('!') && (isFixedFile(operator) ? undefined : true);
  if (/^\$\{?invalid_referer\}?$/.test(left) && operator === undefined)
    return hasInvalidReferer(entry.scope, variables.server, variables.host);
  const outcomes = variables
    .alternatives(left)
    .map((subject) => compared(subject, operator, right, variables));
  return outcomes.every((outcome) => outcome === outcomes[0]) ? outcomes[0] : undefined;
}

/** True where none but clients of certain addresses meet the condition. */
export function isForAddresses(entry: Entry, variables: Variables): boolean {
  const [left = '', operator, right = ''] = conditionWords(entry.args);
  const value = variables.beyondAddresses(left);
  return value !== undefined && compared(value, operator, right, variables) === false;
}

const FILE_TEST = /^!?-[fdex]$/;

/** True for a path that is the same in every request, so that its file may be there. */
function isFixedFile(path = ''): boolean {
  return !path.replace(/\$\{?(document|realpath)_root\b\}?/g, '').includes('$');
}

function compared(
  subject: Value,
  operator: string | undefined,
  right: string,
  variables: Variables,
): boolean | undefined {
  if (operator === undefined) return truthy(subject);
  if (operator === '=') return equals(subject, text(right, variables) ?? '\0');
  if (operator === '!=') return negate(equals(subject, text(right, variables) ?? '\0'));
  const matched = matches(subject, right, operator.endsWith('*'), variables);
  return operator.startsWith('!') ? negate(matched) : matched;
}

/** The words between the parentheses, wherever the parentheses are glued. */
export function conditionWords(args: readonly string[]): readonly string[] {
  const words = [...args];
  if (words[0]?.startsWith('(')) words[0] = words[0].slice(1);
  const last = words.length - 1;
  if (words[last]?.endsWith(')')) words[last] = (words[last] as string).slice(0, -1);
  return words.filter((word, i) => word !== '' || (i > 0 && i < last));
}

function text(word: string, variables: Variables): string | undefined {
  return known(variables.interpolate(word));
}

/** Empty and "0" are false (documentation). */
function truthy(value: Value): boolean | undefined {
  const all = known(value);
  if (all !== undefined) return all !== '' && all !== '0';
  return value.some((part) => part !== undefined && part !== '0') ? true : undefined;
}

function matches(
  value: Value,
  pattern: string,
  ignoreCase: boolean,
  variables: Variables,
): boolean | undefined {
  const subject = known(value);
  const compiled = compilePattern(pattern, ignoreCase);
  variables.forgetCaptures();
  if (subject === undefined) return undefined;
  if (!compiled) return surelyMisses(pattern, subject, ignoreCase) ? false : undefined;
  const match = compiled.exec(subject);
  if (match) variables.capture(match);
  return match !== undefined;
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}
