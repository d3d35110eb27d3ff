import { wordTable } from '../../../text/word-table.ts';
import type { HaproxyWording } from '../wording.ts';
import { type Complaint, complaint } from './complaint.ts';
import { sampleWordsOf } from './sample-words.ts';
import { converters, fetches } from './word-data.ts';

/** The arguments that each fetch takes, see `converters`. */
const fetchArguments = argumentsOf(fetches);

/** The arguments that each converter takes. */
export const converterArguments = argumentsOf(converters);

/** Sample fetches, and the criteria that stand for one with a matching method. */
export const fetchNames: readonly string[] = [...fetchArguments.keys()];

function argumentsOf(groups: typeof converters): ReadonlyMap<string, string> {
  return new Map(
    groups.flatMap(([args, names]) => names.split(' ').map((name) => [name, args] as const)),
  );
}

const NUMBER = /^[-+]?\d+$/;
/** What later versions read where 2.6 takes a number only. */
const VARIABLE = /^(?:proc|sess|txn|req|res|check)\./;

const UNREADABLE =
  'is no expression. Close its parentheses, and put two pairs of quotes around an argument that holds some';

/**
 * HAProxy: `missing arguments (got 1/2)`, `expected ')' before 'x'`, `failed to parse 'x' as type 'integer'`, of
 * fetches and converters; `invalid variable name 'x'. A variable name must be start by its scope` (measured on 2.6.12).
 */
export function sampleComplaints(wording: HaproxyWording): readonly Complaint[] {
  return sampleWordsOf(wording).flatMap(({ name, kind, args, word }) => {
    if (kind === 'broken') return [complaint(word, UNREADABLE)];
    const known = kind === 'converter' ? converterArguments : fetchArguments;
    const problem =
      problemWith(known.get(name), args) ??
      (kind === 'converter' ? undefined : problemWithFirst(name, args));
    return problem === undefined ? [] : [complaint(word, problem)];
  });
}

function problemWith(types: string | undefined, args: readonly string[]): string | undefined {
  if (types === undefined) return undefined;
  const needed = types.split('?')[0]?.length ?? 0;
  const all = types.replace('?', '');
  const given = args.length === 1 && args[0] === '' ? Math.min(1, needed) : args.length;
  if (given < needed) return `needs ${counted(needed)}. Add what is missing`;
  if (given > all.length) return `takes ${counted(all.length)}. Take out what is too much`;
  const wrong = args.find(
    (arg, i) =>
      all[i] === 'i' && (i < needed || arg !== '') && !NUMBER.test(arg) && !VARIABLE.test(arg),
  );
  return wrong === undefined ? undefined : `takes a number where ${wrong || 'nothing'} stands`;
}

function counted(count: number): string {
  return count === 1 ? 'one argument' : `${count || 'no'} arguments`;
}

/** What fetches take for their first argument. */
const FIRST = wordTable<readonly [legal: RegExp, advice: string]>({
  var: [VARIABLE, 'proc., sess., txn., req. or res. before the name of the variable'],
  bool: [/^(?:true|false|[01])$/i, 'true or false in its parentheses'],
  ipv4: [/^(?:\d+\.){3}\d+$/, 'an address in its parentheses'],
  ipv6: [/:/, 'an address in its parentheses'],
  http_auth: [/./, 'the name of a userlist in its parentheses'],
  http_auth_group: [/./, 'the name of a userlist in its parentheses'],
});

function problemWithFirst(name: string, [first = '']: readonly string[]): string | undefined {
  const form = FIRST.get(name);
  return form && !form[0].test(first) ? `needs ${form[1]}` : undefined;
}
