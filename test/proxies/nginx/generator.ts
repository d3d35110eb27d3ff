import { Random } from '../lab/random.ts';
import { mountLocations } from './mounts.ts';
import { access, goodUpgrade, maps, once, settings } from './settings.ts';
import type { Surroundings } from './shape.ts';
import { styled } from './style.ts';

/** Addresses that a generated configuration uses. */
export interface Addresses {
  /** host:port of STIG Manager. */
  readonly stigman: string;
  /** host:port of an application beside it. */
  readonly other: string;
  /** host:port of Keycloak. */
  readonly keycloak: string;
  /** Free ports, at least four. */
  readonly ports: readonly [number, number, number, number];
  /** PEM texts for servers with TLS; none are generated without it. */
  readonly certificate?: { readonly cert: string; readonly key: string } | undefined;
}

/** A generated configuration. */
export interface Generated {
  readonly seed: number;
  readonly text: string;
  /** Files beside the main one, by relative path. */
  readonly files: Readonly<Record<string, string>>;
  /** Ports that it listens on. */
  readonly ports: readonly number[];
  /** Where it means to serve STIG Manager, right or wrong. */
  readonly mounts: readonly { readonly url: string; readonly basePath: string }[];
}

interface Draft {
  readonly random: Random;
  readonly addresses: Addresses;
  readonly files: Record<string, string>;
  readonly ports: Set<number>;
  readonly mounts: { url: string; basePath: string }[];
  readonly upstreams: string[][];
  readonly maps: string[];
}

/** The pages that error_page lines refer to. */
const pages = { 'html/403.html': 'no\n', 'html/404.html': 'gone\n', 'html/50x.html': 'later\n' };

/** Generates one whole nginx configuration from a seed. */
export function generate(seed: number, addresses: Addresses): Generated {
  const random = new Random(seed);
  const files: Record<string, string> = { users: 'someone:{PLAIN}secret\n', ...pages };
  const draft: Draft = {
    random,
    addresses,
    files,
    ports: new Set(),
    mounts: [],
    upstreams: [],
    maps: [],
  };
  const servers = topology(draft);
  const body = [
    ...maps,
    ...draft.maps,
    ...settings(random, 'http'),
    ...(random.chance(0.45) ? ['client_max_body_size 100m;'] : []),
    ...draft.upstreams.flat(),
    ...servers,
  ];
  const text = styled(random, ['events {', '}', 'http {', ...indent(once(body)), '}']);
  const { ports, mounts } = draft;
  return { seed, text, files, ports: [...ports], mounts };
}

function topology(draft: Draft): readonly string[] {
  const roll = draft.random.next();
  if (roll < 0.4) return lone(draft);
  if (roll < 0.5) return draft.addresses.certificate ? overTls(draft) : lone(draft);
  if (roll < 0.65) return twoHops(draft);
  if (roll < 0.9) return severalNames(draft);
  return severalPorts(draft);
}

function lone(draft: Draft): readonly string[] {
  const [port] = draft.addresses.ports;
  return server(draft, { port, names: [], target: upstreamOf(draft) });
}

/** A server with TLS, and one that redirects to it or serves the same. */
function overTls(draft: Draft): readonly string[] {
  const { random, addresses } = draft;
  const [plain, secure] = addresses.ports;
  const tls = server(draft, { port: secure, names: [], target: upstreamOf(draft), tls: true });
  if (random.chance(0.4)) return tls;
  draft.ports.add(plain);
  const redirect = `return 301 https://$host:${secure}$request_uri;`;
  const front = random.chance(0.7)
    ? ['server {', `  listen 127.0.0.1:${plain};`, `  ${redirect}`, '}']
    : server(draft, { port: plain, names: [], target: upstreamOf(draft) });
  return [...front, ...tls];
}

/** An outer server that passes on to an inner one of the same configuration. */
function twoHops(draft: Draft): readonly string[] {
  const { random, addresses } = draft;
  const [outerPort, innerPort] = addresses.ports;
  const keeps = random.chance(0.4);
  const base = random.pick(['/stigman/', '/']);
  const inner = server(
    draft,
    { port: innerPort, names: [], target: upstreamOf(draft), base: keeps ? base : '/' },
    false,
  );
  const outer = server(draft, {
    port: outerPort,
    names: [],
    target: `127.0.0.1:${innerPort}`,
    base,
    targetBase: keeps ? base : '/',
  });
  return random.chance(0.5) ? [...outer, ...inner] : [...inner, ...outer];
}

/** Several servers on one port, told apart by name. */
function severalNames(draft: Draft): readonly string[] {
  const { random, addresses } = draft;
  const [port] = addresses.ports;
  const asked = 'stigman.example';
  const names = random.pick([
    ['stigman.example'],
    ['*.example'],
    ['.example'],
    ['stigman.*'],
    ['~^stig.*\\.example$'],
    ['other.example', 'stigman.example'],
    ['"~^(?<sub>stigman)\\.example$"'],
  ]);
  const covers = names.includes('.example') || names.includes('*.example');
  const strangers = random.pick([
    ['www.example.org'],
    ['_'],
    ['*.example.org'],
    ['stigman.example.org'],
    [],
    [covers ? 'example.net' : '*.example'],
    ['~^stig'],
    ['~^(www|app)\\.example$'],
    ['~^(?<sub>[a-z]+)\\.example\\.net$'],
  ]);
  const main = server(draft, { port, names, target: upstreamOf(draft), asked });
  const stranger = random.chance(0.5)
    ? server(
        draft,
        { port, names: strangers, target: addresses.stigman, isDefault: random.chance(0.4) },
        false,
      )
    : otherSite(draft, port, strangers);
  return random.chance(0.5) ? [...main, ...stranger] : [...stranger, ...main];
}

/** A server of another application on the same port. */
function otherSite(draft: Draft, port: number, names: readonly string[]): readonly string[] {
  const { random, addresses } = draft;
  return [
    'server {',
    `  listen 127.0.0.1:${port}${random.chance(0.4) ? ' default_server' : ''};`,
    ...(names.length > 0 ? [`  server_name ${names.join(' ')};`] : []),
    '  location / {',
    `    ${random.pick([`proxy_pass http://${addresses.other};`, 'root html;', 'return 404;'])}`,
    '  }',
    '}',
  ];
}

function severalPorts(draft: Draft): readonly string[] {
  const [first, second] = draft.addresses.ports;
  return [
    ...server(draft, { port: first, names: [], target: upstreamOf(draft) }),
    ...server(draft, { port: second, names: ['localhost'], target: upstreamOf(draft) }),
  ];
}

/** STIG Manager by address, or by the name of an upstream block. */
function upstreamOf(draft: Draft): string {
  const { random, addresses, upstreams } = draft;
  if (random.chance(0.6)) return addresses.stigman;
  const name = `${random.pick(['stigman', 'backend', 'app_pool'])}_${upstreams.length}`;
  upstreams.push([
    `upstream ${name} {`,
    `  server ${addresses.stigman}${random.pick(['', ' weight=5', ' max_fails=0'])};`,
    ...random.maybe(0.3, '  keepalive 16;'),
    ...random.maybe(0.2, `  server ${addresses.other} backup;`),
    ...random.maybe(0.1, `  server ${addresses.other} down;`),
    '}',
  ]);
  return name;
}

interface ServerPlan {
  readonly port: number;
  readonly names: readonly string[];
  readonly target: string;
  readonly base?: string;
  readonly targetBase?: string;
  readonly isDefault?: boolean;
  /** Host name that the probes ask for. */
  readonly asked?: string;
  readonly tls?: boolean;
}

function server(draft: Draft, plan: ServerPlan, counts = true): readonly string[] {
  const { random, addresses } = draft;
  const base = plan.base ?? random.pick(['/stigman/', '/stigman/', '/stigman/', '/', '/apps/sm/']);
  const around: Surroundings = {
    random,
    base,
    upstream: plan.target,
    other: addresses.other,
    upstreamBase: plan.targetBase ?? '/',
    map: (head, ...lines) => {
      if (!draft.maps.includes(`${head} {`)) draft.maps.push(`${head} {`, ...lines, '}');
    },
    snippet: (lines) => [`include ${newFile(draft, 'snippets', lines)};`],
  };
  draft.ports.add(plan.port);
  const scheme = plan.tls ? 'https' : 'http';
  if (counts)
    draft.mounts.push({
      url: `${scheme}://${plan.asked ?? 'localhost'}:${plan.port}`,
      basePath: base,
    });
  const body = [
    ...listenLines(draft, plan),
    ...(plan.names.length > 0 ? [`server_name ${plan.names.join(' ')};`] : []),
    ...serverSettings(random),
    ...random.maybe(0.25, 'client_max_body_size 50m;'),
    ...access(random),
    ...serverRules(random, base),
    ...shuffled(random, [mountLocations(around), neighbours(random, addresses, base)]).flat(),
  ];
  const lines = ['server {', ...indent(once(body)), '}'];
  if (!random.chance(0.15)) return lines;
  const file = newFile(draft, 'conf.d', lines);
  return [`include ${random.chance(0.5) ? file : file.replace(/[abc](?=\d)/, '?')};`];
}

function listenLines({ random, files, addresses }: Draft, plan: ServerPlan): readonly string[] {
  const flags = plan.isDefault ? ' default_server' : '';
  if (!plan.tls) return [`listen 127.0.0.1:${plan.port}${flags};`];
  files['cert.pem'] = addresses.certificate?.cert ?? '';
  files['key.pem'] = addresses.certificate?.key ?? '';
  return [
    `listen 127.0.0.1:${plan.port} ssl${random.pick(['', '', ' http2'])}${flags};`,
    'ssl_certificate cert.pem;',
    'ssl_certificate_key key.pem;',
    ...random.maybe(
      0.2,
      `ssl_verify_client ${random.pick(['on', 'optional', 'optional_no_ca', 'off'])};`,
      'ssl_client_certificate cert.pem;',
    ),
  ];
}

/** Writes lines into a new file and answers its path, which `?` in place of its first letter names too. */
function newFile({ random, files }: Draft, folder: string, lines: readonly string[]): string {
  const path = `${folder}/${random.pick(['a', 'b', 'c'])}${Object.keys(files).length}.conf`;
  files[path] = `${lines.join('\n')}\n`;
  return path;
}

/** Settings with the upgrade headers that most administrators know to write; seldom twice. */
function serverSettings(random: Random): readonly string[] {
  const drawn = settings(random, 'server');
  const written = drawn.some((line) => /upgrade/i.test(line));
  return [...drawn, ...random.maybe(written ? 0.05 : 0.4, ...goodUpgrade(random))];
}

/** Rewrites and returns of the server itself; most leave STIG Manager alone. */
function serverRules(random: Random, base: string): readonly string[] {
  return [
    ...random.maybe(0.05, `rewrite ^/old/(.*)$ ${base}$1 last;`),
    ...random.maybe(0.03, `rewrite ^${base}$ ${base}index.html permanent;`),
    ...random.maybe(0.02, `rewrite ^${base}api/op/state/sse$ /gone redirect;`),
    ...random.maybe(0.02, `rewrite ^${base}v1/(.*)$ ${base}api/$1;`),
    ...random.maybe(0.01, 'return 301 https://$host$request_uri;'),
    ...random.maybe(0.03, 'error_page 500 502 503 504 /50x.html;'),
    ...random.maybe(0.02, 'proxy_intercept_errors on;', 'error_page 404 /404.html;'),
  ];
}

/** What else the server serves. */
function neighbours(random: Random, addresses: Addresses, base: string): readonly string[] {
  return [
    ...random.maybe(0.3, 'location /kc/ {', `  proxy_pass http://${addresses.keycloak}/;`, '}'),
    ...random.maybe(0.2, 'location /other/ {', `  proxy_pass http://${addresses.other}/;`, '}'),
    ...random.maybe(0.15, 'location = /50x.html {', '  root html;', '}'),
    ...random.maybe(base === '/' ? 0 : 0.3, 'location / {', '  root html;', '}'),
    ...random.maybe(0.1, 'location ~ \\.php$ {', '  return 404;', '}'),
    ...random.maybe(0.06, 'location ~* /socket/ {', '  return 404;', '}'),
    ...random.maybe(0.05, 'location ~ /\\. {', '  deny all;', '}'),
  ];
}

function shuffled<T>(random: Random, items: readonly [T, T]): readonly T[] {
  return random.chance(0.5) ? items : [items[1], items[0]];
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}
