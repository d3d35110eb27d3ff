import { Random } from '../lab/random.ts';
import { belowTest, condition, type Prefix } from './conditions.ts';
import { requestRule, responseRule, strip, waitRule } from './rules.ts';

/** What a configuration is generated for. */
export interface Ground {
  /** host:port of the applications. */
  readonly stigman: string;
  readonly other: string;
  readonly keycloak: string;
  readonly ports: readonly [number, number, number];
  /** Folder for the files that the configuration names. */
  readonly folder: string;
  /** Path of a certificate with its key; undefined where there is none. */
  readonly certificate: string | undefined;
}

/** A configuration of a seed, and the mounts that it may serve. */
export interface Generated {
  readonly seed: number;
  readonly text: string;
  /** The same text as HAProxy loads it: in one file or several, by name. */
  readonly parts: Readonly<Record<string, string>>;
  readonly ports: readonly number[];
  /** Files beside it, by absolute path. */
  readonly files: Readonly<Record<string, string>>;
  readonly mounts: readonly { readonly url: string; readonly basePath: string }[];
}

/** Writes a configuration: the same seed gives the same text but for the ports. */
export function generate(seed: number, ground: Ground): Generated {
  return new Generator(seed, ground).run();
}

class Generator {
  readonly #seed: number;
  readonly #random: Random;
  readonly #ground: Ground;
  readonly #prefix: Prefix;
  readonly #lines: string[] = [];
  readonly #used: number[] = [];
  readonly #tcp: boolean;
  /** Waits for request bodies; nothing else then answers early, for a reset would swallow the answer to an upload. */
  readonly #buffered: boolean;

  constructor(seed: number, ground: Ground) {
    this.#seed = seed;
    this.#random = new Random(seed);
    this.#ground = ground;
    this.#tcp = this.#random.chance(0.05);
    this.#buffered = !this.#tcp && this.#random.chance(0.05);
    const prefixes = ['', '/stigman', '/stigman', '/stigman', '/apps/stig-manager'] as const;
    this.#prefix = this.#buffered ? '' : this.#random.pick(prefixes);
  }

  run(): Generated {
    const [first, second, third] = this.#ground.ports;
    this.#section('global', 'maxconn 500', 'expose-experimental-directives');
    this.#section('userlist people', 'user ann insecure-password secret');
    const bases = this.#defaults();
    const sections = [() => this.#backends(bases)];
    if (this.#random.chance(0.15)) sections.push(() => this.#listen(first));
    else sections.push(() => this.#frontend('entry', first, bases));
    if (this.#random.chance(0.2)) sections.push(() => this.#frontend('second', second, bases));
    else if (this.#random.chance(0.25)) sections.push(() => this.#twoDoors(second, third, bases));
    if (this.#random.chance(0.5)) sections.reverse();
    for (const section of sections) section();
    const url = (port: number) => `http://localhost:${port}`;
    const paths = [...new Set(['/', `${this.#prefix}/`])];
    return {
      seed: this.#seed,
      text: `${this.#lines.join('\n')}\n`,
      parts: this.#parts(),
      ports: this.#used,
      files: this.#files(),
      mounts: this.#used.flatMap((port) => paths.map((basePath) => ({ url: url(port), basePath }))),
    };
  }

  #files(): Readonly<Record<string, string>> {
    const { folder } = this.#ground;
    const below = this.#prefix.toUpperCase();
    return {
      [`${folder}/paths.lst`]: `# below the mount\n${this.#prefix}/\n  /nowhere/  \n`,
      [`${folder}/shouted.lst`]: `${below}/API\r\n${below}/SOCKET\n`,
      [`${folder}/routes.map`]: `# path backend\n${this.#prefix}/api stigman\n${this.#prefix}/socket api\n/other other\n`,
      [`${folder}/hosts.map`]: 'stigman.test stigman\nlocalhost stigman\n',
    };
  }

  /** All sections in one file, or spread over files of one folder or of `conf.d/`; the defaults come first. */
  #parts(): Readonly<Record<string, string>> {
    const random = this.#random;
    const text = `${this.#lines.join('\n')}\n`;
    if (random.chance(0.75)) return { 'haproxy.cfg': text };
    const at = text.search(/^(frontend|backend|listen) /m);
    const sections = text.slice(at).split(/^(?=(?:frontend|backend|listen) )/m);
    const split = Math.floor(random.next() * sections.length);
    const folder = random.chance(0.5) ? 'conf.d/' : '';
    const pieces = [sections.slice(0, split).join(''), sections.slice(split).join('')];
    const parts = pieces.map((piece, i) => [`${folder}${i + 2}0-part.cfg`, piece] as const);
    const first = folder === '' ? '10-base.cfg' : 'haproxy.cfg';
    return Object.fromEntries([
      [first, text.slice(0, at)],
      ...parts.filter(([, piece]) => piece !== ''),
    ]);
  }

  #section(head: string, ...lines: readonly string[]): void {
    this.#lines.push(head, ...lines.filter((line) => line !== '').map((line) => `  ${line}`), '');
  }

  /** Names of the defaults that sections may take with `from`. */
  #defaults(): readonly string[] {
    const random = this.#random;
    const mode = this.#tcp ? 'mode tcp' : 'mode http';
    const times = () => [
      'timeout connect 2s',
      `timeout client ${this.#time(0.15)}`,
      `timeout server ${this.#time(0.3)}`,
      ...random.maybe(0.5, `timeout tunnel ${this.#time(0.3)}`),
    ];
    const names: string[] = [];
    if (random.chance(0.4)) {
      names.push('base');
      this.#section('defaults base', mode, ...times(), ...random.maybe(0.5, ...this.#options()));
    }
    if (random.chance(0.3) && names.length > 0) {
      names.push('derived');
      const rule = this.#tcp || random.chance(0.5) ? '' : responseRule(random);
      this.#section(
        'defaults derived from base',
        ...random.maybe(0.5, `timeout server ${this.#time(0.3)}`),
        rule,
      );
    }
    const buffered = this.#buffered ? ['option http-buffer-request'] : [];
    this.#section(
      'defaults',
      mode,
      ...times(),
      ...buffered,
      ...random.maybe(0.3, ...this.#options()),
    );
    return names;
  }

  #time(short: number): string {
    const random = this.#random;
    if (random.chance(short)) return random.pick(['2s', '2000', '1500ms', '2000000us', '3s']);
    return random.pick(['8s', '10000', '1m', '1h', '9000ms', '1d', '"${LAB_TIME-8s}"']);
  }

  #options(): readonly string[] {
    return [
      this.#random.pick([
        'option httpclose',
        'option http-server-close',
        'option http-keep-alive',
        'no option httpclose',
      ]),
      this.#random.pick(['option forwardfor', 'option http-no-delay', 'option httplog']),
    ];
  }

  /** Rules in defaults serve frontends or backends, not both. */
  #from(all: readonly string[], kind: 'frontend' | 'backend'): string {
    const bases = kind === 'backend' ? all : all.filter((name) => name !== 'derived');
    const wanted = bases.length > 0 && this.#random.chance(0.4);
    return wanted ? ` from ${this.#random.pick(bases as [string, ...string[]])}` : '';
  }

  #backends(bases: readonly string[]): void {
    this.#section(
      `backend stigman${this.#from(bases, 'backend')}`,
      ...this.#stigmanLines(),
      `server s1 ${this.#ground.stigman}`,
    );
    this.#section(
      `backend api${this.#from(bases, 'backend')}`,
      ...this.#stigmanLines(),
      ...this.#servers(),
    );
    this.#section('backend other', `server o1 ${this.#ground.other}`);
    this.#section('backend keycloak', `server k1 ${this.#ground.keycloak}`);
    this.#section(
      'backend counters',
      'stick-table type ip size 1k expire 1m store http_req_rate(10s),gpc0',
    );
    if (this.#random.chance(0.1)) this.#section('backend nobody');
  }

  #servers(): readonly string[] {
    const { stigman, other } = this.#ground;
    return this.#random.pick([
      [`server s1 ${stigman} check inter 60s`],
      [`server s1 ${stigman}`, `server o1 ${other} disabled`],
      [`server o1 ${other} backup`, `server s1 ${stigman}`],
      [`use-server s2 if { path_beg / }`, `server s1 ${other}`, `server s2 ${stigman}`],
    ]);
  }

  #stigmanLines(): readonly string[] {
    const random = this.#random;
    const times = [
      ...random.maybe(0.5, `timeout server ${this.#time(0.2)}`),
      ...random.maybe(0.4, `timeout tunnel ${this.#time(0.2)}`),
    ];
    if (this.#tcp || this.#buffered) return times;
    const when = () => condition(random, [], '');
    const stripping = random.chance(0.85) ? strip(random, this.#prefix) : '';
    return [
      ...times,
      ...random.maybe(0.2, requestRule(random, this.#prefix, when)),
      stripping,
      ...random.maybe(
        0.15,
        `http-request set-timeout server ${this.#time(0.3)} ${random.chance(0.5) ? when() : ''}`,
      ),
      ...random.maybe(0.15, `http-request set-timeout tunnel ${this.#time(0.3)}`),
      ...random.maybe(0.3, responseRule(random)),
      ...random.maybe(0.15, waitRule(random)),
      ...random.maybe(
        0.1,
        'compression algo gzip',
        'compression type text/event-stream application/x-ndjson',
      ),
    ];
  }

  #frontend(name: string, port: number, bases: readonly string[]): void {
    const random = this.#random;
    this.#used.push(port);
    const head = `frontend ${name}${this.#from(bases, 'frontend')}`;
    const bind = `bind 127.0.0.1:${port}`;
    if (this.#tcp || this.#buffered) {
      this.#section(head, bind, 'default_backend stigman');
      return;
    }
    const acls = this.#acls();
    const names = acls.map((line) => line.split(' ')[1] as string);
    const when = () => condition(random, names, this.#prefix);
    this.#section(
      head,
      bind,
      ...random.maybe(0.3, `timeout client ${this.#time(0.3)}`),
      ...acls,
      ...random.maybe(0.05, `monitor-uri ${this.#prefix}/api/op/state/sse`),
      ...random.maybe(0.5, requestRule(random, this.#prefix, when)),
      ...random.maybe(0.2, requestRule(random, this.#prefix, when)),
      ...this.#macro(random.maybe(0.3, requestRule(random, this.#prefix, when))),
      ...random.maybe(0.12, strip(random, this.#prefix)),
      ...random.maybe(0.2, responseRule(random)),
      ...random.maybe(0.1, `redirect location /gone ${when()}`),
      ...this.#routing(names),
    );
  }

  /** A plain address and one with TLS in one frontend. */
  #twoDoors(plain: number, secure: number, bases: readonly string[]): void {
    const random = this.#random;
    const { certificate } = this.#ground;
    if (this.#tcp || this.#buffered || !certificate) return;
    this.#used.push(plain, secure);
    const verify = random.pick(['', '', ` verify optional ca-file ${certificate}`]);
    this.#section(
      `frontend doors${this.#from(bases, 'frontend')}`,
      `bind 127.0.0.1:${plain}`,
      `bind 127.0.0.1:${secure} ssl crt ${certificate}${verify}`,
      ...random.maybe(0.3, 'http-request redirect scheme https code 301 unless { ssl_fc }'),
      ...random.maybe(0.3, 'http-request set-header X-Forwarded-Proto https if { ssl_fc }'),
      ...random.maybe(0.2, 'http-request deny if { ssl_fc } !{ ssl_fc_sni localhost }'),
      ...random.maybe(0.2, 'http-request deny if { ssl_c_used } { path_end /sse }'),
      ...random.maybe(
        0.2,
        `http-request deny unless { dst_port ${secure} } or { path_sub /socket }`,
      ),
      ...random.maybe(0.2, 'use_backend other if !{ ssl_fc } METH_POST'),
      'default_backend stigman',
    );
  }

  #acls(): readonly string[] {
    const random = this.#random;
    const below = () => belowTest(random, this.#prefix);
    return [
      `acl mine ${below()}`,
      ...random.maybe(0.2, `acl mine ${below()}`),
      ...random.maybe(0.4, `acl part path_beg ${this.#prefix}/api`),
      ...random.maybe(0.4, `acl part path_end /log-socket`),
      ...random.maybe(0.3, 'acl upgrade hdr(Connection) -i upgrade'),
    ];
  }

  #macro(lines: readonly string[]): readonly string[] {
    if (lines.length === 0) return [];
    return this.#random.pick([
      lines,
      ['.if streq(a,b)', ...lines, '.else', '.endif'],
      ['.if version_atleast(2.4) && !0', ...lines, '.endif'],
      ['.if 0', '.elif strneq(a,b)', ...lines, '.endif'],
    ]);
  }

  #routing(names: readonly string[]): readonly string[] {
    const random = this.#random;
    const { folder } = this.#ground;
    const when = () => condition(random, names, this.#prefix);
    const last = random.pick(['stigman', 'stigman', 'other', '']);
    return [
      ...random.maybe(0.15, `use_backend ${random.pick(['other', 'keycloak', 'api'])} ${when()}`),
      ...random.maybe(0.2, 'use_backend keycloak if { path_beg /kc/ }'),
      ...random.maybe(
        0.2,
        `use_backend api if ${random.pick(['mine METH_POST', 'mine { path_sub /socket }'])}`,
      ),
      random.pick([
        'use_backend stigman if mine',
        'use_backend stigman if mine',
        'use_backend stigman unless !mine',
        `use_backend stigman if { ${belowTest(random, this.#prefix)} }`,
        `use_backend stigman ${when()}`,
        'use_backend %[str(stigman)] if mine',
        `use_backend %[path,map_beg(${folder}/routes.map,other)]`,
        `use_backend %[path,map_beg(${folder}/routes.map)]`,
        `use_backend %[req.hdr(host),lower,field(1,:),map(${folder}/hosts.map)] if mine`,
        `use_backend stigman if { path -m beg -f ${folder}/paths.lst }`,
        `use_backend stigman if { path_beg -i -f ${folder}/shouted.lst }`,
        'use_backend stigman if { hdr_beg(host) -i stigman.test }',
        'use_backend stigman if { hdr(host),field(1,:) -i stigman.test other.test } mine',
        'use_backend stigman if { req.hdr(host) -m reg ^stigman[.]test(:[0-9]+)?$ }',
        'use_backend stigman if { hdr(host) -i stigman.test }',
      ]),
      ...random
        .maybe(0.1, 'use_backend other if always || TRUE')
        .map((line) => line.replace('always || ', '')),
      last === '' ? '' : `default_backend ${last}`,
    ];
  }

  #listen(port: number): void {
    const random = this.#random;
    this.#used.push(port);
    const bind = `bind 127.0.0.1:${port}`;
    if (this.#tcp || this.#buffered) {
      this.#section('listen all', bind, `server s1 ${this.#ground.stigman}`);
      return;
    }
    const when = () => condition(random, [], this.#prefix);
    this.#section(
      'listen stigman-all',
      bind,
      ...random.maybe(0.3, requestRule(random, this.#prefix, when)),
      ...this.#stigmanLines(),
      ...random.maybe(0.2, `use_backend other ${when()}`),
      `server s1 ${this.#ground.stigman}`,
    );
  }
}
