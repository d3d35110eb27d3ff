import * as l10n from '@vscode/l10n';
import { wordTable } from '../../../text/word-table.ts';
import type { HaproxyWording } from '../wording.ts';
import { type Complaint, complaint, type Sentence } from './complaint.ts';
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

function isUnreadable(named: string): string {
  return l10n.t`${named} is no expression. Close its parentheses, and put two pairs of quotes around an argument that holds some; HAProxy refuses the file.`;
}

/**
 * HAProxy: `missing arguments (got 1/2)`, `expected ')' before 'x'`, `failed to parse 'x' as type 'integer'`, of
 * fetches and converters; `invalid variable name 'x'. A variable name must be start by its scope` (measured on 2.6.12).
 */
export function sampleComplaints(wording: HaproxyWording): readonly Complaint[] {
  return sampleWordsOf(wording).flatMap(({ name, kind, args, word }) => {
    if (kind === 'broken') return [complaint(word, isUnreadable)];
    const known = kind === 'converter' ? converterArguments : fetchArguments;
    const problem =
      problemWith(known.get(name), args) ??
      (kind === 'converter' ? undefined : problemWithFirst(name, args));
    return problem === undefined ? [] : [complaint(word, problem)];
  });
}

function problemWith(types: string | undefined, args: readonly string[]): Sentence | undefined {
  if (types === undefined) return undefined;
  const needed = types.split('?')[0]?.length ?? 0;
  const all = types.replace('?', '');
  const given = args.length === 1 && args[0] === '' ? Math.min(1, needed) : args.length;
  if (given < needed)
    return (named) =>
      l10n.t`${named} needs ${counted(needed)}. Add what is missing; HAProxy refuses the file.`;
  if (given > all.length)
    return (named) =>
      l10n.t`${named} takes ${counted(all.length)}. Take out what is too much; HAProxy refuses the file.`;
  const wrong = args.find(
    (arg, i) =>
      all[i] === 'i' && (i < needed || arg !== '') && !NUMBER.test(arg) && !VARIABLE.test(arg),
  );
  if (wrong === undefined) return undefined;
  return (named) =>
    l10n.t`${named} takes a number where ${wrong || l10n.t('nothing')} stands; HAProxy refuses the file.`;
}

function counted(count: number): string {
  if (count === 0) return l10n.t('no arguments');
  return count === 1 ? l10n.t('one argument') : l10n.t`${count} arguments`;
}

export function scopeBeforeName(): string {
  return l10n.t('proc., sess., txn., req. or res. before the name of the variable');
}

const anAddress = () => l10n.t('an address in its parentheses');
const aUserlist = () => l10n.t('the name of a userlist in its parentheses');

/** What fetches take for their first argument. */
const FIRST = wordTable<readonly [legal: RegExp, advice: () => string]>({
  var: [VARIABLE, scopeBeforeName],
  bool: [/^(?:true|false|[01])$/i, () => l10n.t('true or false in its parentheses')],
  ipv4: [/^(?:\d+\.){3}\d+$/, anAddress],
  ipv6: [/:/, anAddress],
  http_auth: [/./, aUserlist],
  http_auth_group: [/./, aUserlist],
});

function problemWithFirst(name: string, [first = '']: readonly string[]): Sentence | undefined {
  const form = FIRST.get(name);
  if (!form || form[0].test(first)) return undefined;
  return (named) => l10n.t`${named} needs ${form[1]()}; HAProxy refuses the file.`;
}
