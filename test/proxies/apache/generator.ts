import { Random } from '../lab/random.ts';
import { accessLines, filterLines, headerLines, type Mount, rewriteLines } from './extras.ts';
import { Mappings } from './mappings.ts';
import { disguised } from './spelling.ts';

/** What a configuration is generated for. */
export interface Ground {
  /** host:port of the applications. */
  readonly stigman: string;
  readonly other: string;
  readonly ports: readonly [number, number];
}

/** A configuration of a seed, and the mounts that it may serve. */
export interface Generated {
  readonly seed: number;
  readonly text: string;
  /** Included files by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly modules: readonly string[];
  readonly ports: readonly number[];
  readonly mounts: readonly { readonly url: string; readonly basePath: string }[];
}

/**
 * Writes a configuration: the same seed gives the same text but for the ports. One that sends nothing to STIG Manager
 * is written anew, since its mounts would be known by their paths alone.
 */
export function generate(seed: number, ground: Ground): Generated {
  for (let attempt = 0; ; attempt++) {
    const generated = new Generator(seed, seed + attempt * 1_000_003, ground).run();
    const texts = [generated.text, ...Object.values(generated.files)].join('\n');
    if (texts.includes(`//${ground.stigman}`) || texts.includes('//${STIGMAN}')) return generated;
  }
}

const NAMES = ['one.test', 'two.test', 'three.test'] as const;

class Generator {
  readonly #seed: number;
  readonly #random: Random;
  readonly #ground: Ground;
  readonly #mount: Mount;
  readonly #files: Record<string, string> = {};
  readonly #mounts: { url: string; basePath: string }[] = [];

  constructor(seed: number, randomSeed: number, ground: Ground) {
    this.#seed = seed;
    this.#random = new Random(randomSeed);
    this.#ground = ground;
    const prefix = this.#random.pick([
      '',
      '/stigman',
      '/stigman',
      '/stigman',
      '/apps/stig-manager',
    ]);
    const filters = this.#random.pick<'external' | 'html'>(['external', 'html']);
    this.#mount = { prefix, stigman: ground.stigman, other: ground.other, filters };
  }

  run(): Generated {
    const random = this.#random;
    const [first, second] = this.#ground.ports;
    const ports = random.chance(0.2) ? [first, second] : [first];
    const local = random.chance(0.5);
    const head = ports.map((port) => (local ? `Listen 127.0.0.1:${port}` : `Listen ${port}`));
    const hosts = random.chance(0.2) ? [] : this.#hosts(ports, local);
    const main = this.#mainLines(hosts.length > 0, ports);
    const blocks = random.chance(0.5) ? [...main, ...hosts] : [...hosts, ...main];
    const lines = [...head, ...this.#defines(), ...blocks];
    return {
      seed: this.#seed,
      text: disguised(lines, random),
      files: this.#files,
      modules: ['ext_filter', 'proxy_html', 'xml2enc', 'access_compat'],
      ports,
      mounts: this.#mounts,
    };
  }

  #defines(): readonly string[] {
    return [
      `Define STIGMAN ${this.#ground.stigman}`,
      'ExtFilterDefine scan mode=output cmd=/bin/cat',
      'ExtFilterDefine scantext mode=output intype=text/event-stream cmd=/bin/cat',
      ...this.#random.maybe(0.3, 'ExtFilterDefine upload mode=input cmd=/bin/cat'),
    ];
  }

  /** Lines of the main server; with virtual hosts mostly what they inherit. */
  #mainLines(hasHosts: boolean, ports: readonly number[]): readonly string[] {
    const random = this.#random;
    if (!hasHosts) {
      for (const port of ports) this.#expect('localhost', port);
      return this.#serverLines();
    }
    return [
      ...random.maybe(0.25, `Timeout ${this.#time()}`),
      ...random.maybe(0.25, `ProxyTimeout ${this.#time()}`),
      ...(random.chance(0.2) ? new Mappings(random, this.#mount).lines(1) : []),
      ...random.maybe(0.15, 'RewriteEngine On'),
      ...(random.chance(0.15) ? filterLines(random, this.#mount) : []),
    ];
  }

  #hosts(ports: readonly number[], local: boolean): readonly string[] {
    const random = this.#random;
    const lines: string[] = [];
    const count = random.pick([1, 1, 2, 3]);
    for (let i = 0; i < count; i++) {
      const port = random.pick(ports as [number, ...number[]]);
      const name = NAMES[random.chance(0.1) ? 0 : i] ?? 'one.test';
      const address = local && random.chance(0.3) ? `127.0.0.1:${port}` : `*:${port}`;
      this.#expect(name, port);
      lines.push(
        `<VirtualHost ${address}>`,
        ...(random.chance(0.9) ? [`ServerName ${name}`] : []),
        ...random.maybe(0.2, `ServerAlias *.${name} localhost`),
        ...this.#serverLines(),
        '</VirtualHost>',
      );
    }
    return lines;
  }

  #expect(name: string, port: number): void {
    for (const basePath of new Set(['/', `${this.#mount.prefix}/`])) {
      this.#mounts.push({ url: `http://${name}:${port}`, basePath });
    }
  }

  #serverLines(): readonly string[] {
    const random = this.#random;
    const mount = this.#mount;
    const groups: (readonly string[])[] = [
      random.maybe(0.2, `Timeout ${this.#time()}`),
      random.maybe(0.3, `ProxyTimeout ${this.#time()}`),
      new Mappings(random, mount).lines(random.pick([1, 1, 2, 3])),
      random.chance(0.3) ? rewriteLines(random, mount) : [],
      random.chance(0.3) ? accessLines(random, mount) : [],
      random.chance(0.25) ? filterLines(random, mount) : [],
      random.chance(0.2) ? headerLines(random, mount) : [],
      random.maybe(0.2, `RedirectMatch ^${mount.prefix}$ ${mount.prefix}/`),
      random.maybe(0.1, `Redirect ${mount.prefix || '/x'} http://elsewhere.test/`),
    ];
    return this.#shuffled(groups).flatMap((group) => this.#placed(group));
  }

  #shuffled(groups: readonly (readonly string[])[]): readonly (readonly string[])[] {
    const keyed = groups.map((group) => ({ group, key: this.#random.next() }));
    return keyed.sort((a, b) => a.key - b.key).map(({ group }) => group);
  }

  /** A group of lines as it stands, in an included file, in a macro or in a conditional section. */
  #placed(group: readonly string[]): readonly string[] {
    const random = this.#random;
    if (group.length === 0) return group;
    const name = `part${Object.keys(this.#files).length}`;
    if (random.chance(0.12)) {
      this.#files[`conf.d/${name}.conf`] = disguised(group, random);
      return [random.pick([`Include conf.d/${name}.conf`, `IncludeOptional conf.d/${name}*.conf`])];
    }
    if (random.chance(0.06)) {
      this.#files[`${name}.unused`] = '';
      return [`<Macro ${name} %mount>`, ...group, '</Macro>', `Use ${name} x`];
    }
    if (random.chance(0.05)) return ['<IfVersion >= 2.4>', ...group, '</IfVersion>'];
    if (random.chance(0.05)) return ['<IfDefine STIGMAN>', ...group, '</IfDefine>'];
    if (random.chance(0.04)) return ['<IfVersion < 2.4>', ...group, '</IfVersion>'];
    return group;
  }

  /** A timeout with a tenth of its real size; 3 is a race with the heartbeat. */
  #time(): string {
    return this.#random.pick(['1', '2', '2s', '1m', '4', '6', '60', '5h', '2000ms', '"2"']);
  }
}
