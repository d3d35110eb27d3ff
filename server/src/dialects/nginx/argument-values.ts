import { wordTable } from '../../text/word-table.ts';
import type { ArgumentPlace, ValueDoc } from '../language.ts';
import {
  endpointPaths,
  header,
  identityHeaders,
  keyword,
  RESPONSE_HEADERS,
} from '../suggested-values.ts';
import { directiveFacts } from './vocabulary.ts';

/** What STIG Manager needs, by directive. */
export const NEEDED = wordTable<string>({
  proxy_buffering: 'off',
  proxy_http_version: '1.1',
  proxy_read_timeout: '3600s',
  client_max_body_size: '100m',
  proxy_pass: 'http://stigman:54000/',
});

const HEADERS = ['Upgrade', 'Connection', 'Host', 'X-Real-IP', ...identityHeaders];
const HEADER_VALUES = wordTable<string>({
  upgrade: '$http_upgrade',
  connection: '"upgrade"',
  host: '$host',
  'x-real-ip': '$remote_addr',
  'x-forwarded-for': '$proxy_add_x_forwarded_for',
  'x-forwarded-proto': '$scheme',
  'x-forwarded-host': '$host',
  'x-forwarded-port': '$server_port',
  'ssl-client-cert': '$ssl_client_escaped_cert',
});

/** Values for an argument of a directive. */
export function valuesFor({ directive, before }: ArgumentPlace): readonly ValueDoc[] {
  const index = before.length;
  if (directive === 'location')
    return [
      ...(index === 0 ? ['=', '^~', '~', '~*'].map((m) => keyword(m)) : []),
      ...endpointPaths(),
    ];
  if (directive === 'proxy_set_header') return headerValues(index, before[0] ?? '');
  if (/^proxy_(pass|hide|ignore)_header/.test(directive))
    return [header('X-Accel-Buffering'), header('Cache-Control'), header('Set-Cookie')];
  const needed = index === 0 ? NEEDED.get(directive) : undefined;
  const forms = (directiveFacts().get(directive) ?? [])
    .flatMap((fact) => fact.syntax)
    .filter((form) => index === 0 || takesMoreThan(form, index));
  const parts = index === 0 ? forms.flatMap(beginningsOf) : forms;
  const literals = [
    ...(LISTS.get(`${directive} ${index}`) ?? []),
    ...parts.flatMap(literalsOf),
  ].filter((text) => !before.includes(text));
  return [
    ...(needed ? [keyword(needed, true)] : []),
    ...literals.filter((text) => text !== needed).map((text) => keyword(text)),
    ...(index === 0 ? forms.flatMap(measuresOf) : []),
  ];
}

/** What the forms of the reference do not list, by directive and index. */
const LISTS = wordTable<readonly string[]>({
  'listen 0': ['80', '443 ssl', '[::]:80', '[::]:443 ssl'],
  'return 0': ['200', '204', '301', '302', '307', '308', '403', '404', '444'],
  'error_page 0': ['404', '500', '502', '503', '504'],
  'error_log 1': ['warn', 'error', 'crit', 'notice', 'info', 'debug'],
  'use 0': ['epoll', 'kqueue', 'poll', 'select'],
  'rewrite 2': ['last', 'break', 'redirect', 'permanent'],
  'access_log 1': ['combined'],
  'server 1': ['weight=', 'max_fails=', 'fail_timeout=', 'max_conns=', 'backup', 'down'],
  'map 0': ['$http_upgrade', '$host', '$uri', '$request_uri', '$remote_addr', '$args'],
  'add_header 0': RESPONSE_HEADERS,
});

/** The parts of a documented form with which its arguments may begin: up to the first that must be there. */
function beginningsOf(form: string): readonly string[] {
  const found: string[] = [];
  let open = true;
  for (const piece of form.match(/\[[^\]]*\]|\S+/g) ?? []) {
    if (open && piece !== '|') found.push(piece);
    open = piece === '|' || (open && piece.startsWith('['));
  }
  return found;
}

/** True where a documented form has room for more words than `count`. */
function takesMoreThan(form: string, count: number): boolean {
  return form.includes('...') || form.replaceAll(/\s*\|\s*/g, '|').split(/\s+/).length > count;
}

/** Usual values of a form that is a time or a size and nothing else: they show the units. */
function measuresOf(form: string): readonly ValueDoc[] {
  if (/^\*`time`\*/.test(form))
    return ['5s', '60s', '5m', '1h'].map((text) => ({ text, summary: '', kind: 'duration' }));
  if (/^\*`size`\*/.test(form))
    return ['8k', '128k', '1m', '100m'].map((text) => ({ text, summary: '', kind: 'size' }));
  return [];
}

function headerValues(index: number, name: string): readonly ValueDoc[] {
  if (index === 0) return HEADERS.map(header);
  const wanted = HEADER_VALUES.get(name.toLowerCase());
  return wanted === undefined ? [] : [keyword(wanted, true)];
}

/** Words that stand literally in a documented form: "`on` | `off`"; what needs a value up to it: "`zone`=*`name`*". */
function literalsOf(form: string): readonly string[] {
  const literal = form.replaceAll(/\*`[^`]*`\*/g, '').replaceAll(/=(`\w+`)\|[^\]\s]*/g, '=$1');
  return [...literal.matchAll(/`([\w.:/=-]+)`(?:(=)(?:`(\w+)`)?)?/g)].map((match) =>
    match.slice(1).join(''),
  );
}
