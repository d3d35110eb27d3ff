import { wordTable } from '../../text/word-table.ts';
import {
  and,
  compareNumbers,
  evaluate,
  expand,
  forEveryBrowser,
  matchPattern,
  not,
  or,
  type Surrounding,
  type Truth,
} from './expressions.ts';
import type { Node } from './node.ts';
import { flagsOf } from './rewrite-rules.ts';

/** Whether conditions hold, and the groups of the last one that matched. */
export function conditionsHold(
  conditions: readonly Node[],
  surrounding: Surrounding,
): { truth: Truth; groups: readonly string[] } {
  let groups: readonly string[] = [];
  let truth: Truth = true;
  let alternative: Truth = false;
  for (const node of conditions) {
    const flags = flagsOf(node.argument(2));
    const result = conditionHolds(node, flags, { ...surrounding, condition: groups });
    if (result.groups) groups = result.groups;
    alternative = or(alternative, result.truth);
    if (flags.has('OR') || flags.has('ORNEXT')) continue;
    truth = and(truth, alternative);
    alternative = false;
  }
  return { truth, groups };
}

function conditionHolds(
  node: Node,
  flags: ReadonlyMap<string, string>,
  surrounding: Surrounding,
): Held {
  const own = heldFor(node, flags, surrounding);
  const truth = forEveryBrowser(
    node.argument(0),
    surrounding,
    (each) => heldFor(node, flags, each).truth,
  );
  return { ...own, truth };
}

interface Held {
  readonly truth: Truth;
  readonly groups?: readonly string[];
}

function heldFor(node: Node, flags: ReadonlyMap<string, string>, surrounding: Surrounding): Held {
  const written = node.argument(1);
  const negated = written.startsWith('!');
  const pattern = negated ? written.slice(1) : written;
  if (node.argument(0).toLowerCase() === 'expr') {
    return { truth: flip(evaluate(pattern, surrounding), negated) };
  }
  const text = expand(node.argument(0), surrounding);
  // A bare -eq and its kin are patterns like any other (measured).
  const isWord = /^-(?:eq|ne|lt|le|gt|ge)/.test(pattern);
  if (/^-[a-zA-Z]/.test(pattern) && !isWord) {
    return { truth: flip(fileTest(pattern, node.argument(0), surrounding), negated) };
  }
  if (text === undefined) return { truth: undefined };
  const ordered = /^(-(?:eq|ne|lt|le|gt|ge)(?=.)|<=|>=|<|>|=)(.*)$/s.exec(pattern);
  if (ordered) {
    const right = unquoted(ordered[2] ?? '');
    return { truth: flip(compare(ordered[1] ?? '', text, right, flags.has('NC')), negated) };
  }
  const groups = matchPattern(pattern, text, flags.has('NC'));
  if (groups === undefined) return { truth: undefined };
  const truth = (groups !== false) !== negated;
  return groups ? { truth, groups } : { truth };
}

function flip(truth: Truth, negated: boolean): Truth {
  return negated ? not(truth) : truth;
}

/** No file stands in the document root where STIG Manager's endpoints are; -F and -U ask the running httpd. */
function fileTest(operator: string, written: string, { request }: Surrounding): Truth {
  if (operator === '-f' && !/[%$]/.test(written)) return request.isThere(written);
  return /^-[fdslhLx]$/.test(operator) ? false : undefined;
}

function unquoted(text: string): string {
  return text === '""' ? '' : text;
}

/**
 * How `<` and its kin order texts: the longer one is the greater, characters count between texts of one length
 * (measured).
 */
function orderOf(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function compare(operator: string, text: string, right: string, ignoreCase: boolean): boolean {
  const [a, b] = ignoreCase ? [text.toLowerCase(), right.toLowerCase()] : [text, right];
  const order = orderOf(a, b);
  const results = wordTable<boolean>({
    '=': a === b,
    '<': order < 0,
    '>': order > 0,
    '<=': order <= 0,
    '>=': order >= 0,
  });
  return results.get(operator) ?? compareNumbers(operator, text, right) ?? false;
}
