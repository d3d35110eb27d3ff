import type { Place } from '../../text/place.ts';
import { oncePer } from '../once.ts';
import type { Configuration } from './configuration.ts';
import { hostsAskedFor } from './named-hosts.ts';
import type { Node } from './node.ts';
import {
  type Address,
  addressesOf,
  isSecure,
  listenOf,
  nameOf,
  namesOf,
  type Server,
} from './server.ts';
import { HostIndex, type Rivals } from './virtual-hosts.ts';

/** A server that answers, and the URL by which clients get to it. */
export interface Entry {
  readonly server: Server;
  readonly host: string;
  readonly port: number;
  /** The first virtual host of its address and port, which reads a request before its name is known. */
  readonly first: Server;
  /** Speaks TLS: as the first virtual host does (measured). */
  readonly secure: boolean;
  readonly place: Place;
  /**
   * Set for a server of any address: a virtual host that answers in its place at an address of its own (measured).
   * Which address a client comes to the configuration does not tell.
   */
  readonly rival?: Node | undefined;
  /** True for a host that nothing but conditions of rules names. */
  readonly byCondition?: boolean;
}

export interface Servers {
  readonly main: Server;
  readonly hosts: readonly Server[];
  readonly entries: readonly Entry[];
  readonly listens: readonly Address[];
  /** False for a fragment with neither Listen nor virtual host: its surrounding is assumed. */
  readonly rooted: boolean;
}

export function serversOf(configuration: Configuration, rootPlace: Place): Servers {
  const isHost = (node: Node) => node.name === 'virtualhost' && node.children !== undefined;
  const { isThere } = configuration;
  const main: Server = {
    section: undefined,
    own: configuration.nodes.filter((node) => !isHost(node)),
    main: undefined,
    isThere,
  };
  const hosts = configuration.nodes
    .filter(isHost)
    .map((section) => ({ section, own: section.children ?? [], main, isThere }));
  const listens = main.own.filter((node) => node.name === 'listen').map((node) => listenOf(node));
  const rooted = listens.length > 0 || hosts.length > 0;
  return { main, hosts, entries: entriesOf(main, hosts, listens, rootPlace), listens, rooted };
}

const LOOPBACK = '127.0.0.1';

const indexOf = oncePer((hosts: readonly Server[]) => new HostIndex(hosts));

/**
 * The server that answers a request from this machine to its port, and the one that speaks first; undefined where httpd
 * does not listen there.
 */
export function loopbackServer({ main, hosts, listens }: Servers, port: number, host: string) {
  const isHere = (address: Address) =>
    address.port === port && (address.host === '*' || address.host === LOOPBACK);
  if (listens.length > 0 && !listens.some(isHere)) return undefined;
  const rivals = [LOOPBACK, '*']
    .map((address) => indexOf(hosts).rivalsAt({ host: address, port: undefined }, port))
    .find(({ servers }) => servers.length > 0);
  const fallback = listens.length > 0 ? main : undefined;
  const server = rivals?.named(host) ?? fallback;
  const first = rivals?.servers[0] ?? server;
  return server && first && { server, first, secure: isSecure(first) };
}

function entriesOf(
  main: Server,
  hosts: readonly Server[],
  listens: readonly Address[],
  rootPlace: Place,
): readonly Entry[] {
  const index = indexOf(hosts);
  const found = new Map<string, Entry>();
  hosts.forEach((server, i) => {
    for (const address of addressesOf(server)) {
      for (const port of portsFor(address, listens)) {
        const rivals = index.rivalsAt(address, port);
        const host = hostReaching(server, rivals, address);
        const hidden = host === undefined || isHidden(address, port, index, listens);
        const key = `${i} ${port}`;
        if (hidden || found.has(key)) continue;
        const place = server.section?.place ?? rootPlace;
        const own = entry(server, host, port, place, rivals.servers[0]);
        found.set(key, { ...own, rival: rivalOf(own, address, index, listens) });
      }
    }
  });
  const own = [...found.values()].flatMap((each) => [each, ...alsoNamed(each, index)]);
  const rest = mainEntries(main, hosts, listens, rootPlace).map((each) => {
    const taken = singlesAt(each.port, index, listens)[0];
    return { ...each, rival: taken && index.rivalsAt(taken, each.port).servers[0]?.section };
  });
  return [...own, ...rest];
}

/** The same server under the hosts by which its rules tell applications apart. */
function alsoNamed(own: Entry, index: HostIndex): readonly Entry[] {
  const addresses = addressesOf(own.server);
  return hostsAskedFor(own)
    .filter((host) =>
      addresses.some((address) => index.rivalsAt(address, own.port).named(host) === own.server),
    )
    .map((host) => ({ ...own, host, byCondition: true }));
}

function entry(
  server: Server,
  host: string,
  port: number,
  place: Place,
  first: Server = server,
): Entry {
  return { server, host, port, first, secure: isSecure(first), place };
}

/** Ports at which a virtual host's address is served. Without Listen in sight its own port is taken for listened on. */
function portsFor(address: Address, listens: readonly Address[]): readonly number[] {
  if (listens.length === 0) return [address.port ?? 80];
  const fitting = listens.filter(
    (listen) =>
      (address.port === undefined || listen.port === address.port) &&
      (address.host === '*' || listen.host === '*' || listen.host === address.host),
  );
  return [
    ...new Set(fitting.flatMap((listen) => (listen.port === undefined ? [] : [listen.port]))),
  ];
}

/** True where each address that listens on the port has virtual hosts of its own. */
function isHidden(
  address: Address,
  port: number,
  index: HostIndex,
  listens: readonly Address[],
): boolean {
  const here = listens.filter((listen) => listen.port === port);
  if (here.length === 0) return false;
  const taken = ({ host }: Address) =>
    host !== '*' && (index.takes(host, port) || index.takes(host, undefined));
  if (address.host === '*' && here.every(taken)) return true;
  return address.port === undefined && index.takes(address.host, port);
}

/** The virtual host that answers to the name of an entry of `*` at an address of its own. */
function rivalOf(
  { server, host, port }: Entry,
  address: Address,
  index: HostIndex,
  listens: readonly Address[],
): Node | undefined {
  const here = singlesAt(port, index, listens);
  const own = addressesOf(server).filter((each) => here.some((one) => one.host === each.host));
  const answering = (address.host === '*' ? here : own).map((single) =>
    index.rivalsAt(single, port).named(host),
  );
  return answering.find((other) => other !== undefined && other !== server)?.section;
}

/** The addresses that virtual hosts have for themselves at a port and that httpd listens at. */
function singlesAt(
  port: number,
  index: HostIndex,
  listens: readonly Address[],
): readonly Address[] {
  const here = listens.filter((listen) => listen.port === port).map((listen) => listen.host);
  return index
    .single(port)
    .filter((single) => here.length === 0 || here.includes('*') || here.includes(single.host));
}

/** A host name that selects the server among those of its address: its own name, an alias, or any for the first. */
function hostReaching(server: Server, rivals: Rivals, address: Address): string | undefined {
  const named = namesOf(server);
  const fallback = address.host === '*' || address.host.includes(':') ? 'localhost' : address.host;
  const tried = [...named.map((name) => name.replaceAll('*', 'www').replaceAll('?', 'w'))];
  if (named.length === 0 || rivals.servers[0] === server) tried.push(fallback);
  return tried.find((name) => rivals.named(name) === server);
}

/** The main server answers where no virtual host takes the port. */
function mainEntries(
  main: Server,
  hosts: readonly Server[],
  listens: readonly Address[],
  rootPlace: Place,
): readonly Entry[] {
  if (listens.length === 0 && hosts.length > 0) return [];
  const taken = hosts.flatMap(addressesOf);
  const open = listens.filter(
    (listen) =>
      !taken.some(
        (address) =>
          (address.port ?? listen.port) === listen.port &&
          (address.host === '*' || address.host === listen.host),
      ),
  );
  const ports = listens.length === 0 ? [80] : [...new Set(open.map((listen) => listen.port ?? 80))];
  const host = nameOf(main) || 'localhost';
  return ports.map((port) => entry(main, host, port, rootPlace));
}
