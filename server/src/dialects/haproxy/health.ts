import { compilePattern } from '../../text/pattern.ts';
import { oncePer } from '../once.ts';
import type { Line, Section } from './configuration.ts';
import { lineage, rulesOf, starts } from './lines-in-force.ts';

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

/** Paths on which STIG Manager answers 200 to anybody who asks with GET: its liveness and its readiness. */
const HEALTHY_PATHS: ReadonlySet<string> = new Set(['/api/op/state', '/api/op/configuration']);

/** Words by which a check goes elsewhere than the requests, or in another protocol. */
const OTHER_CHECK = /^(addr|agent-check|check-ssl|check-send-proxy|check-proto|check-via-socks4)$/;

/**
 * True where STIG Manager surely passes the check of its server, or has none. A server that fails its first check is
 * out at once (measured on 2.6.12).
 */
export function passesCheck(server: Line): boolean {
  const words = serverWords(server);
  if (!words.includes('check') || words.includes('no-check')) return !words.includes('agent-check');
  if (words.some((word) => OTHER_CHECK.test(word))) return false;
  const port = words.includes('port') ? words[words.lastIndexOf('port') + 1] : undefined;
  const samePort = port === undefined || server.words[2]?.endsWith(`:${port}`) === true;
  return samePort && isEasy(server.proxy);
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
  if (asked.method !== 'GET' || !HEALTHY_PATHS.has(asked.uri)) return false;
  return rules.every(takesSuccess);
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

/** True for a rule of a check that an answer of 200 over the server's own connection passes. */
function takesSuccess(line: Line): boolean {
  const [, kind, what, pattern = ''] = line.words;
  if (kind !== 'expect') return kind !== 'connect';
  if (what === 'status') return pattern.split(',').some(holdsSuccess);
  return what === 'rstatus' && compilePattern(pattern)?.exec('200') !== undefined;
}

function holdsSuccess(range: string): boolean {
  const [low, high = low] = range.split('-');
  return Number(low) <= 200 && Number(high) >= 200;
}
