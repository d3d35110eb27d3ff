import type { Random } from '../lab/random.ts';
import type { Mount } from './extras.ts';

/** Mappings of STIG Manager and of others, right and wrong, in every form that httpd has. */
export class Mappings {
  readonly #random: Random;
  readonly #mount: Mount;

  constructor(random: Random, mount: Mount) {
    this.#random = random;
    this.#mount = mount;
  }

  lines(count: number): readonly string[] {
    return Array.from({ length: count }, () => this.#some()).flat();
  }

  #some(): readonly string[] {
    const random = this.#random;
    const { prefix, other } = this.#mount;
    const kinds: readonly (() => readonly string[])[] = [
      () => this.#plain(`${prefix}/`, '/'),
      () => this.#plain(`${prefix}/`, '/'),
      () => this.#plain(`${prefix}/`, '/'),
      () => this.#location(`${prefix}/`, '/'),
      () => this.#location(`${prefix}/`, '/'),
      () => this.#parts(),
      () => this.#parts(),
      () => this.#pattern(),
      () => this.#pattern(),
      () => this.#balancer(),
      () => this.#socketFirst(),
      () => this.#wrong(),
      () => this.#shared(),
      () => [`ProxyPass ${prefix}${random.pick(['/socket/', '/api/', '/api/op/'])} !`],
      () => [`ProxyPass ${prefix}${random.pick(['/socket/', '/api/', '/'])} http://${other}/`],
      () => this.#override(),
    ];
    return random.pick(kinds as [() => readonly string[]])();
  }

  #host(): string {
    return this.#random.pick([this.#mount.stigman, '${STIGMAN}']);
  }

  #quoted(text: string): string {
    return this.#random.pick([text, text, `"${text}"`]);
  }

  #plain(path: string, target: string, scheme = 'http'): readonly string[] {
    const url = `${scheme}://${this.#host()}${target}`;
    return [`ProxyPass ${this.#quoted(path)} ${this.#quoted(url)}${this.#parameters()}`];
  }

  #location(path: string, target: string): readonly string[] {
    const url = `http://${this.#host()}${target}`;
    return [
      `<Location ${this.#quoted(path)}>`,
      ...this.#random.maybe(0.2, 'ProxyPass http://127.0.0.1:9/'),
      `ProxyPass ${url}${this.#parameters()}`,
      '</Location>',
    ];
  }

  /** The API and the socket mapped apart. */
  #parts(): readonly string[] {
    const { prefix } = this.#mount;
    const api = this.#plain(`${prefix}/api/`, '/api/');
    const socket = this.#random.chance(0.3)
      ? this.#location(`${prefix}/socket/`, '/socket/')
      : this.#plain(`${prefix}/socket/`, '/socket/', this.#random.pick(['http', 'ws']));
    return this.#random.chance(0.5) ? [...api, ...socket] : [...socket, ...api];
  }

  #pattern(): readonly string[] {
    const { prefix } = this.#mount;
    const host = this.#host();
    const tail = this.#parameters();
    return this.#random.pick<readonly string[]>([
      [`ProxyPassMatch ^${prefix}/(.*)$ http://${host}/$1${tail}`],
      [`ProxyPassMatch "^${prefix}/(api|socket)/(.*)$" "http://${host}/$1/$2"${tail}`],
      [
        `<LocationMatch "^${prefix}/(.*)$">`,
        `ProxyPass http://${host}/$1${tail}`,
        '</LocationMatch>',
      ],
      [`<LocationMatch "^${prefix}/">`, `ProxyPass http://${host}/${tail}`, '</LocationMatch>'],
      [`ProxyPass ~ "^${prefix}/(.*)$" "http://${host}/$1"${tail}`],
    ]);
  }

  #balancer(): readonly string[] {
    const { prefix, other } = this.#mount;
    const random = this.#random;
    const name = `pool${Math.floor(random.next() * 1000)}`;
    const slash = random.chance(0.15) ? '/' : '';
    return [
      `<Proxy balancer://${name}>`,
      `BalancerMember http://${this.#host()}${slash}${this.#parameters()}`,
      ...random.maybe(0.1, `BalancerMember http://${other} status=+H`),
      ...random.maybe(0.2, 'ProxySet lbmethod=byrequests'),
      '</Proxy>',
      `ProxyPass ${prefix}/ balancer://${name}/${random.pick(['', '', ' timeout=1'])}`,
    ];
  }

  #socketFirst(): readonly string[] {
    const { prefix } = this.#mount;
    const general = this.#plain(`${prefix}/`, '/');
    const socket = this.#plain(`${prefix}/socket/`, '/socket/', 'ws');
    return this.#random.chance(0.6) ? [...socket, ...general] : [...general, ...socket];
  }

  #wrong(): readonly string[] {
    const { prefix } = this.#mount;
    const at = prefix || '/x';
    return this.#random.pick([
      () => this.#plain(`${at}/`, ''),
      () => this.#plain(at, '/'),
      () => this.#plain(at, ''),
      () => this.#plain(`${at}/`, `${at}/`),
      () => this.#plain(`${at}/`, '/api/'),
    ])();
  }

  /** A worker whose parameters an earlier mapping has set, or that a later one is to get. */
  #shared(): readonly string[] {
    const { prefix, stigman } = this.#mount;
    const random = this.#random;
    const early = random.pick(['/', '/', '', '/api/', '/api/op']);
    const other = `ProxyPass /old${early.endsWith('/') ? '/' : ''} http://${stigman}${early}${this.#parameters()}`;
    const own = this.#plain(`${prefix}/`, '/');
    const set = [
      `<Proxy http://${stigman}/>`,
      `ProxySet ${random.pick(['timeout=1', 'timeout=6', 'upgrade=websocket', 'upgrade=NONE'])}`,
      '</Proxy>',
    ];
    return random.pick<readonly string[]>([
      [other, ...own],
      [...own, other],
      [...set, ...own],
      [...own, ...set],
    ]);
  }

  #override(): readonly string[] {
    const { prefix, other } = this.#mount;
    const path = `${prefix}${this.#random.pick(['/socket/', '/api/op/', '/api/collections'])}`;
    return this.#random.pick<readonly string[]>([
      [`<Location ${path}>`, `ProxyPass http://${other}/`, '</Location>'],
      [`<Location ${path}>`, 'ProxyPass !', '</Location>'],
      this.#location(path, path.slice(prefix.length)),
    ]);
  }

  #parameters(): string {
    const random = this.#random;
    const parts = [
      ...random.maybe(
        0.55,
        random.pick([
          'upgrade=websocket',
          'upgrade=websocket',
          'upgrade=WebSocket',
          'upgrade=ANY',
          'upgrade=any',
          'upgrade=NONE',
          'upgrade=h2c',
        ]),
      ),
      ...random.maybe(
        0.35,
        `timeout=${random.pick(['1', '2', '4', '6', '60', '2m', '1mi', '5h'])}`,
      ),
      ...random.maybe(
        0.2,
        random.pick(['flushpackets=on', 'flushpackets=off', 'flushpackets=auto']),
      ),
      ...random.maybe(0.15, 'connectiontimeout=3'),
      ...random.maybe(0.1, 'disablereuse=on'),
      ...random.maybe(0.1, 'retry=0'),
      ...random.maybe(
        0.15,
        random.pick([
          'smax=5',
          'keepalive=On',
          'ping=2',
          'max=20',
          'enablereuse=on',
          'flushwait=20',
        ]),
      ),
    ];
    return parts.map((part) => ` ${part}`).join('');
  }
}
