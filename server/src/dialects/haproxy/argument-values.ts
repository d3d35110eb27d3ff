import { wordTable } from '../../text/word-table.ts';
import type { ArgumentPlace, ValueDoc } from '../language.ts';
import { endpointPaths, header, identityHeaders, keyword } from '../suggested-values.ts';
import { fetchNames } from './checks/samples.ts';
import { actionNames, bindParameters, optionNames, serverParameters } from './checks/word-data.ts';
import { predefinedAcls } from './conditions.ts';
import {
  actions,
  criteria,
  headerData,
  listData,
  optionData,
  timeoutData,
} from './keyword-data.ts';

/** Values for an argument of a keyword. */
export function valuesFor({ directive, before, around }: ArgumentPlace): readonly ValueDoc[] {
  const index = before.length;
  const ofProcess = around.at(-1)?.name.value === 'global' ? OF_PROCESS.get(directive) : undefined;
  if (ofProcess) return index === 0 ? words(...ofProcess) : [];
  const last = before.at(-1) ?? '';
  if (isPathTest(testBefore(directive, before))) return [...endpointPaths(), ...closing(before)];
  if (isWithinTest(before))
    return /^!*\{$/.test(last) ? words(...criteria, ...fetchNames) : closing(before);
  if (/^(?:http|tcp)-(?:request|response|after-response)$/.test(directive))
    return ruleValues(directive, index, before);
  const own = lineValues(directive, index, before);
  if (own) return own;
  return CONDITIONAL.has(directive) && index > 0 ? conditionWords(before) : [];
}

/** Words of keywords that mean something else in the global section. */
const OF_PROCESS: ReadonlyMap<string, readonly string[]> = new Map([
  ['log', ['stdout', '127.0.0.1:514', '/dev/log']],
  ['stats', ['socket', 'timeout', 'maxconn']],
]);

function words(...texts: readonly string[]): readonly ValueDoc[] {
  return [...new Set(texts)].map((text) => keyword(text));
}

/** True within the braces of an anonymous acl. */
export function isWithinTest(before: readonly string[]): boolean {
  return before.findLastIndex((word) => /^!*\{$/.test(word)) > before.lastIndexOf('}');
}

function closing(before: readonly string[]): readonly ValueDoc[] {
  return isWithinTest(before) ? words('}', '-i', '-m', '-f') : words('-i', '-m', '-f');
}

/** The words of an acl or of a test in braces that stand before the cursor. */
function testBefore(directive: string, before: readonly string[]): readonly string[] {
  if (directive === 'acl') return before.slice(1);
  return isWithinTest(before)
    ? before.slice(before.findLastIndex((word) => /^!*\{$/.test(word)) + 1)
    : [];
}

function isPathTest([test = '']: readonly string[]): boolean {
  return /^path(?:_beg|_dir|_end|_sub)?$/.test(test);
}

/** Keywords whose lines may end in a condition. */
const CONDITIONAL = new Set(['use_backend', 'use-server', 'redirect', 'stick', 'monitor']);

/** After `if` or `unless` come acls and tests in braces; before that, the words themselves. */
function conditionWords(before: readonly string[]): readonly ValueDoc[] {
  const condition = before.some((word) => word === 'if' || word === 'unless');
  return condition ? words('{', '!{', 'or', ...predefinedAcls) : words('if', 'unless');
}

const HEADER_VALUES = wordTable<string>(headerData);

function ruleValues(
  directive: string,
  index: number,
  before: readonly string[],
): readonly ValueDoc[] {
  const named = directive.startsWith('http') ? directive : `${directive} ${before[0]}`;
  const known = actionNames[named];
  if (!known) return index === 0 ? words('connection', 'session', 'content', 'inspect-delay') : [];
  const at = directive.startsWith('http') ? index : index - 1;
  if (at === 0) return words(...actions.filter((action) => known.includes(action)), ...known);
  const action = before[index - at] ?? '';
  const condition = before.some((word) => word === 'if' || word === 'unless');
  if (at === 1 && action === 'redirect') return words(...(listData.redirect ?? []));
  if (at === 2 && action === 'redirect' && before.at(-1) === 'scheme') return words('https');
  const own = at === 1 ? ACTION_WORDS.get(action) : undefined;
  if (own) return words(...own, 'if', 'unless');
  if (at === 1 && /-header$/.test(action)) return identityHeaders.map(header);
  const value = HEADER_VALUES.get(before.at(-1)?.toLowerCase() ?? '');
  if (at === 2 && /^(?:set|add)-header$/.test(action))
    return value === undefined ? [] : [keyword(value, true)];
  if (at === 1 && !condition && NEEDS_ARGUMENT.test(action)) return [];
  return conditionWords(before);
}

/** Words of their own that actions may have. */
const ACTION_WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['return', ['status', 'content-type', 'string', 'file']],
  ['deny', ['deny_status', 'status']],
  ['wait-for-body', ['time']],
]);

/** Actions that take an argument before a condition. */
const NEEDS_ARGUMENT = /^(?:set-(?!var)|replace-|cache-|use-service|wait-for-body|capture|track-)/;

const LISTS = wordTable<readonly string[]>(listData);

/** Values of a keyword that has its own; undefined where only a condition may follow. */
function lineValues(
  directive: string,
  index: number,
  before: readonly string[],
): readonly ValueDoc[] | undefined {
  switch (directive) {
    case 'timeout':
      return index === 0 ? timeoutData.map(told) : durations(index, before[0] ?? '');
    case 'no':
      return index === 0 ? words('option') : optionValues(index - 1);
    case 'option':
      return optionValues(index);
    case 'mode':
      return index === 0 ? [keyword('http', true), keyword('tcp')] : [];
    case 'acl':
      if (index === 0) return [];
      return index === 1 ? words(...criteria, ...fetchNames) : words('-i', '-m', '-f');
    case 'server':
      if (index < 2) return index === 1 ? [keyword('stigman:54000', true)] : [];
      return parameters(SERVER_PARAMETERS, serverParameters, before);
    case 'default-server':
      return parameters(['check', 'inter'], serverParameters, before);
    case 'bind':
      return index === 0
        ? words('*:80', '*:443', '[::]:443')
        : parameters(['ssl', 'crt', 'ca-file', 'verify', 'alpn'], bindParameters, before);
    case 'frontend':
    case 'backend':
    case 'listen':
      return index === 1 ? words('from') : [];
    case 'default_backend':
      return [];
    default:
      return index === 0 ? words(...(LISTS.get(directive) ?? [])) : undefined;
  }
}

function optionValues(index: number): readonly ValueDoc[] {
  return index === 0 ? [...optionData.map(told), ...words(...optionNames)] : [];
}

function told([text, summary]: readonly [name: string, summary: string]): ValueDoc {
  return { ...keyword(text), summary };
}

function durations(index: number, which: string): readonly ValueDoc[] {
  if (index > 1) return [];
  const streaming = /^(?:server|tunnel)$/.test(which);
  return (streaming || which === 'client' ? ['1h', '5m', '30s'] : ['5s', '30s', '1m']).map(
    (text, i) => ({
      ...keyword(text, streaming && i === 0),
      kind: 'duration',
    }),
  );
}

/** Parameters of servers, the commonest first. */
const SERVER_PARAMETERS =
  'check inter ssl verify resolvers backup maxconn weight fall rise sni ca-file'.split(' ');
const PARAMETER_VALUES = wordTable<readonly string[]>({
  verify: ['none', 'optional', 'required'],
  inter: ['2s', '5s', '10s'],
  alpn: ['h2,http/1.1', 'http/1.1'],
  'ssl-min-ver': ['TLSv1.2', 'TLSv1.3'],
});

/** Parameters that are not there yet, those of `first` in front; after one that takes a value, its values. */
function parameters(
  first: readonly string[],
  { none, one }: { readonly none: readonly string[]; readonly one: readonly string[] },
  before: readonly string[],
): readonly ValueDoc[] {
  const last = before.at(-1) ?? '';
  if (one.includes(last) && before.length > 0) return words(...(PARAMETER_VALUES.get(last) ?? []));
  return words(...[...first, ...none, ...one].filter((word) => !before.includes(word)));
}
