import { settings } from './settings.ts';
import {
  bare,
  block,
  inside,
  plain,
  type Shape,
  type Surroundings,
  socketLocation,
  sseLocation,
  strip,
  to,
} from './shape.ts';

export const plainWithSpecials: Shape = (around) => [
  ...plain(around),
  ...specials(around, around.base),
];

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

export const slashMismatch: Shape = (around) => {
  const { random } = around;
  const { base } = around;
  if (random.chance(0.5))
    return block(`location ${base.slice(0, -1) || '/'}`, to(around), inside(around));
  return block(`location ${base}`, `${to(around).slice(0, -2)};`, inside(around));
};

export const notStripped: Shape = (around) =>
  block(`location ${around.base}`, bare(around), inside(around));

export const rewritten: Shape = (around) => {
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

export const rewrittenWithUri: Shape = (around) =>
  block(
    `location ${around.base}`,
    `rewrite ^${around.base}(.*)$ /inner/$1 break;`,
    to(around),
    inside(around),
  );

export const rewrittenToOther: Shape = (around) => [
  ...block(
    `location ${around.base}`,
    `rewrite ^${around.base}(.*)$ /moved/$1 last;`,
    'return 404;',
    settings(around.random, 'location'),
  ),
  ...block('location /moved/', to(around), inside(around)),
];

export const regex: Shape = (around) => {
  const { random, base } = around;
  const query = random.pick(['$is_args$args', '?$args', '$is_args$args']);
  return block(
    `location ${random.pick(['~', '~*'])} ^${base}(.*)$`,
    `proxy_pass http://${around.upstream}${around.upstreamBase}$1${query};`,
    inside(around),
  );
};

export const nested: Shape = (around) => {
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
    random.chance(0.2)
      ? block('location ~ /clone$', strip(around), bare(around), inside(around))
      : [],
  );
};

export const withVariable: Shape = (around) => {
  const { random, base } = around;
  const set = `set $backend ${around.upstream};`;
  return random.pick([
    block(`location ${base}`, set, strip(around), 'proxy_pass http://$backend;', inside(around)),
    block(`location ${base}`, set, 'proxy_pass http://$backend/;', inside(around)),
    block(`location ${base}`, set, 'proxy_pass http://$backend;', inside(around)),
    block(`location ${base}`, set, 'proxy_pass http://$backend$request_uri;', inside(around)),
    [
      set,
      ...block(
        `location ${base}`,
        strip(around),
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

export const separate: Shape = (around) => {
  const { base } = around;
  return [
    ...block(`location ${base}api/`, to(around, 'api/'), inside(around)),
    ...(around.random.chance(0.85) ? socketLocation(around, base) : []),
    ...(around.random.chance(0.6) ? block(`location ${base}`, to(around), inside(around)) : []),
  ];
};

/** The application is chosen by a map over the path or the host. */
export const withMap: Shape = (around) => {
  const { random, base, upstream, other } = around;
  const variable = random.pick(['$by_path', '$by_host', '$by_upgrade']);
  around.map(
    random.pick([
      `map $uri ${variable}`,
      `map $request_uri ${variable}`,
      `map $host ${variable}`,
      `map $http_upgrade ${variable}`,
    ]),
    `  default ${random.pick([upstream, upstream, other])};`,
    ...random.maybe(0.6, `  ~^${base}api/ ${upstream};`),
    ...random.maybe(0.3, `  ~*/SOCKET/ ${random.pick([upstream, other])};`),
    ...random.maybe(0.3, `  websocket ${upstream};`),
    ...random.maybe(0.2, `  localhost ${upstream};`),
    ...random.maybe(0.2, `  "" ${upstream};`),
  );
  return block(`location ${base}`, strip(around), `proxy_pass http://${variable};`, inside(around));
};

/** Requests are told apart by method within limit_except. */
export const methodSplit: Shape = (around) =>
  block(
    `location ${around.base}`,
    strip(around),
    bare(around),
    block(
      `limit_except ${around.random.pick(['GET', 'POST'])}`,
      around.random.pick([bare(around), `proxy_pass http://${around.other};`]),
    ),
    inside(around),
  );

/** A named capture, and a path that is put together from variables. */
export const splitClients: Shape = (around) => {
  const { random, base, upstream, upstreamBase } = around;
  return random.pick([
    block(
      `location ~ ^${base}(?<rest>.*)$`,
      `proxy_pass http://${upstream}${upstreamBase}$rest$is_args$args;`,
      inside(around),
    ),
    block(
      `location ~ ^${base}(api|socket)/(.*)$`,
      `set $target ${upstreamBase}$1/$2;`,
      `proxy_pass http://${upstream}$target$is_args$args;`,
      inside(around),
    ),
    block(
      `location ${base}`,
      `if ($request_uri ~ ^${base}(.*)$) {`,
      '  set $rest $1;',
      '}',
      `proxy_pass http://${upstream}${upstreamBase}$rest;`,
      inside(around),
    ),
  ]);
};
