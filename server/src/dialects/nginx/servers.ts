import { compilePattern, type Match } from '../../text/pattern.ts';
import { oncePer } from '../once.ts';
import { hostOf } from './host-name.ts';
import type { Entry, Scope } from './scope.ts';

/** An address that a server listens on. */
export interface Listen {
  /** "*", an IP address, a host name, or `unix:` with a path, of port 0. */
  readonly address: string;
  readonly port: number;
  readonly secure: boolean;
  readonly http2: boolean;
  readonly proxyProtocol: boolean;
  readonly isDefault: boolean;
  readonly entry: Entry | undefined;
}

export interface Server {
  readonly scope: Scope;
  readonly listens: readonly Listen[];
  readonly names: readonly string[];
  /** A host name by which clients reach it. */
  readonly host: string;
}

/** The HTTP servers of a configuration, in loading order; a fragment's outermost scope counts as one where it has to. */
export const serversOf = oncePer((root: Scope): readonly Server[] => {
  if (root.kind === 'server' || root.kind === 'location') return [readServer(root)];
  const around = root.kind === 'main' ? root.own('http').flatMap((e) => e.inner ?? []) : [root];
  return sharingSockets(
    around
      .flatMap((http) => http.own('server'))
      .flatMap(({ inner }) => (inner ? [readServer(inner)] : [])),
  );
});

const SHARED = ['secure', 'http2', 'proxyProtocol'] as const;

/** `ssl`, `http2` and `proxy_protocol` on one listen hold for every server of the address (measured on 1.22.1). */
function sharingSockets(servers: readonly Server[]): readonly Server[] {
  const keyOf = ({ address, port }: Listen) => `${address} ${port}`;
  const all = servers.flatMap(({ listens }) => listens);
  const [secure, http2, proxyProtocol] = SHARED.map(
    (flag) => new Set(all.filter((listen) => listen[flag]).map(keyOf)),
  ) as [Set<string>, Set<string>, Set<string>];
  if (secure.size + http2.size + proxyProtocol.size === 0) return servers;
  const shared = (listen: Listen): Listen => {
    const key = keyOf(listen);
    const flags = { secure: secure.has(key), http2: http2.has(key) };
    return { ...listen, ...flags, proxyProtocol: proxyProtocol.has(key) };
  };
  return servers.map((server) => ({ ...server, listens: server.listens.map(shared) }));
}

function readServer(scope: Scope): Server {
  const names = scope.own('server_name').flatMap((entry) => entry.args);
  const sslOn = scope.own('ssl').at(-1)?.args[0]?.toLowerCase() === 'on';
  const entries = scope.own('listen');
  const listens = entries
    .filter(({ args }) => !args.includes('quic'))
    .flatMap((entry) => readListen(entry, sslOn) ?? []);
  return {
    scope,
    names,
    host: hostOf(names),
    listens: entries.length === 0 ? [{ ...PLAIN, address: '*', port: 80, secure: sslOn }] : listens,
  };
}

const PLAIN = { http2: false, proxyProtocol: false, isDefault: false, entry: undefined };

/** Reads a listen directive; undefined where its address is none, as a range of ports is not. */
export function readListen(entry: Entry, sslOn: boolean): Listen | undefined {
  const [address = '', ...flags] = entry.args;
  const base = {
    secure: sslOn || flags.includes('ssl'),
    http2: flags.includes('http2'),
    proxyProtocol: flags.includes('proxy_protocol'),
    isDefault: flags.includes('default_server') || flags.includes('default'),
    entry,
  };
  if (address.startsWith('unix:')) return { ...base, address, port: 0 };
  if (/^\d+$/.test(address)) return { ...base, address: '*', port: Number(address) };
  const match = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(address);
  if (!match) return undefined;
  return { ...base, address: addressOf(match[1]), port: Number(match[2] ?? 80) };
}

/** One spelling for each address. */
function addressOf(written = ''): string {
  if (written === '' || written === '0.0.0.0') return '*';
  return written === 'localhost' ? '127.0.0.1' : written;
}

/** The servers of a configuration by the port and address that they listen on. */
export type ServerIndex = ReadonlyMap<number, PortIndex>;

type PortIndex = ReadonlyMap<string, Group>;

interface Group {
  readonly servers: readonly Server[];
  readonly exact: ReadonlyMap<string, Server>;
  readonly fallback: Server;
}

export function indexServers(servers: readonly Server[]): ServerIndex {
  const ports = new Map<number, Map<string, Member[]>>();
  for (const server of servers) {
    for (const { address, port, isDefault } of server.listens) {
      const groups = ports.get(port) ?? new Map<string, Member[]>();
      ports.set(port, groups);
      const group = groups.get(address);
      if (group) group.push({ server, isDefault });
      else groups.set(address, [{ server, isDefault }]);
    }
  }
  return new Map([...ports].map(([port, groups]) => [port, groupsOf(groups)]));
}

/** A server on one of its addresses. */
interface Member {
  readonly server: Server;
  readonly isDefault: boolean;
}

function groupsOf(groups: ReadonlyMap<string, readonly Member[]>): PortIndex {
  return new Map([...groups].map(([address, members]) => [address, groupOf(members)]));
}

function groupOf(members: readonly Member[]): Group {
  const exact = new Map<string, Server>();
  for (const { server } of members) {
    for (const name of server.names) {
      const plain = (name.startsWith('.') ? name.slice(1) : name).toLowerCase();
      if (!exact.has(plain)) exact.set(plain, server);
    }
  }
  const first = members.find((member) => member.isDefault) ?? members[0];
  return {
    servers: members.map((member) => member.server),
    exact,
    fallback: first?.server as Server,
  };
}

/** True where no other server listens on a server's ports. */
export function hasPortsToItself(index: ServerIndex, { listens }: Server): boolean {
  return listens.every(({ port }) => {
    const [group, ...others] = [...(index.get(port)?.values() ?? [])];
    return group?.servers.length === 1 && others.length === 0;
  });
}

/** The server that takes a request for a host on an address that some server listens on. */
export function selectServer(
  index: PortIndex | undefined,
  address: string,
  host: string,
): Server | undefined {
  const group = index?.get(address);
  return group && (byName(group, host.toLowerCase()) ?? group.fallback);
}

function byName({ servers, exact }: Group, host: string): Server | undefined {
  return (
    exact.get(host) ??
    longestWildcard(servers, (name) => leadingWildcard(name, host)) ??
    longestWildcard(servers, (name) => trailingWildcard(name, host)) ??
    servers.find((server) => server.names.some((name) => regexName(name, host)))
  );
}

/** What the pattern captures by which a server has a host, if no plain name of it does. */
export function matchOfName({ names }: Server, host: string): Match | undefined {
  if (names.some((name) => coversHost(name, host))) return undefined;
  for (const name of names) {
    const match = name.startsWith('~') && compilePattern(name.slice(1), true)?.exec(host);
    if (match) return match;
  }
  return undefined;
}

/** True where a name without a pattern covers a host in lower case. */
export function coversHost(name: string, host: string): boolean {
  const isSame = name.replace(/^\./, '').toLowerCase() === host;
  return isSame || leadingWildcard(name, host) || trailingWildcard(name, host);
}

export function trailingWildcard(name: string, host: string): boolean {
  return name.endsWith('.*') && host.startsWith(name.slice(0, -1).toLowerCase());
}

export function leadingWildcard(name: string, host: string): boolean {
  const suffix = name.startsWith('*.') ? name.slice(1) : name.startsWith('.') ? name : undefined;
  return suffix !== undefined && host.endsWith(suffix.toLowerCase());
}

function longestWildcard(
  group: readonly Server[],
  matches: (name: string) => boolean,
): Server | undefined {
  let best: { server: Server; length: number } | undefined;
  for (const server of group) {
    for (const name of server.names) {
      if (matches(name) && name.length > (best?.length ?? 0))
        best = { server, length: name.length };
    }
  }
  return best?.server;
}

function regexName(name: string, host: string): boolean {
  return name.startsWith('~') && compilePattern(name.slice(1), true)?.exec(host) !== undefined;
}
