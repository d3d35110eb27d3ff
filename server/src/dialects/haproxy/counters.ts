import { oncePer } from '../once.ts';
import { conditionOf } from './conditions.ts';
import type { Configuration, Line } from './configuration.ts';
import { linesWhere } from './lines-in-force.ts';

/** A rule or a test that raises or sets a counter: what it does, and the name of the counter. */
const SETTING = /\bsc-(inc|set|add)-(gp[ct]\d?)\(|\b(?:sc\d?|src)_inc_(gpc\d?)\b/g;

const settingLines = linesWhere((words) => words.join(' ').search(SETTING) >= 0);

/** General purpose counters and tags that a configuration raises by one, or sets, for clients that behave. */
export const setCounters = oncePer(
  (configuration: Configuration): ReadonlyMap<string, 'raised' | 'set'> => {
    const found = new Map<string, 'raised' | 'set'>();
    const lines = configuration.proxies.flatMap(settingLines).filter((line) => !isForAbuse(line));
    for (const line of lines) {
      for (const [, action, byRule, byTest = ''] of line.words.join(' ').matchAll(SETTING)) {
        const name = byRule ?? byTest;
        const isSet = action === 'set' || action === 'add' || found.get(name) === 'set';
        found.set(name, isSet ? 'set' : 'raised');
      }
    }
    return found;
  },
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
