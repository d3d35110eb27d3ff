import { compilePattern } from '../../text/pattern.ts';
import { oncePer } from '../once.ts';
import { type Line, lineage, rulesOf, type Section, starts } from './configuration.ts';

/** Options that say what a check asks for; the last of them counts. */
const CHECK_OPTIONS: ReadonlySet<string> = new Set([
  'httpchk',
  'tcp-check',
  'ssl-hello-chk',
  'mysql-check',
  'pgsql-check',
  'redis-check',
  'ldap-check',
  'smtpchk',
  'spop-check',
  'external-check',
]);

/** Paths on which STIG Manager answers 200 to anybody (its API's liveness, configuration and definition; the web app). */
const HEALTHY_PATHS: ReadonlySet<string> = new Set([
  '/',
  '/api/op/state',
  '/api/op/configuration',
  '/api/op/definition',
]);

/** Words by which a check goes elsewhere than the requests, or in another protocol. */
const OTHER_CHECK =
  /^(addr|agent-check|check-ssl|check-send-proxy|check-proto|check-via-socks4|observe)$/;

/**
 * True where STIG Manager surely passes the check of its server, or has none. A server that fails its first check is
 * out at once (measured on 2.6.12).
 */
export function passesCheck(server: Line): boolean {
  const words = serverWords(server);
  if (!words.includes('check') || words.includes('no-check')) return !words.includes('agent-check');
  if (words.some((word) => OTHER_CHECK.test(word)) || words.includes('port')) return false;
  return isEasy(server.proxy);
}

/** The words of a server with those of the `default-server` lines before it. */
export function serverWords(server: Line): readonly string[] {
  const defaults = rulesOf(server.proxy, 'default-server').filter(
    (line) => line.proxy !== server.proxy || line.directive.start < server.directive.start,
  );
  return [...defaults.flatMap(({ words }) => words.slice(1)), ...server.words.slice(3)];
}

/** True for a check that STIG Manager surely passes: a connection, or a GET of a path that answers 200. */
const isEasy = oncePer((backend: Section): boolean => {
  const option = lineage(backend)
    .map((section) => section.lines.findLast(isCheckOption))
    .find((line) => line !== undefined);
  if (!option) return true;
  if (option.words[1] === 'tcp-check') return isPlain(backend);
  return option.words[1] === 'httpchk' && isHealthy(option, backend);
});

function isCheckOption(line: Line): boolean {
  return starts(line, 'option') && CHECK_OPTIONS.has(line.words[1] ?? '');
}

/** A `tcp-check` that only connects. */
function isPlain(backend: Section): boolean {
  return rulesOf(backend, 'tcp-check').every(({ words }) => words.length <= 2);
}

function isHealthy(option: Line, backend: Section): boolean {
  const rules = rulesOf(backend, 'http-check');
  const asked = askedBy(option, rules);
  if (asked.method !== 'GET' && asked.method !== 'HEAD') return false;
  if (!HEALTHY_PATHS.has(asked.uri.split('?')[0] ?? '')) return false;
  return rules.every((line) => starts(line, 'http-check', 'send') || expectsSuccess(line));
}

/** `option httpchk [METHOD] URI`, or what an `http-check send` says. */
function askedBy(
  option: Line,
  rules: readonly Line[],
): { readonly method: string; readonly uri: string } {
  const [first = '/', second] = option.words.slice(2);
  const written = second === undefined ? { method: 'OPTIONS', uri: first } : undefined;
  const send = rules.find((line) => starts(line, 'http-check', 'send'))?.words ?? [];
  const after = (keyword: string) =>
    send.includes(keyword) ? send[send.indexOf(keyword) + 1] : undefined;
  return {
    method: after('meth') ?? written?.method ?? first,
    uri: after('uri') ?? written?.uri ?? second ?? '/',
  };
}

function expectsSuccess(line: Line): boolean {
  const [, kind, ...rest] = line.words;
  if (kind !== 'expect') return false;
  const [what, pattern = ''] = rest;
  if (what === 'status') return pattern.split(',').some(takesSuccess);
  return what === 'rstatus' && compilePattern(pattern)?.exec('200') !== undefined;
}

function takesSuccess(range: string): boolean {
  const [low, high = low] = range.split('-');
  return Number(low) <= 200 && Number(high) >= 200;
}
