import type { Random } from '../lab/random.ts';

/** Where the configuration serves STIG Manager, and what stands behind it. */
export interface Mount {
  /** Without the slash at its end: "" or "/stigman". */
  readonly prefix: string;
  readonly stigman: string;
  readonly other: string;
  /** Filters of one kind only: an external one with xml2enc brings httpd down (measured on 2.4.71). */
  readonly filters: 'external' | 'html';
}

const CONDITIONS: readonly [string, ...string[]] = [
  'RewriteCond %{HTTP:Upgrade} websocket [NC]',
  'RewriteCond %{HTTP:Upgrade} =websocket',
  'RewriteCond %{HTTP:Connection} upgrade [NC]',
  'RewriteCond %{HTTP:Upgrade} !=websocket',
  'RewriteCond %{REQUEST_METHOD} ^(GET|HEAD)$',
  'RewriteCond %{REQUEST_URI} socket',
  'RewriteCond %{REQUEST_URI} !^/nothing',
  'RewriteCond %{HTTPS} off',
  'RewriteCond %{HTTPS} =on',
  'RewriteCond %{HTTP:Accept} event-stream',
  'RewriteCond %{QUERY_STRING} elevate=true',
  'RewriteCond %{DOCUMENT_ROOT}%{REQUEST_URI} !-f',
  'RewriteCond expr "%{REQUEST_METHOD} == \'POST\'"',
  'RewriteCond %{HTTP_USER_AGENT} Firefox',
  'RewriteCond %{HTTP_USER_AGENT} (curl|wget) [NC]',
  'RewriteCond %{HTTP_HOST} !^nowhere',
  'RewriteCond %{SERVER_PORT} !=443',
  'RewriteCond %{REQUEST_SCHEME} https',
  'RewriteCond %{THE_REQUEST} "^GET "',
  'RewriteCond %{HTTP:Sec-WebSocket-Key} .',
  'RewriteCond %{HTTP:Content-Type} json',
  'RewriteCond %{HTTP_COOKIE} session=',
  'RewriteCond %{REQUEST_URI} >=/a',
  'RewriteCond %{DOCUMENT_ROOT}/down.flag -f',
];

/** Rewrite rules: [P] over http and ws, [F], [R], [PT], chains and skips, mostly behind a condition. */
export function rewriteLines(random: Random, mount: Mount): readonly string[] {
  const count = random.pick([1, 1, 2]);
  const rules = Array.from({ length: count }, () => rule(random, mount)).flat();
  return [random.chance(0.9) ? 'RewriteEngine On' : 'RewriteEngine Off', ...rules];
}

function rule(random: Random, { prefix, stigman, other }: Mount): readonly string[] {
  const conditions = [
    ...(random.chance(0.6) ? [random.pick(CONDITIONS)] : []),
    ...(random.chance(0.2) ? [random.pick(CONDITIONS)] : []),
  ];
  const joined =
    conditions.length === 2 && random.chance(0.4) && !conditions[0]?.endsWith(']')
      ? [`${conditions[0]} [OR]`, conditions[1] ?? '']
      : conditions;
  const tail = random.pick(['[P,L]', '[P]', '[proxy]', '"[P, L]"', '[NC,P]']);
  return [
    ...joined,
    ...random
      .pick([
        `RewriteRule ^${prefix}/socket/(.*)$ ws://${stigman}/socket/$1 ${tail}`,
        `RewriteRule ^${prefix}/socket/(.*)$ ws://${stigman}/socket/$1 ${tail}`,
        `RewriteRule ^${prefix}/socket/(.*)$ http://${stigman}/socket/$1 ${tail}`,
        `RewriteRule ^${prefix}/(.*)$ http://${stigman}/$1 ${tail}`,
        `RewriteRule ^${prefix}/?(.*) "ws://${stigman}/$1" ${tail}`,
        `RewriteRule ^${prefix}/api/(.*)$ http://${other}/api/$1 ${tail}`,
        `RewriteRule ^${prefix}/api/op/appdata - [F]`,
        `RewriteRule ^${prefix}/(.*)$ /moved/$1 [R=302,L]`,
        `RewriteRule ^${prefix}/api/(.*)$ /nowhere/$1 [L]`,
        `RewriteRule ^${prefix}/socket/(.*)$ ${prefix}/other/$1 [PT]`,
        `RewriteRule ^/nothing$ - [F]`,
        `RewriteRule ^${prefix}/socket/ - [S=1]`,
        `RewriteRule .* - [E=seen:1]`,
        `RewriteRule ^${prefix}/api/op/appdata - [G]`,
        `RewriteRule ^${prefix}/api/(.*)$ http://${stigman}/api/$1 [NE,QSA,P]`,
        `RewriteRule ^${prefix}/(api|socket)/(.*) http://${stigman}/$1/$2 [P,END]`,
        `RewriteRule ^${prefix}/api/ - [L]`,
        `RewriteRule ^${prefix}/api/ - [END]`,
        `RewriteRule ^${prefix}/socket/ - [C]\nRewriteRule (.*) - [F]`,
        `RewriteRule !^${prefix}/ - [F]`,
        `RewriteRule "(?i)^${prefix.toUpperCase()}/SOCKET/" - [R=404,L]`,
      ])
      .split('\n'),
    ...random.maybe(0.05, `RewriteRule ^${prefix}/api/collections/.*/reviews - [R=404]`),
  ];
}

/** Access control for parts of the mount. */
export function accessLines(random: Random, { prefix }: Mount): readonly string[] {
  const path = `${prefix}${random.pick(['/', '/', '/api/', '/socket/', '/api/op'])}`;
  const inner = random.pick<readonly string[]>([
    ['Require all granted'],
    ['Require all denied'],
    ['AuthType Basic', 'AuthName staff', 'AuthUserFile /dev/null', 'Require valid-user'],
    ['<RequireAny>', 'Require all denied', 'Require all granted', '</RequireAny>'],
    ['<RequireAll>', 'Require all granted', 'Require all denied', '</RequireAll>'],
    ['<Limit POST>', 'Require all denied', '</Limit>'],
    ['<LimitExcept GET>', 'Require all denied', '</LimitExcept>'],
    ['Require method GET'],
    ['Order deny,allow', 'Deny from all'],
    ['Order allow,deny', 'Allow from all'],
    ['Require expr "%{REQUEST_METHOD} == \'GET\'"'],
    ['<If "%{HTTP:Upgrade} == \'websocket\'">', 'Require all denied', '</If>'],
    ['Require all denied', 'Satisfy any', 'Allow from all'],
    ['<RequireAll>', 'Require all granted', 'Require not method POST', '</RequireAll>'],
    [
      '<RequireAll>',
      '<RequireNone>',
      'Require method POST',
      '</RequireNone>',
      'Require all granted',
      '</RequireAll>',
    ],
    ['AuthMerging And', 'Require method GET'],
    ['AuthMerging Or', 'Require method POST'],
    ['Require all granted', '<Limit POST>', 'Require all denied', '</Limit>'],
    ['<Limit GET>', 'Order deny,allow', 'Deny from all', '</Limit>'],
    ['<If "%{REQUEST_METHOD} == \'POST\'">', 'Require all denied', '</If>'],
    [
      '<If "-n %{HTTP_COOKIE}">',
      'Require all denied',
      '</If>',
      '<Else>',
      'Require all granted',
      '</Else>',
    ],
    ['AuthType None', 'Require all granted'],
  ]);
  const [open, close] = random.pick<readonly [string, string]>([
    [`<Location ${path}>`, '</Location>'],
    [`<Location "${path}">`, '</Location>'],
    [`<LocationMatch ^${path}>`, '</LocationMatch>'],
    [`<Location ~ "^${path}">`, '</Location>'],
  ]);
  const lines = [open, ...inner, close];
  const wide = random.pick<readonly string[]>([
    ['<Location />', 'Require all denied', '</Location>'],
    ['<Proxy *>', 'Require all denied', '</Proxy>'],
    ['<Directory />', 'Require all denied', '</Directory>'],
  ]);
  return random.chance(0.2) ? [...wide, ...lines] : lines;
}

/** Output filters that hold and others that do not. */
export function filterLines(random: Random, { prefix, filters }: Mount): readonly string[] {
  const holding: readonly [string, ...string[]] =
    filters === 'external'
      ? ['SetOutputFilter scan', 'SetOutputFilter scantext', 'SetOutputFilter DEFLATE;scan']
      : ['SetOutputFilter xml2enc', 'ProxyHTMLEnable On', 'SetOutputFilter proxy-html'];
  const filter = () =>
    random.pick<readonly string[]>([
      [random.pick(holding)],
      [random.pick(holding)],
      [random.pick(holding)],
      ['SetOutputFilter DEFLATE'],
      ['SetOutputFilter NONE'],
      ['ProxyHTMLEnable Off'],
      ['AddOutputFilterByType DEFLATE text/event-stream application/x-ndjson'],
      ['AddOutputFilterByType SUBSTITUTE text/event-stream', 'Substitute s/xyz/abc/'],
    ]);
  const path = `${prefix}${random.pick(['/', '/api/', '/api/op/state/'])}`;
  const section = [`<Location "${path}">`, ...filter(), '</Location>'];
  return random.pick<readonly string[]>([filter(), section, [...filter(), ...section]]);
}

/** Header lines, most of them harmless. */
export function headerLines(random: Random, { prefix }: Mount): readonly string[] {
  return random.pick<readonly string[]>([
    ['RequestHeader unset Upgrade'],
    ['RequestHeader set X-Forwarded-Proto http'],
    ['RequestHeader unset Connection'],
    ['Header always unset Upgrade', 'Header set Connection keep-alive'],
    ['Header set Cache-Control no-transform'],
    [`<Location ${prefix}/socket/>`, 'RequestHeader unset Upgrade', '</Location>'],
    ['ProxyPreserveHost On'],
    ['ProxyIOBufferSize 65536', 'ProxyReceiveBufferSize 4096'],
    ['LimitRequestBody 1048576'],
    ['RequestHeader set Connection close'],
    ['RequestHeader edit Upgrade websocket h2c'],
    ['RequestHeader append Upgrade h2c'],
    ['RequestHeader unset Sec-WebSocket-Key'],
    ['RequestHeader unset Sec-WebSocket-Version early'],
    ['Header unset Connection'],
    ['Header unset Upgrade', 'Header set Connection Upgrade'],
    ['Header always set Connection close'],
    ['Header unset Sec-WebSocket-Accept'],
    ['Header edit Content-Type .* text/plain'],
    ['ProxyErrorOverride On'],
    ['ErrorDocument 404 "gone"', 'ErrorDocument 503 /down.html'],
    ['SetEnv force-proxy-request-1.0 1'],
    ['SetEnv proxy-nokeepalive 1'],
    ['SetEnv proxy-sendcl 1'],
    ['SetEnvIf Upgrade websocket is_socket'],
    ['KeepAlive Off'],
    ['ProxyVia On', 'ProxyAddHeaders Off'],
    ['RequestReadTimeout header=20-40,MinRate=500 body=20,MinRate=500'],
    [`Alias ${prefix}/api/ /var/www/`],
    ['ProxyMaxForwards 3'],
    ['ProxyBadHeader Ignore'],
  ]);
}
