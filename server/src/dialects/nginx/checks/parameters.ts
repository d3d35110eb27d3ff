import * as l10n from '@vscode/l10n';
import { isBrokenIpv4 } from '../../../text/address.ts';
import { wordTable } from '../../../text/word-table.ts';
import { isTime } from '../measures.ts';
import { quoted } from '../quoted.ts';
import { faultAtArgument } from './fault.ts';
import { type DirectiveCheck, hasPlaceholder } from './site.ts';
import type { Kind } from './sorting.ts';

/** The index of an argument that nginx does not take, and what it should be. */
type Complaint = readonly [index: number, advice: string] | undefined;

/** What an argument should be, as the end of a sentence; made when it is told. */
type Advice = () => string;

/**
 * nginx: `invalid parameter "x"`, `invalid return code "x"`, `invalid port in "x" of the "listen" directive`, `invalid
 * location modifier "x"`, `invalid condition "x"` and their kin (measured on 1.22).
 */
export const invalidParameter: DirectiveCheck = (kind) => {
  const read = kind.facts.length === 0 ? undefined : READERS.get(kind.name);
  if (!read) return undefined;
  return (entry) => {
    const complaint = read(entry.args, kind);
    if (!complaint || hasPlaceholder(entry)) return undefined;
    const [index, advice] = complaint;
    const given = quoted(entry.args[index] ?? '');
    const message = l10n.t`${quoted(entry.name)} does not take ${given} here, and nginx refuses the file. Write ${advice}.`;
    return faultAtArgument(entry, index, { code: 'invalid-value', message });
  };
};

type Reader = (args: readonly string[], kind: Kind) => Complaint;

const LISTEN =
  /^(?:default|default_server|bind|deferred|reuseport|ssl|http2|spdy|quic|proxy_protocol|udp|multipath|(?:setfib|fastopen|backlog|rcvbuf|sndbuf|accept_filter|so_keepalive)=.*|ipv6only=o(?:n|ff))$/;
const MEMBER =
  /^(?:backup|down|resolve|drain|weight=0*[1-9]\d*|(?:max_conns|max_fails)=\d+|(?:fail_timeout|slow_start)=[\dyMwdhms ]+|(?:route|service)=.*)$/;

/** Variables of nginx itself that cannot be set (measured). */
const FIXED =
  /^\$(?:body_bytes_sent|connection_\w+|content_(?:length|type)|document_(?:root|uri)|uri|host|https|is_args|pipe|query_string|realpath_root|remote_\w+|request(?:_body|_body_file|_completion|_filename|_id|_length|_method|_time|_uri)?|scheme|server_(?:name|protocol|addr|port)|fastcgi_(?:script_name|path_info)|gzip_ratio|proxy_add_x_forwarded_for|upstream_(?:cache_status|status|addr))$/i;

const BUFFERS = all(
  0,
  (arg, i) => (i === 0 ? /^\d+$/ : /^\d+[kmg]?$/i).test(arg),
  () => l10n.t('a number of buffers and their size'),
);

/** nginx: `invalid variable name "x"`. */
const DEFINES = (args: readonly string[]): Complaint => {
  const index = args.length - 1;
  return /^\$./.test(args[index] ?? '$x')
    ? undefined
    : [index, l10n.t('a variable, such as $name')];
};

/** nginx: `invalid port in upstream "x"`, `host not found in upstream "x"`. */
const PASSES: Reader = ([target = '']) =>
  target.includes('$') ? undefined : hostComplaint(target.replace(/^\w+:\/\/|[/?#].*/g, ''));

/** nginx: `invalid time value "x"`, `invalid status "x"`; `any` alone is no time, and variables are not read. */
const CACHE_TIME: Reader = (args) => {
  const last = args.length - 1;
  if (!isTime(args[last] ?? '')) return [last, l10n.t('a time at the end')];
  const isStatus = (arg: string) => arg === 'any' || /^0*[1-5]\d\d$/.test(arg);
  return complaintOf(args.slice(0, -1), 0, isStatus, () =>
    l10n.t('statuses from 100 to 599, or any'),
  );
};

/** nginx: `invalid value "x"`, `invalid method "x"`: each word one of several, in any case. */
function allOf(words: string): Reader {
  const known = words.split(' ');
  return all(
    0,
    (arg) => known.includes(arg.toLowerCase()),
    () => l10n.t`one of ${known.join(', ')}`,
  );
}

const IGNORED_HEADERS = allOf(
  'x-accel-redirect x-accel-expires x-accel-limit-rate x-accel-buffering x-accel-charset expires cache-control set-cookie vary',
);

const ALWAYS = only(2, /^always$/, () => l10n.t('"always" or nothing'));
const ZONE_SIZE = /^zone=[^:]+:\d+[km]?$/i;
const CACHE_PATH =
  /^(?:keys_zone=[^:]+:\d+[km]?|levels=[12](?::[12]){0,2}|use_temp_path=o(?:n|ff)|(?:inactive|max_size|min_free|(?:loader|manager|purger)(?:_\w+)?)=.+)$/i;

const READERS = wordTable<Reader>({
  ...inFamilies('proxy fastcgi uwsgi scgi gzip output large_client_header', 'buffers', BUFFERS),
  ...inFamilies(
    'proxy fastcgi uwsgi scgi',
    'cache_path',
    all(
      1,
      (arg) => CACHE_PATH.test(arg),
      () => l10n.t('parameters of a cache'),
    ),
  ),
  ...inFamilies('fastcgi uwsgi scgi grpc memcached', 'pass', PASSES),
  ...inFamilies('proxy fastcgi uwsgi scgi grpc', 'ignore_headers', IGNORED_HEADERS),
  ...inFamilies('proxy fastcgi uwsgi scgi', 'cache_valid', CACHE_TIME),
  ...inFamilies(
    'fastcgi uwsgi scgi',
    'param',
    only(2, /^if_not_empty$/, () => l10n.t('"if_not_empty" or nothing')),
  ),
  limit_except: allOf(
    'get head post put delete mkcol copy move options propfind proppatch lock unlock patch',
  ),
  dav_methods: allOf('off put delete mkcol copy move'),
  map: DEFINES,
  geo: DEFINES,
  split_clients: DEFINES,
  auth_request_set: ([name = '']) => DEFINES([name]),
  set: ([name = '']) =>
    FIXED.test(name)
      ? [0, l10n.t('another variable, since nginx itself gives this one a value')]
      : DEFINES([name]),
  limit_req_zone: all(
    1,
    (arg) => (/^rate=/.test(arg) ? /^rate=0*[1-9]\d*(?:r\/[sm])?$/ : ZONE_SIZE).test(arg),
    () => l10n.t('zone=name:size and rate=1r/s'),
  ),
  limit_conn_zone: only(1, ZONE_SIZE, () => 'zone=name:size'),
  open_file_cache: all(
    0,
    (arg) => /^(?:off|max=[1-9]\d*|inactive=.+)$/.test(arg),
    () => l10n.t('max= and inactive=, or off'),
  ),
  proxy_redirect: ([first = '', second]) =>
    second !== undefined || /^(?:off|default)$/.test(first)
      ? undefined
      : [0, l10n.t('off, default or two addresses')],
  resolver: all(0, (arg) => !isNoHost(arg.replace(/:\d+$/, '')), fourNumbers),
  worker_processes: only(0, /^(?:\d+|auto)$/, () => l10n.t('a number or auto')),
  add_header: ALWAYS,
  add_trailer: ALWAYS,
  rewrite: only(2, /^(?:last|break|redirect|permanent)$/, () =>
    l10n.t('last, break, redirect or permanent'),
  ),
  disable_symlinks: only(0, /^(?:on|off|if_not_owner)$|\$/, () =>
    l10n.t('on, off or if_not_owner'),
  ),
  ssl_protocols: all(
    0,
    (arg) => /^(?:SSLv[23]|TLSv1(?:\.[1-3])?)$/i.test(arg),
    () => l10n.t('protocols such as TLSv1.2 TLSv1.3'),
  ),
  keepalive_timeout: all(0, isTime, () => l10n.t('a time')),
  location: (args) =>
    args.length === 2 && !/^(?:=|~\*?|\^~)$/.test(args[0] ?? '')
      ? [0, l10n.t('=, ~, ~* or ^~ before the path')]
      : undefined,
  expires: (args) => {
    const index = args[0] === 'modified' ? 1 : 0;
    const value = args[index] ?? '';
    const legal = /^(?:epoch|max|off)$|\$/.test(value) || isTime(value.replace(/^[-+@]/, ''));
    return legal || value === '' ? undefined : [index, l10n.t('a time, epoch, max or off')];
  },
  error_page: (args) =>
    complaintOf(
      args.slice(0, -1),
      0,
      (arg, i) =>
        (i === args.length - 2 && /^=\d*$/.test(arg)) ||
        (/^\d+$/.test(arg) && Number(arg) >= 300 && Number(arg) <= 599),
      () => l10n.t('statuses from 300 to 599'),
    ),
  try_files: (args) => {
    const last = args.at(-1) ?? '';
    const legal = !last.startsWith('=') || /^=0*\d{1,3}$/.test(last);
    return legal ? undefined : [args.length - 1, l10n.t('= and a status')];
  },
  return: (args, { facts }) => {
    const ofHttp = facts.every(({ module }) => module.startsWith('ngx_http_'));
    const [first = ''] = args;
    if (/^0*\d{1,3}$/.test(first) || !(ofHttp || args.length === 2)) return undefined;
    if (args.length === 1 && /^(?:https?:\/\/|\$scheme)/.test(first)) return undefined;
    return [0, l10n.t('a status of three digits before it')];
  },
  listen: (args) => {
    const [address = ''] = args;
    const [, port] = /^(?:unix:.*|(?:(?:\[[^\]]*\]|[^:]+):)?(\d+))$/.exec(address) ?? [];
    const strange = /^(?:\[[^\]]*\]|[\d.]+|\*):(?!\d+(?:-\d+)?$)/.test(address);
    if (strange || (port !== undefined && (Number(port) < 1 || Number(port) > 65535)))
      return [0, aPort()];
    if (address.includes('.') && isNoHost(address.replace(/:\d+$/, ''))) return [0, fourNumbers()];
    return complaintOf(
      args,
      1,
      (arg) => LISTEN.test(arg),
      () => l10n.t('parameters of listen only'),
    );
  },
  server: (args, { context }) =>
    context.kinds[0] === 'upstream'
      ? (hostComplaint(args[0] ?? '') ??
        complaintOf(
          args,
          1,
          (arg) => MEMBER.test(arg),
          () => l10n.t('parameters of a server only, such as weight=2'),
        ))
      : undefined,
  if: conditionComplaint,
  error_log: only(1, /^(?:debug(?:_\w+)?|info|notice|warn|error|crit|alert|emerg)$/, () =>
    l10n.t('a level such as warn'),
  ),
  proxy_pass: ([target = ''], { context }) =>
    /^(?:location|if|limit_except)/.test(context.kinds[0] ?? '') && !target.includes('$')
      ? targetComplaint(target)
      : undefined,
  allow: clientComplaint,
  deny: clientComplaint,
});

/** nginx: `invalid URL prefix`, `no host in upstream`, `invalid port in upstream "x"`. */
function targetComplaint(target: string): Complaint {
  const host = /^https?:\/\/([^/?#]*)/i.exec(target)?.[1];
  if (host === undefined) return [0, l10n.t('http:// or https:// before it')];
  if (host === '') return [0, l10n.t('a host behind it')];
  return hostComplaint(host);
}

/** nginx: `invalid port in upstream "x"`, and `host not found in upstream "x"` of numbers that are no address. */
function hostComplaint(host: string): Complaint {
  if (/^unix:|\$/i.test(host)) return undefined;
  if (isNoHost(host.replace(/:.*/, ''))) return [0, fourNumbers()];
  const port = /^(?:\[[^\]]*\]|[^:[]*):(.*)$/.exec(host)?.[1] ?? '80';
  const legal = /^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535;
  return legal ? undefined : [0, aPort()];
}

/** True for numbers and dots that are no address; between two dots nginx reads a nought (measured on 1.22). */
function isNoHost(host: string): boolean {
  return isBrokenIpv4(host.replace(/(^|\.)(?=\.|$)/g, '$10'));
}

/** nginx: `invalid parameter "x"` of what is no address, as host names are none. */
function clientComplaint([who = '']: readonly string[]): Complaint {
  if (/^(?:all|unix:)$|\$/.test(who)) return undefined;
  const [, address = '', bits] = /^([\da-f:.]+)(?:\/(\d+))?$/i.exec(who) ?? [];
  const wide = address.includes(':');
  const parts = address.split('.');
  const isAddress = wide || (parts.length === 4 && !isNoHost(address));
  return isAddress && Number(bits ?? 0) <= (wide ? 128 : 32)
    ? undefined
    : [0, l10n.t('all, unix: or an address such as 192.0.2.0/24')];
}

function fourNumbers(): string {
  return l10n.t('an address of four numbers up to 255');
}

function aPort(): string {
  return l10n.t('a port from 1 to 65535');
}

function only(index: number, legal: RegExp, advice: Advice): Reader {
  return (args) => {
    const value = args[index];
    return value === undefined || legal.test(value) ? undefined : [index, advice()];
  };
}

/** One reader for the directives of several families. */
function inFamilies(families: string, name: string, reader: Reader) {
  return Object.fromEntries(families.split(' ').map((family) => [`${family}_${name}`, reader]));
}

/** Reads all arguments from one on. */
function all(
  from: number,
  isLegal: (arg: string, index: number) => boolean,
  advice: Advice,
): Reader {
  return (args) => complaintOf(args, from, isLegal, advice);
}

function complaintOf(
  args: readonly string[],
  from: number,
  isLegal: (arg: string, index: number) => boolean,
  advice: Advice,
): Complaint {
  const index = args.findIndex((arg, i) => i >= from && !isLegal(arg, i));
  return index < 0 ? undefined : [index, advice()];
}

/** A variable alone, one compared with a value, or a test of a file. */
function conditionComplaint(args: readonly string[]): Complaint {
  const text = args
    .join('\0')
    .replace(/^\(\0?/, '')
    .replace(/\0?\)$/, '');
  const words = text.split('\0');
  const [subject = '', operator] = words;
  const isTest = /^!?-[fdxe]$/.test(subject) && words.length === 2;
  const isVariable =
    /^\$./.test(subject) &&
    (words.length === 1 || (words.length === 3 && /^(?:!?=|!?~\*?)$/.test(operator ?? '')));
  const legal =
    /^\(/.test(args[0] ?? '') && /\)$/.test(args.at(-1) ?? '') && (isTest || isVariable);
  return legal
    ? undefined
    : [
        0,
        l10n.t('a variable, a comparison with =, !=, ~ or ~*, or a test such as -f, in brackets'),
      ];
}
