import { settings } from './settings.ts';
import { bare, block, inside, plain, type Shape, strip, to } from './shape.ts';

export const regexThief: Shape = (around) => [
  ...plain(around),
  ...block(
    around.random.pick([
      'location ~ /api/op/',
      'location ~* \\.(js|css|sse)$',
      'location ~ /sse$',
      'location ~ ^/[a-z]+/socket/',
    ]),
    around.random.pick([
      ['return 404;'],
      [bare(around)],
      [`proxy_pass http://${around.other};`],
      ['root html;'],
      [strip(around), bare(around)],
    ]),
    inside(around),
  ),
];

export const tryFiles: Shape = (around) => {
  const { random, base } = around;
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
    ...block(
      'location @app',
      random.chance(0.85) ? [strip(around)] : [],
      bare(around),
      inside(around),
    ),
  ];
};

export const errorPage: Shape = (around) => {
  const { random, base } = around;
  const [code, cause] = random.pick([
    ['404', 'root html;'],
    ['418', 'return 418;'],
    ['404', 'return 404;'],
  ]);
  return [
    ...block(`location ${base}`, `error_page ${code} = @app;`, cause, settings(random, 'location')),
    ...block('location @app', strip(around), bare(around), inside(around)),
  ];
};

export const withIf: Shape = (around) => {
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

export const limitExcept: Shape = (around) =>
  block(
    `location ${around.base}`,
    block(
      `limit_except ${around.random.pick(['GET', 'GET POST', 'POST', 'GET HEAD'])}`,
      around.random.pick([
        ['deny all;'],
        ['deny all;'],
        ['allow all;'],
        ['deny 10.0.0.1;'],
        ['auth_basic x;', 'auth_basic_user_file users;'],
      ]),
    ),
    to(around),
    inside(around),
  );

export const exactThieves: Shape = (around) => [
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

export const authRequest: Shape = (around) => [
  ...block(
    `location ${around.base}`,
    `auth_request ${around.random.pick(['/auth-ok', '/auth-ok', '/auth-bad', '/auth-bad', '/auth-other'])};`,
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

/** Pages for errors that lead elsewhere, or back. */
export const fallback: Shape = (around) => {
  const { random, base, other } = around;
  const page = random.pick([
    ['error_page 502 504 @backup;'],
    ['proxy_intercept_errors on;', 'error_page 404 @backup;'],
    ['proxy_intercept_errors on;', 'error_page 400 404 = @backup;'],
    ['error_page 403 /403.html;'],
    ['error_page 413 = @backup;'],
    ['error_page 401 403 @backup;'],
  ]);
  return [
    ...block(`location ${base}`, page, to(around), inside(around)),
    ...block(
      'location @backup',
      random.pick([`proxy_pass http://${other};`, 'return 200 "later";']),
    ),
  ];
};

/** Requests are copied to another application, whose answers nobody sees. */
export const mirrored: Shape = (around) => [
  ...block(`location ${around.base}`, 'mirror /copy;', to(around), inside(around)),
  ...block('location = /copy', 'internal;', `proxy_pass http://${around.other}$request_uri;`),
];
