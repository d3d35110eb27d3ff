import {
  applicationOf,
  type Recognition,
  type Recognized,
  recognitionFor,
  withoutPaths,
} from '../../stigman/recognition.ts';
import { oncePerText } from '../once.ts';
import type { Node } from './node.ts';
import { hostOf, portOf, sendersOf, type WrittenSender } from './senders.ts';
import type { Server } from './server.ts';
import type { Servers } from './servers.ts';
import { leadElsewhere, type Ways, waysOf } from './ways.ts';

/** A directive that sends requests to another server, with the application behind it. */
export interface Sender extends Omit<WrittenSender, 'addresses'> {
  readonly authority: string;
  readonly application: Recognized;
  /** Of a balancer with several members, which application each is, by host and port. */
  readonly members: ReadonlyMap<string, Recognized> | undefined;
  /** Set where it leads to a port at which this configuration itself serves STIG Manager. */
  readonly inner?: boolean;
}

/** True for a sender to one of these ports of this machine. */
function comesIn({ application, authority }: Sender, ports: ReadonlySet<number>): boolean {
  const mayBe = application === 'other' || application === 'stigman';
  return mayBe && ports.has(loopbackPort(authority));
}

/** The port of an address of this machine; NaN for any other. */
export const loopbackPort = oncePerText((authority: string): number =>
  Number(/^(?:localhost|127\.[\d.]+|\[::1\]):(\d+)$/.exec(authority)?.[1] ?? NaN),
);

/** How often a request is followed through the same httpd. */
export const MOST_HOPS = 3;

const NONE: readonly Sender[] = [];

/** Which applications the directives of a configuration lead to. */
export class Applications {
  readonly #recognition: Recognition;
  readonly #senders = new Map<Server, readonly Sender[]>();
  /** The servers all of whose directives lead to other applications; most are never looked at closer. */
  readonly #elsewhere = new Map<Server, Ways>();
  readonly #byNode = new Map<Node, Sender>();
  readonly #stigman = new Set<string>();

  constructor(servers: Servers, recognition: Recognition) {
    const all = [servers.main, ...servers.hosts].map((server) => ({
      server,
      ways: waysOf(server),
    }));
    const strict = withoutPaths(recognition);
    const candidates = all.filter(({ ways }) => !leadElsewhere(strict)(ways));
    const targets = candidates.flatMap(({ ways }) => ways.targets);
    this.#recognition = recognitionFor(targets, recognition);
    for (const { server, ways } of all) {
      if (leadElsewhere(this.#recognition)(ways)) this.#elsewhere.set(server, ways);
      else this.#take(server);
    }
    this.#followHops(servers);
    for (const { application, authority } of this.#taken()) {
      if (application === 'stigman') this.#stigman.add(authority);
    }
    this.#takeWhere((authority) => this.#stigman.has(authority));
    for (const sender of this.#taken()) {
      if (!this.#byNode.has(sender.node)) this.#byNode.set(sender.node, sender);
    }
  }

  #take(server: Server): void {
    this.#senders.set(server, this.#read(server));
    this.#elsewhere.delete(server);
  }

  #read(server: Server): readonly Sender[] {
    return sendersOf(server).map((sender) => this.#recognized(sender));
  }

  /** Looks closer at the servers that send requests to such addresses. */
  #takeWhere(isMeant: (authority: string) => boolean): void {
    for (const [server, { authorities }] of this.#elsewhere) {
      if (authorities.some(isMeant)) this.#take(server);
    }
  }

  #taken(): readonly Sender[] {
    return [...this.#senders.values()].flat();
  }

  /** Marks what leads to STIG Manager by way of this httpd itself. */
  #followHops(servers: Servers): void {
    for (let hops = 0; hops < MOST_HOPS; hops++) {
      const ports = this.#ownPorts(servers);
      this.#takeWhere((authority) => ports.has(loopbackPort(authority)));
      const isNew = (sender: Sender) => !sender.inner && comesIn(sender, ports);
      const found = [...this.#senders].filter(([, senders]) => senders.some(isNew));
      if (found.length === 0) return;
      for (const [server, senders] of found) {
        const marked = senders.map((sender): Sender => {
          return isNew(sender) ? { ...sender, application: 'stigman', inner: true } : sender;
        });
        this.#senders.set(server, marked);
      }
    }
  }

  /** The directives of a server, the main server's first. */
  senders(server: Server): readonly Sender[] {
    const base = server.main ? this.senders(server.main) : [];
    return [...base, ...(this.#senders.get(server) ?? this.#read(server))];
  }

  /** Those of them that lead to an application. */
  sendersTo(application: 'stigman' | 'keycloak', server: Server): readonly Sender[] {
    const base = server.main ? this.sendersTo(application, server.main) : NONE;
    const own = this.#senders.get(server) ?? NONE;
    return [...base, ...own].filter((sender) => sender.application === application);
  }

  /** True where no directive of a server itself leads to STIG Manager. */
  isElsewhere(server: Server): boolean {
    return this.#elsewhere.has(server);
  }

  /**
   * Which application a directive leads to: by what is known of itself, or of another way to the same address. Where
   * the directive leaves the address to variables, it is what a request makes of them.
   */
  of(node: Node, authority = ''): Recognized {
    const sender = this.#byNode.get(node);
    if (!sender) return this.#stigman.has(authority) ? 'stigman' : 'other';
    const member = sender.members?.get(authority);
    const isFilled = /[$%]/.test(sender.authority);
    const address = member ? authority : sender.authority || authority;
    const application = member ?? sender.application;
    if (isFilled && application === 'other') return this.#at(authority);
    const known = application === 'other' && this.#stigman.has(address);
    return known ? 'stigman' : application;
  }

  #at(authority: string): Recognized {
    if (this.#stigman.has(authority)) return 'stigman';
    const names = [hostOf(authority)];
    const target = { names, port: portOf(authority), mountPath: undefined, comment: '' };
    return applicationOf(target, this.#recognition);
  }

  /** Ports at which this configuration itself serves STIG Manager. */
  #ownPorts({ entries }: Servers): ReadonlySet<number> {
    return new Set(entries.filter(({ server }) => this.#serves(server)).map((entry) => entry.port));
  }

  #serves(server: Server): boolean {
    const own = this.#senders.get(server) ?? [];
    if (own.some(({ application }) => application === 'stigman')) return true;
    return server.main !== undefined && this.#serves(server.main);
  }

  /** True where a directive sends requests through this httpd once more. */
  isInner(node: Node): boolean {
    return this.#byNode.get(node)?.inner ?? false;
  }

  #recognized(sender: WrittenSender): Sender {
    const { node, path, mapping, pattern, hosts, targetPath, addresses } = sender;
    const known = addresses.map(({ target }) => applicationOf(target, this.#recognition));
    const at = Math.max(
      known.findIndex((each) => each !== 'other'),
      0,
    );
    const authority = addresses[at]?.authority ?? '';
    const application = known[at] ?? 'other';
    const members =
      addresses.length > 1
        ? withReplicas(new Map(addresses.map((one, i) => [one.authority, known[i] ?? 'other'])))
        : undefined;
    return { node, path, mapping, pattern, hosts, targetPath, authority, application, members };
  }
}

/** Replicas on one host differ by a few in their ports. */
const NEAR = 20;

/** The members of a balancer, those that stand beside one of STIG Manager's on its host taken for the same. */
function withReplicas(members: ReadonlyMap<string, Recognized>): ReadonlyMap<string, Recognized> {
  const entries = [...members];
  const ours = entries.filter(([, application]) => application === 'stigman');
  const isReplica = (authority: string) =>
    ours.some(
      ([own]) =>
        hostOf(own) === hostOf(authority) && Math.abs(portOf(own) - portOf(authority)) <= NEAR,
    );
  return new Map(
    entries.map(([authority, application]) => [
      authority,
      application === 'other' && isReplica(authority) ? 'stigman' : application,
    ]),
  );
}
