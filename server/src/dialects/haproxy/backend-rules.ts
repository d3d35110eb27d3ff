import { oncePer } from '../once.ts';
import { type Condition, conditionOf, type Term } from './conditions.ts';
import type { Line, Section } from './configuration.ts';
import type { Context } from './exchange.ts';
import { modeOf, oncePerTests, rulesOf } from './lines-in-force.ts';
import { judge, parseTest, type Test } from './tests.ts';

/** Requests whose rules a frontend keeps. */
const MOST_REQUESTS = 200;

/** Where the rules stand that a request leaves open, by its path and host: kept for all frontends of the same words. */
const openRules = oncePerTests((_frontend: Section) => new Map<string, readonly number[]>());

/**
 * The `use_backend` rules of a frontend that may apply to the request of a context, in order: those are left out whose
 * condition cannot hold for its path or its host, whatever else is asked.
 */
export function backendRules(frontend: Section, context: Context): readonly Line[] {
  const rules = rulesOf(frontend, 'use_backend');
  const address = addressOf(context);
  if (address === undefined || modeOf(frontend) !== 'http') return rules;
  const known = openRules(frontend);
  const key = `${rules.length} ${address}`;
  let open = known.get(key);
  if (!open) {
    open = stillOpen(rules, context);
    if (known.size >= MOST_REQUESTS) known.clear();
    known.set(key, open);
  }
  return open.length === rules.length ? rules : open.map((i) => rules[i] as Line);
}

/** Path and host of a request; undefined where one of them is not known. */
function addressOf({ request }: Context): string | undefined {
  const hosts = request.headers.named('host').map(({ value }) => value);
  if (request.path === undefined || hosts.includes(undefined)) return undefined;
  return [request.path, ...hosts].join(' ');
}

function stillOpen(rules: readonly Line[], context: Context): readonly number[] {
  return rules.flatMap((line, i) => {
    const condition = conditionOf(line);
    return condition && isRuledOut(condition, context) ? [] : [i];
  });
}

function isRuledOut({ unless, alternatives }: Condition, context: Context): boolean {
  return !unless && alternatives.every((terms) => terms.some((term) => cannotHold(term, context)));
}

function cannotHold({ negated, tests }: Term, context: Context): boolean {
  if (negated || tests.length === 0) return false;
  return tests.every((test) => readsAddress(test) && judge(test, context) === false);
}

/** True for a test of nothing but the path or the host. */
const readsAddress = oncePer((test: Test): boolean => {
  const { parsedExpression, files } = parseTest(test);
  const [call, converter] = parsedExpression?.calls ?? [];
  if (test.variable || files.length > 0 || !call || converter) return false;
  return call.name === 'path' || (call.name === 'hdr' && call.args[0]?.toLowerCase() === 'host');
});
