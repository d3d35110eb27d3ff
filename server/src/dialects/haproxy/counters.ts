import { oncePer } from '../once.ts';
import { conditionOf } from './conditions.ts';
import type { Configuration, Line } from './configuration.ts';
import { linesWhere } from './lines-in-force.ts';

/** A rule or a test that raises or sets a counter; its name and that of the counter. */
const SETTING = /\bsc-(?:inc|set|add)-(gp[ct]\d?)\(|\b(?:sc\d?|src)_inc_(gpc\d?)\b/g;

const settingLines = linesWhere((words) => words.join(' ').search(SETTING) >= 0);

/** General purpose counters and tags that a configuration sets for clients that behave. */
export const setCounters = oncePer(
  (configuration: Configuration): ReadonlySet<string> =>
    new Set(
      configuration.proxies
        .flatMap(settingLines)
        .filter((line) => !isForAbuse(line))
        .flatMap((line) => [...line.words.join(' ').matchAll(SETTING)])
        .flatMap(([, byRule, byTest]) => byRule ?? byTest ?? []),
    ),
);

const MEASURED = /^(?:sc\d?|src)_\w+_(?:rate|cnt|cur)\b/;

/** True for a rule that applies only to who comes too often: each of its alternatives asks for a counter. */
function isForAbuse(line: Line): boolean {
  const condition = conditionOf(line);
  if (!condition || condition.unless) return false;
  return condition.alternatives.every((terms) =>
    terms.some(
      ({ negated, tests }) =>
        !negated &&
        tests.length > 0 &&
        tests.every(
          ({ criterion, words }) => MEASURED.test(criterion) && /^g[te]$/.test(words[0] ?? ''),
        ),
    ),
  );
}
