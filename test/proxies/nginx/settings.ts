import type { Random } from '../lab/random.ts';

export type Level = 'http' | 'server' | 'location';

/** At or under the scaled heartbeat of 3 s, and well over the limit for "held", at which nginx lets go of what it holds. */
const CUTTING = ['2s', '2', '2000ms', '2500ms', '"1s 950ms"', '3s', '3', '1s950ms'] as const;
const LASTING = [
  ...['4s', '5', '4500ms', '1m', '60', '1h', '1d', '3600s', '"1m 30s"', '1m30s', '1w'],
] as [string, ...string[]];
const BODY_SIZES = [
  ...['1m', '30m', '30M', '31457280', '31457279', '0', '10M', '1g', '30720k', '29m', '100m', '512'],
] as [string, ...string[]];
const STREAM_TYPES = [
  ...['text/event-stream', 'application/x-ndjson application/jsonl', '*', 'text/plain'],
  ...['application/json text/event-stream', 'application/x-ndjson text/css', 'text/*'],
] as [string, ...string[]];
const IGNORED = [
  ...['X-Accel-Buffering', 'X-Accel-Buffering Cache-Control', 'Cache-Control Expires'],
  ...['x-accel-buffering', 'X-Accel-Limit-Rate X-Accel-Buffering', 'Set-Cookie'],
] as [string, ...string[]];

/** Random settings for one level; about one endpoint in three breaks when all levels draw from here. */
export function settings(random: Random, level: Level): readonly string[] {
  return [
    ...delivery(random),
    ...compression(random, level),
    ...limits(random),
    ...harmless(random),
    ...requestHeaders(random, level),
  ];
}

/** A read timeout in one of nginx's many notations, mostly a lasting one. */
export function readTimeout(random: Random): string {
  return random.chance(0.35) ? random.pick(CUTTING) : random.pick(LASTING);
}

function delivery(random: Random): readonly string[] {
  return [
    ...random.maybe(0.12, `proxy_buffering ${random.pick(['on', 'off'])};`),
    ...random.maybe(0.14, `proxy_ignore_headers ${random.pick(IGNORED)};`),
    ...random.maybe(0.22, `proxy_http_version ${random.pick(['1.0', '1.1', '1.1'])};`),
    ...random.maybe(0.14, `proxy_read_timeout ${readTimeout(random)};`),
    ...random.maybe(0.05, 'proxy_hide_header X-Accel-Buffering;'),
    ...random.maybe(0.05, 'proxy_pass_header X-Accel-Buffering;'),
    ...random.maybe(0.03, 'proxy_pass_header Server;'),
    ...random.maybe(0.03, 'add_header X-Accel-Buffering no always;'),
  ];
}

function compression(random: Random, level: Level): readonly string[] {
  if (!random.chance(level === 'http' ? 0.4 : 0.15)) return [];
  return [
    ...random.maybe(0.8, `gzip ${random.pick(['on', 'on', 'on', 'off'])};`),
    ...random.maybe(0.6, `gzip_types ${random.pick(STREAM_TYPES)};`),
    ...random.maybe(0.2, `gzip_proxied ${random.pick(['any', 'off', 'no-cache expired'])};`),
    ...random.maybe(0.2, `gzip_min_length ${random.pick(['20', '1000', '10k'])};`),
    ...random.maybe(0.15, `gzip_http_version ${random.pick(['1.0', '1.1'])};`),
    ...random.maybe(0.1, `gzip_disable ${random.pick(['msie6', 'Firefox', '"MSIE [1-6]\\."'])};`),
    ...random.maybe(0.2, 'gzip_vary on;'),
    ...random.maybe(0.1, 'gzip_comp_level 6;'),
  ];
}

function limits(random: Random): readonly string[] {
  return random.maybe(0.18, `client_max_body_size ${random.pick(BODY_SIZES)};`);
}

function harmless(random: Random): readonly string[] {
  return [
    ...random.maybe(0.06, `send_timeout ${random.pick(['2s', '10s'])};`),
    ...random.maybe(0.06, `keepalive_timeout ${random.pick(['2s', '0', '65'])};`),
    ...random.maybe(0.05, 'proxy_request_buffering off;'),
    ...random.maybe(0.05, 'proxy_buffers 8 16k;', 'proxy_buffer_size 16k;'),
    ...random.maybe(0.04, 'postpone_output 0;'),
    ...random.maybe(0.04, 'sub_filter_types *;', 'sub_filter aaa bbb;'),
    ...random.maybe(0.04, 'chunked_transfer_encoding off;'),
    ...random.maybe(0.04, 'add_header X-Frame-Options DENY;'),
    ...random.maybe(0.04, 'proxy_connect_timeout 5s;', 'proxy_send_timeout 5s;'),
    ...random.maybe(0.03, 'proxy_redirect off;'),
    ...random.maybe(0.03, 'tcp_nodelay off;'),
    ...random.maybe(0.03, 'client_body_buffer_size 1m;'),
    ...random.maybe(0.02, 'proxy_next_upstream off;'),
    ...random.maybe(0.02, 'proxy_force_ranges on;'),
    ...random.maybe(0.02, 'ssi on;'),
    ...random.maybe(0.02, 'gunzip on;'),
    ...random.maybe(0.02, 'charset utf-8;'),
    ...random.maybe(0.02, 'limit_rate 1m;'),
    ...random.maybe(0.02, 'proxy_ignore_client_abort on;'),
    ...random.maybe(0.02, 'proxy_socket_keepalive on;'),
    ...random.maybe(0.02, 'expires -1;'),
    ...random.maybe(0.02, 'proxy_max_temp_file_size 0;'),
    ...random.maybe(0.02, 'proxy_hide_header X-Powered-By;'),
    ...random.maybe(0.01, 'add_header X-Accel-Buffering yes;'),
  ];
}

const FORWARDED = [
  'proxy_set_header X-Real-IP $remote_addr;',
  'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
  'proxy_set_header X-Forwarded-Proto $scheme;',
];

/** Values of Connection that pass the upgrade in the log socket's request, and such that do not. */
const CONNECTION = [
  ...['$connection_upgrade', '$connection_upgrade', '"upgrade"', '"Upgrade"', 'upgrade'],
  ...['$http_connection', '"close, upgrade"', '""', 'close', '$close_by_map', 'keep-alive'],
] as [string, ...string[]];
const UPGRADE = [
  '$http_upgrade',
  '$http_upgrade',
  '$http_upgrade',
  '$upgrade_by_map',
  '""',
] as const;

/** What a careful administrator writes for the log socket. */
export function goodUpgrade(random: Random): readonly string[] {
  const connection = random.pick([
    '$connection_upgrade',
    '"upgrade"',
    'upgrade',
    '$http_connection',
  ]);
  return ['proxy_set_header Upgrade $http_upgrade;', `proxy_set_header Connection ${connection};`];
}

function requestHeaders(random: Random, level: Level): readonly string[] {
  const roll = random.next();
  const [good, odd, other] = level === 'location' ? [0.3, 0.38, 0.46] : [0.2, 0.24, 0.3];
  if (roll < good) return goodUpgrade(random);
  if (roll < odd) {
    return [
      ...random.maybe(
        0.85,
        `proxy_set_header ${random.pick(['Upgrade', 'UPGRADE'])} ${random.pick(UPGRADE)};`,
      ),
      ...random.maybe(0.85, `proxy_set_header Connection ${random.pick(CONNECTION)};`),
    ];
  }
  if (roll < other)
    return random.pick([
      FORWARDED,
      FORWARDED,
      ['proxy_set_header Host $host;'],
      ['proxy_set_header Host $http_host;'],
      ['proxy_set_header Accept-Encoding "";', ...goodUpgrade(random)],
      ['proxy_set_header Accept-Encoding gzip;', ...goodUpgrade(random)],
    ]);
  return [];
}

/** Maps that the settings refer to; every configuration holds them. */
export const maps: readonly string[] = [
  'map $http_upgrade $connection_upgrade {',
  '  default upgrade;',
  "  '' close;",
  '}',
  'map $http_upgrade $close_by_map {',
  '  default close;',
  '  ~^h2c upgrade;',
  '}',
  'map $http_upgrade $upgrade_by_map {',
  '  default "";',
  '  ~*^web websocket;',
  '}',
];

/** Access rules that may refuse; the lab's client comes from 127.0.0.1, which no model can know. */
export function access(random: Random): readonly string[] {
  const roll = random.next();
  if (roll < 0.003) return ['allow 127.0.0.1;', 'deny all;'];
  if (roll < 0.014) return ['deny all;'];
  if (roll < 0.026) return ['allow all;', 'deny all;'];
  if (roll < 0.036) return ['auth_basic "closed";', 'auth_basic_user_file users;'];
  if (roll < 0.042) return ['auth_basic off;'];
  if (roll < 0.046) return ['auth_basic "no file";'];
  if (roll < 0.05) {
    return [
      'satisfy any;',
      'allow 127.0.0.1;',
      'deny all;',
      'auth_basic x;',
      'auth_basic_user_file users;',
    ];
  }
  return [];
}

/** Directives that nginx accepts once in a block: a second one at the same depth is dropped. */
export function once(lines: readonly string[]): readonly string[] {
  const kept: string[] = [];
  const stack: Set<string>[] = [new Set()];
  for (const line of lines) {
    const trimmed = line.trim();
    if (trimmed === '}') stack.pop();
    const name = trimmed.split(/\s/, 1)[0] ?? '';
    const names = stack.at(-1);
    if (!REPEATABLE.test(name) && !trimmed.endsWith('{')) {
      if (names?.has(name)) continue;
      names?.add(name);
    }
    kept.push(line);
    if (trimmed.endsWith('{')) stack.push(new Set());
  }
  return kept;
}

const REPEATABLE =
  /^(proxy_set_header|proxy_hide_header|proxy_pass_header|add_header|sub_filter|allow|deny|rewrite|set|return|include|error_page|server|default|''|~.*|\})$/;
