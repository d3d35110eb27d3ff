import type { HaproxyWording } from '../wording.ts';
import { type Complaint, complaint } from './complaint.ts';
import { sampleWordsOf } from './sample-words.ts';
import { converters } from './word-data.ts';

/** The arguments that each converter takes, see `converters`. */
export const CONVERTERS: ReadonlyMap<string, string> = new Map(
  converters.flatMap(([args, names]) => names.split(' ').map((name) => [name, args] as const)),
);

const NUMBER = /^[-+]?\d+$/;
/** What later versions read where 2.6 takes a number only. */
const VARIABLE = /^(?:proc|sess|txn|req|res|check)\./;

/**
 * HAProxy: `missing arguments (got 1/2)`, `expected ')' before 'x'`, `failed to parse 'x' as type 'integer'`, of
 * converters; `invalid variable name 'x'. A variable name must be start by its scope` (measured on 2.6.12).
 */
export function sampleComplaints(wording: HaproxyWording): readonly Complaint[] {
  return sampleWordsOf(wording).flatMap(({ name, kind, args, word }) => {
    const problem = kind === 'converter' ? problemWith(name, args) : problemWithFetch(name, args);
    return problem === undefined ? [] : [complaint(word, problem)];
  });
}

function problemWith(name: string, args: readonly string[]): string | undefined {
  const types = CONVERTERS.get(name);
  if (types === undefined) return undefined;
  const needed = types.split('?')[0]?.length ?? 0;
  const all = types.replace('?', '');
  const given = args.length === 1 && args[0] === '' ? Math.min(1, needed) : args.length;
  if (given < needed) return `needs ${needed} arguments. Add what is missing`;
  if (given > all.length) return `takes ${all.length || 'no'} arguments. Take out what is too much`;
  const wrong = args.find(
    (arg, i) =>
      all[i] === 'i' && (i < needed || arg !== '') && !NUMBER.test(arg) && !VARIABLE.test(arg),
  );
  return wrong === undefined ? undefined : `takes a number where ${wrong || 'nothing'} stands`;
}

function problemWithFetch(name: string, [variable = '']: readonly string[]): string | undefined {
  if (name !== 'var' || VARIABLE.test(variable)) return undefined;
  return 'needs proc., sess., txn., req. or res. before the name of the variable';
}
