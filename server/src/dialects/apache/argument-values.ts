import { wordTable } from '../../text/word-table.ts';
import type { ArgumentPlace, ValueDoc } from '../language.ts';
import {
  endpointPaths,
  header,
  identityHeaders,
  keyword,
  RESPONSE_HEADERS,
} from '../suggested-values.ts';
import { ACTIONS, RESPONSE_ACTIONS } from './checks/header-actions.ts';
import { documentationOf } from './documentation.ts';

/** A directive or section by its name in lower case, without the bracket. */
export function nameOf(directive: string): string {
  return directive.replace(/^</, '').toLowerCase();
}

/** True for a directive with the target of a mapping. */
export function isMapping(name: string): boolean {
  return /^(?:proxypass(?:match|reverse)?|balancermember)$/.test(name);
}

/** True where a mapping's target is being typed: behind the path, or first in a section that has it. */
export function isTarget({ directive, before, around }: ArgumentPlace): boolean {
  const section = nameOf(around.at(-1)?.name.value ?? '');
  const inSection = /^(?:location|proxy)(?:match)?$/.test(section);
  const bare = inSection || nameOf(directive) === 'balancermember';
  return before.length === (bare ? 0 : 1);
}

const PARAMETERS: readonly ValueDoc[] = [
  keyword('flushpackets=on', true),
  keyword('timeout=3600', true),
  keyword('upgrade=websocket', true),
  ...[
    'connectiontimeout=',
    'keepalive=on',
    'retry=',
    'disablereuse=on',
    'enablereuse=on',
    'nocanon',
    'ping=',
  ].map((text) => keyword(text)),
];
/** Words that the forms of the manual do not list, by directive; with the index of the argument where it is not 0. */
const LISTS = wordTable<readonly string[]>({
  errorlog: ['${APACHE_LOG_DIR}/error.log', 'logs/error_log'],
  customlog: ['${APACHE_LOG_DIR}/access.log', 'logs/access_log'],
  'customlog 1': ['combined', 'common'],
  'rewritecond 1': ['websocket', '=websocket', 'on', 'off'],
  'rewritecond 2': ['[NC]', '[OR]', '[NC,OR]'],
  sslverifyclient: ['none', 'optional', 'require', 'optional_no_ca'],
  sslprotocol: ['all', '-SSLv3', '-TLSv1', '-TLSv1.1', '+TLSv1.2', '+TLSv1.3'],
  options: ['None', 'All', 'ExecCGI', 'FollowSymLinks', 'Includes', 'Indexes', 'MultiViews'],
  loglevel: ['emerg', 'alert', 'crit', 'error', 'warn', 'notice', 'info', 'debug', 'trace1'],
  require: [
    'all granted',
    'all denied',
    'ip',
    'host',
    'local',
    'expr',
    'valid-user',
    'user',
    'group',
  ],
  'require 1': ['granted', 'denied'],
  order: ['Allow,Deny', 'Deny,Allow'],
  protocols: ['h2', 'http/1.1'],
  rewritecond: ['%{HTTP:Upgrade}', '%{HTTP:Connection}', '%{REQUEST_URI}', '%{HTTPS}'],
  redirect: ['permanent', 'temp', 'seeother', 'gone'],
  errordocument: ['404', '403', '500', '502', '503'],
  virtualhost: ['*:80', '*:443'],
  listen: ['80', '443'],
  proxy: ['balancer://', 'http://'],
});

/** Values for an argument of a directive or section. */
export function valuesFor(place: ArgumentPlace): readonly ValueDoc[] {
  const { directive, before } = place;
  const index = before.length;
  const name = nameOf(directive);
  if (isMapping(name)) return mappingValues(place);
  if (name === 'location') return endpointPaths();
  if (name === 'requestheader') return headerValues(index, before, ACTIONS);
  if (name === 'header') return responseHeaderValues(before);
  if (name === 'proxytimeout' || name === 'timeout')
    return [keyword(name === 'timeout' ? '300' : '3600', name !== 'timeout')];
  if (name === 'rewriterule' && index === 2)
    return ['[P]', '[L]', '[R=301,L]', '[P,L]'].map((text) => keyword(text));
  if (name === 'require' && index > 0 && before[0]?.toLowerCase() !== 'all') return [];
  const listed = LISTS.get(
    index === 0 || /^(?:options|sslprotocol|protocols)$/.test(name) ? name : `${name} ${index}`,
  );
  return (listed ?? alternatives(directive, index))
    .filter((text) => !before.includes(text))
    .map((text) => keyword(text));
}

/** A word of a form that stands for itself. */
const WORD = /^(?:[A-Z][\w-]*|on|off|none|default|all|optional|extended|unlimited)$/;

/** The words among which a form of the manual lets an argument choose: `On|Off|NoDecode`. */
function alternatives(directive: string, index: number): readonly string[] {
  const { syntax } = documentationOf(nameOf(directive));
  return syntax
    .map(
      (form) =>
        form
          .replaceAll(/\s*\|\s*/g, '|')
          .split(/\s+/)
          [index]?.split('|') ?? [],
    )
    .flatMap((words) => (words.length > 1 ? words : []))
    .map((word) => word.replace(/^\[|\]$/g, ''))
    .filter((word) => WORD.test(word))
    .map((word) => word.replace(/^o(?=n$|ff$)/, 'O'));
}

const TARGET = 'http://stigman:54000/';

/** The targets that the mappings of the same path around a place go to. */
function reversedTargets({ before, around }: ArgumentPlace): readonly ValueDoc[] {
  const beside = around.at(-1)?.block?.directives ?? [];
  const targets = beside
    .filter(({ name, args }) => nameOf(name.value) === 'proxypass' && args.length > before.length)
    .filter(({ args }) => before.length === 0 || args[0]?.value === before[0])
    .map(({ args }) => args[before.length]?.value ?? '')
    .filter((target) => target !== '!');
  return targets.length > 0
    ? targets.map((target) => keyword(target, true))
    : [keyword(TARGET, true)];
}

/** A mapping has a path, which a section around has in its place, a target and, unless it is one back, parameters. */
function mappingValues(place: ArgumentPlace): readonly ValueDoc[] {
  const { directive, before } = place;
  const back = nameOf(directive) === 'proxypassreverse';
  if (isTarget(place) && back) return reversedTargets(place);
  if (isTarget(place)) return [keyword(TARGET, true), keyword('!')];
  if (before.length === 0) return endpointPaths();
  if (back) return [];
  const given = new Set(before.map((word) => word.split('=')[0]?.toLowerCase()));
  return PARAMETERS.filter(({ text }) => !given.has(text.split('=')[0]));
}

const HEADER_VALUES: ReadonlyMap<string, string> = new Map([
  ['x-forwarded-proto', '"https"'],
  ['x-forwarded-port', '"443"'],
]);

/** An action, which a condition may stand before, and the header. */
function responseHeaderValues(before: readonly string[]): readonly ValueDoc[] {
  const conditional = /^(?:always|onsuccess)$/i.test(before[0] ?? '');
  const index = before.length - (conditional ? 1 : 0);
  if (index === 1) return RESPONSE_HEADERS.map(header);
  const conditions = conditional ? [] : [keyword('always')];
  return index === 0 ? [...conditions, ...headerValues(0, before, RESPONSE_ACTIONS)] : [];
}

function headerValues(
  index: number,
  before: readonly string[],
  actions: readonly string[],
): readonly ValueDoc[] {
  if (index === 0) return [...new Set(['set', 'unset', ...actions])].map((text) => keyword(text));
  if (index === 1) return identityHeaders.map(header);
  const value = HEADER_VALUES.get(before[1]?.toLowerCase() ?? '');
  return value === undefined ? [] : [keyword(value, true)];
}
