import type { Random } from './random.ts';
import { access, goodUpgrade, readTimeout, settings } from './settings.ts';

/** What a mount's shape may refer to. */
export interface Surroundings {
  readonly random: Random;
  /** Mount with slashes. */
  readonly base: string;
  /** host:port or upstream name of STIG Manager (or of the next hop). */
  readonly upstream: string;
  /** host:port of an application beside it. */
  readonly other: string;
  /** Path under which `upstream` serves the application: "/" or, for a hop that strips later, the mount. */
  readonly upstreamBase: string;
}

type Shape = (around: Surroundings) => readonly string[];

/** The locations by which a server serves STIG Manager at a mount: one of many shapes, right and wrong ones. */
export function mountLocations(around: Surroundings): readonly string[] {
  const { random } = around;
  const shape = random.chance(0.45) ? plain : random.pick(shapes);
  return shape(around);
}

function block(head: string, ...lines: readonly (string | readonly string[])[]): readonly string[] {
  return [`${head} {`, ...lines.flat().map((line) => `  ${line}`), '}'];
}

/** Settings inside a location that answers STIG Manager. */
function inside({ random }: Surroundings): readonly string[] {
  return [...settings(random, 'location'), ...access(random)];
}

const to = (around: Surroundings, path = '') =>
  `proxy_pass http://${around.upstream}${around.upstreamBase}${path};`;
const bare = (around: Surroundings) => `proxy_pass http://${around.upstream};`;

const plain: Shape = (around) => {
  const modifier = around.random.pick(['', '', '', '^~ ']);
  return block(`location ${modifier}${around.base}`, to(around), inside(around));
};

const plainWithSpecials: Shape = (around) => [...plain(around), ...specials(around, around.base)];

/** Locations for single endpoints beside the general one. */
function specials(around: Surroundings, base: string): readonly string[] {
  const { random } = around;
  return [
    ...(random.chance(0.7) ? sseLocation(around, base) : []),
    ...(random.chance(0.7) ? socketLocation(around, base) : []),
    ...(random.chance(0.3)
      ? block(`location ${base}api/`, to(around, 'api/'), inside(around))
      : []),
  ];
}

function sseLocation(around: Surroundings, base: string): readonly string[] {
  const { random } = around;
  const modifier = random.pick(['= ', '', '^~ ', '= ']);
  const path = 'api/op/state/sse';
  const target = random.chance(0.9) ? to(around, path) : to(around, 'api/op/state');
  const lines = random.chance(0.5)
    ? ['proxy_buffering off;', `proxy_read_timeout ${readTimeout(random)};`]
    : inside(around);
  return block(`location ${modifier}${base}${path}`, target, lines);
}

function socketLocation(around: Surroundings, base: string): readonly string[] {
  const { random } = around;
  const lines = random.chance(0.6)
    ? [
        'proxy_http_version 1.1;',
        ...goodUpgrade(random),
        `proxy_read_timeout ${readTimeout(random)};`,
      ]
    : inside(around);
  const [path, target] = random.pick([
    ['socket/', 'socket/'],
    ['socket/', 'socket/'],
    ['socket/log-socket', 'socket/log-socket'],
    ['socket', 'socket'],
    ['socket/log-socket/', 'socket/log-socket/'],
    ['socket/', 'socket'],
    ['socket/', ''],
  ]);
  return block(`location ${random.pick(['', '', '^~ '])}${base}${path}`, to(around, target), lines);
}

const slashMismatch: Shape = (around) => {
  const { random } = around;
  const { base } = around;
  if (random.chance(0.5))
    return block(`location ${base.slice(0, -1) || '/'}`, to(around), inside(around));
  return block(`location ${base}`, `${to(around).slice(0, -2)};`, inside(around));
};

const notStripped: Shape = (around) =>
  block(`location ${around.base}`, bare(around), inside(around));

const rewritten: Shape = (around) => {
  const { random, base } = around;
  const rewrite = random.pick([
    `rewrite ^${base}(.*)$ ${around.upstreamBase}$1 break;`,
    `rewrite ^${base}(.*) ${around.upstreamBase}$1 break;`,
    `rewrite ^${base}(?<rest>.*)$ ${around.upstreamBase}$rest break;`,
    `rewrite ^${base}(api|socket)/(.*)$ ${around.upstreamBase}$1/$2 break;`,
    `rewrite ${base}(.*) ${around.upstreamBase}$1 break;`,
  ]);
  return block(`location ${base}`, rewrite, bare(around), inside(around));
};

const rewrittenWithUri: Shape = (around) =>
  block(
    `location ${around.base}`,
    `rewrite ^${around.base}(.*)$ /inner/$1 break;`,
    to(around),
    inside(around),
  );

const rewrittenToOther: Shape = (around) => [
  ...block(
    `location ${around.base}`,
    `rewrite ^${around.base}(.*)$ /moved/$1 last;`,
    'return 404;',
    settings(around.random, 'location'),
  ),
  ...block('location /moved/', to(around), inside(around)),
];

const regex: Shape = (around) => {
  const { random, base } = around;
  const query = random.pick(['$is_args$args', '?$args', '$is_args$args']);
  return block(
    `location ${random.pick(['~', '~*'])} ^${base}(.*)$`,
    `proxy_pass http://${around.upstream}${around.upstreamBase}$1${query};`,
    inside(around),
  );
};

const regexThief: Shape = (around) => [
  ...plain(around),
  ...block(
    random1(around, [
      'location ~ /api/op/',
      'location ~* \\.(js|css|sse)$',
      'location ~ /sse$',
      'location ~ ^/[a-z]+/socket/',
    ]),
    random1(around, [
      'return 404;',
      bare(around),
      `proxy_pass http://${around.other};`,
      'root html;',
      `rewrite ^${around.base}(.*)$ ${around.upstreamBase}$1 break;\n    ${bare(around)}`,
    ]),
    inside(around),
  ),
];

function random1(around: Surroundings, choices: [string, ...string[]]): string {
  return around.random.pick(choices);
}

const nested: Shape = (around) => {
  const { random, base } = around;
  return block(
    `location ${base}`,
    to(around),
    inside(around),
    random.chance(0.7) ? sseLocation(around, base) : [],
    random.chance(0.7) ? socketLocation(around, base) : [],
    random.chance(0.2)
      ? block(`location ${base}api/collections/`, settings(random, 'location'))
      : [],
    random.chance(0.2) ? block('location ~ /clone$', rewriteBare(around), inside(around)) : [],
  );
};

const rewriteBare = (around: Surroundings) => [
  `rewrite ^${around.base}(.*)$ ${around.upstreamBase}$1 break;`,
  bare(around),
];

const tryFiles: Shape = (around) => {
  const { random, base } = around;
  const strip = `rewrite ^${base}(.*)$ ${around.upstreamBase}$1 break;`;
  return [
    ...block(
      `location ${base}`,
      random.pick([
        'try_files $uri @app;',
        'try_files $uri $uri/ @app;',
        'try_files /no-such @app;',
      ]),
      settings(random, 'location'),
    ),
    ...block('location @app', random.chance(0.85) ? [strip] : [], bare(around), inside(around)),
  ];
};

const errorPage: Shape = (around) => {
  const { random, base } = around;
  const strip = `rewrite ^${base}(.*)$ ${around.upstreamBase}$1 break;`;
  const [code, cause] = random.pick([
    ['404', 'root html;'],
    ['418', 'return 418;'],
    ['404', 'return 404;'],
  ]);
  return [
    ...block(`location ${base}`, `error_page ${code} = @app;`, cause, settings(random, 'location')),
    ...block('location @app', strip, bare(around), inside(around)),
  ];
};

const withVariable: Shape = (around) => {
  const { random, base } = around;
  const set = `set $backend ${around.upstream};`;
  const strip = `rewrite ^${base}(.*)$ ${around.upstreamBase}$1 break;`;
  return random.pick([
    block(`location ${base}`, set, strip, 'proxy_pass http://$backend;', inside(around)),
    block(`location ${base}`, set, 'proxy_pass http://$backend/;', inside(around)),
    block(`location ${base}`, set, 'proxy_pass http://$backend;', inside(around)),
    block(`location ${base}`, set, 'proxy_pass http://$backend$request_uri;', inside(around)),
    [
      set,
      ...block(
        `location ${base}`,
        strip,
        'proxy_pass http://$backend$uri$is_args$args;',
        inside(around),
      ),
    ],
    block(
      `location ~ ^${base}(.*)$`,
      set,
      `proxy_pass http://$backend${around.upstreamBase}$1$is_args$args;`,
      inside(around),
    ),
  ]);
};

const withIf: Shape = (around) => {
  const { random, base } = around;
  const condition = random.pick([
    'if ($request_method = POST)',
    'if ($request_method !~ ^(GET|POST)$)',
    'if ($http_user_agent ~* "curl|wget")',
    'if ($http_upgrade = websocket)',
    'if ($http_upgrade ~* ^websocket$)',
    'if ($request_uri ~ /sse$)',
    'if ($uri ~* ^/.*/reviews/)',
    'if ($http_no_such)',
    'if ($arg_elevate)',
    'if ($args ~ elevate=true)',
    'if ($scheme = https)',
    'if ($scheme != https)',
    'if (!-f $request_filename)',
    'if ($content_type = application/json)',
    'if ($host = nowhere.example)',
  ]);
  const action = random.pick([
    'return 403;',
    'return 404;',
    'return 302 /elsewhere;',
    'set $seen 1;',
    'return 503;',
    'rewrite ^ /gone last;',
    'return 444;',
    bare(around),
    'set $seen 1;',
  ]);
  const serverLevel = random.chance(0.3) && !action.startsWith('proxy_pass');
  const condBlock = block(condition, action);
  return [
    ...(serverLevel ? condBlock : []),
    ...block(`location ${base}`, serverLevel ? [] : condBlock, to(around), inside(around)),
  ];
};

const limitExcept: Shape = (around) =>
  block(
    `location ${around.base}`,
    block(
      `limit_except ${around.random.pick(['GET', 'GET POST', 'POST', 'GET HEAD'])}`,
      around.random.pick([
        'deny all;',
        'allow 127.0.0.1;\n    deny all;',
        'deny 10.0.0.1;',
        'auth_basic x;\n    auth_basic_user_file users;',
      ]),
    ),
    to(around),
    inside(around),
  );

const separate: Shape = (around) => {
  const { base } = around;
  return [
    ...block(`location ${base}api/`, to(around, 'api/'), inside(around)),
    ...(around.random.chance(0.85) ? socketLocation(around, base) : []),
    ...(around.random.chance(0.6) ? block(`location ${base}`, to(around), inside(around)) : []),
  ];
};

const exactThieves: Shape = (around) => [
  ...plain(around),
  ...block(
    `location ${around.random.pick(['= ', '', '^~ '])}${around.base}${around.random.pick(['api/op/', 'api/op/state/sse', 'socket', 'api/collections/1/clone', 'api/collections'])}`,
    around.random.pick([
      `proxy_pass http://${around.other};`,
      'return 404;',
      'return 200 "ok";',
      'internal;',
      'deny all;',
      `return 301 ${around.base};`,
      'root html;',
      'alias html/;',
    ]),
  ),
];

const authRequest: Shape = (around) => [
  ...block(
    `location ${around.base}`,
    `auth_request ${around.random.pick(['/auth-ok', '/auth-bad', '/auth-other'])};`,
    to(around),
    inside(around),
  ),
  ...block('location = /auth-ok', 'internal;', 'return 204;'),
  ...block('location = /auth-bad', `return ${around.random.pick(['401', '403', '500'])};`),
  ...block(
    'location = /auth-other',
    `proxy_pass http://${around.other}/;`,
    'proxy_pass_request_body off;',
    'proxy_set_header Content-Length "";',
  ),
];

const shapes: readonly [Shape, ...Shape[]] = [
  plainWithSpecials,
  ...[plainWithSpecials, slashMismatch, notStripped, rewritten, rewritten],
  ...[rewrittenWithUri, rewrittenToOther, regex, regex, regexThief, regexThief, nested, nested],
  ...[tryFiles, errorPage, withVariable, withVariable, withIf, withIf, withIf, limitExcept],
  ...[separate, separate, exactThieves, exactThieves, authRequest],
];
