import type { Word } from '../../syntax/tree.ts';
import type { TextEdit } from '../../text/place.ts';
import { isOr } from './condition-start.ts';
import { type Condition, conditionOf, type Term } from './conditions.ts';
import type { Line } from './configuration.ts';
import { removeLine } from './edits.ts';
import { matchNumber } from './matching.ts';
import { parseTest } from './tests.ts';

/** What a rule is to be kept off. */
export interface Exemption {
  /** As it stands between braces. */
  readonly test: string;
  /** Status of the answers that it holds for, where it is about answers. */
  readonly status?: number;
}

/** One alternative of a condition as it is written. */
interface Alternative {
  /** The `if` or `or` before it. */
  readonly opener: Word;
  readonly last: Word;
  readonly terms: readonly Term[];
}

/**
 * Keeps a rule from applying where a test holds, whatever condition it has. Of several alternatives those stay as they
 * are that ask for answers of another status, and those go that ask for nothing but the test.
 */
export function exempt(line: Line, exemption: Exemption): readonly TextEdit[] {
  const { test } = exemption;
  const condition = conditionOf(line);
  const { uri } = line.proxy;
  const { end } = line.directive;
  if (!condition) return [{ uri, start: end, end, newText: ` if !{ ${test} }` }];
  if (condition.unless) return [{ uri, start: end, end, newText: ` or { ${test} }` }];
  const all = alternativesOf(line, condition);
  const first = all.findIndex((one) => !isAlone(one, test));
  const [opening, kept] = [all[0], all[first]];
  if (!opening || !kept) return [removeLine(line)];
  const textFor = (one: Alternative) => (isApart(one, exemption) ? '' : ` !{ ${test} }`);
  const head = { uri, start: opening.opener.end, end: kept.opener.end, newText: textFor(kept) };
  const others = all.slice(first + 1).map((one, i) => {
    const before = all[first + i] as Alternative;
    if (isAlone(one, test)) return { uri, start: before.last.end, end: one.last.end, newText: '' };
    return { uri, start: one.opener.end, end: one.opener.end, newText: textFor(one) };
  });
  return [head, ...others].filter(({ start, end: to, newText }) => to > start || newText !== '');
}

function alternativesOf(line: Line, { at, alternatives }: Condition): readonly Alternative[] {
  const words = line.directive.args.slice(at - 1);
  const openers = words.flatMap(({ value }, i) => (i === 0 || isOr(value) ? [i] : []));
  return openers.map((opener, i) => ({
    opener: words[opener] as Word,
    last: words[(openers[i + 1] ?? words.length) - 1] as Word,
    terms: alternatives[i] ?? [],
  }));
}

function isAlone({ terms }: Alternative, test: string): boolean {
  const [term, ...more] = terms;
  const [only] = term?.tests ?? [];
  if (!term || !only || more.length > 0 || term.negated || term.name !== '') return false;
  return [only.criterion, ...only.words].join(' ') === test;
}

/** True where an alternative asks for answers of another status than those that are spared. */
function isApart({ terms }: Alternative, { status }: Exemption): boolean {
  return (
    status !== undefined &&
    terms.some(({ negated, tests }) => {
      const parsed = tests.map(parseTest);
      return (
        !negated &&
        parsed.length > 0 &&
        parsed.every(
          ({ expression, method, operator, patterns, files }) =>
            expression === 'status' &&
            method === undefined &&
            files.length === 0 &&
            matchNumber(
              status,
              patterns.map(({ text }) => text),
              operator,
            ) === false,
        )
      );
    })
  );
}
