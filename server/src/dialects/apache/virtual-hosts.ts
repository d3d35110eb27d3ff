import { compilePattern, type Pattern } from '../../text/pattern.ts';
import { type Address, addressesOf, aliasesOf, nameOf, type Server } from './server.ts';

/** Virtual hosts that share an address and a port, in the order of the configuration. */
export class Rivals {
  readonly servers: readonly Server[];
  readonly #exact = new Map<string, number>();
  readonly #patterns: { readonly index: number; readonly pattern: Pattern | undefined }[] = [];

  constructor(servers: readonly Server[]) {
    this.servers = servers;
    servers.forEach((server, index) => {
      this.#add(nameOf(server), index);
      for (const alias of aliasesOf(server)) {
        if (/[*?]/.test(alias)) this.#patterns.push({ index, pattern: patternOf(alias) });
        else this.#add(alias, index);
      }
    });
  }

  #add(name: string, index: number): void {
    if (!this.#exact.has(name)) this.#exact.set(name, index);
  }

  /** The virtual host that a Host header selects; the first where none has the name. */
  named(name: string): Server | undefined {
    const wanted = name.toLowerCase();
    const exact = this.#exact.get(wanted) ?? this.servers.length;
    const wildcard = this.#patterns.find(({ pattern }) => pattern?.exec(wanted))?.index ?? exact;
    return this.servers[Math.min(exact, wildcard)] ?? this.servers[0];
  }
}

/** Undefined for a name of which no pattern can be made, such as one of many thousand characters. */
function patternOf(wildcard: string): Pattern | undefined {
  const source = wildcard
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  return compilePattern(`^${source}$`);
}

/** Virtual hosts by the addresses that they take. */
export class HostIndex {
  readonly #order: ReadonlyMap<Server, number>;
  readonly #byAddress = new Map<string, Server[]>();
  readonly #single: Address[] = [];
  readonly #rivals = new Map<string, Rivals>();

  constructor(hosts: readonly Server[]) {
    this.#order = new Map(hosts.map((server, index) => [server, index]));
    for (const server of hosts) {
      for (const { host, port } of addressesOf(server)) {
        const servers = this.#byAddress.get(keyOf(host, port));
        if (servers) servers.push(server);
        else {
          this.#byAddress.set(keyOf(host, port), [server]);
          if (host !== '*') this.#single.push({ host, port });
        }
      }
    }
  }

  /** True where a virtual host is for that very address; `port` undefined: for any port. */
  takes(host: string, port: number | undefined): boolean {
    return this.#byAddress.has(keyOf(host, port));
  }

  /** The addresses other than `*` that virtual hosts take at a port. */
  single(served: number): readonly Address[] {
    return this.#single.filter(({ port }) => (port ?? served) === served);
  }

  /** The virtual hosts that may answer at a port of an address. */
  rivalsAt({ host, port }: Address, served: number): Rivals {
    const key = `${keyOf(host, port)} ${served}`;
    const known = this.#rivals.get(key) ?? this.#findRivals(host, [port, served]);
    this.#rivals.set(key, known);
    return known;
  }

  #findRivals(host: string, ports: readonly (number | undefined)[]): Rivals {
    const found = ports.flatMap((port) => this.#byAddress.get(keyOf(host, port)) ?? []);
    const placeOf = (server: Server) => this.#order.get(server) ?? 0;
    const inOrder = [...new Set(found)].sort((a, b) => placeOf(a) - placeOf(b));
    return new Rivals(inOrder);
  }
}

function keyOf(host: string, port: number | undefined): string {
  return `${host} ${port ?? '*'}`;
}
