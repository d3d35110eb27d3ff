import { oncePer } from '../once.ts';
import { type Entry, type EntryIndex, option, type Scope, scalar } from './scope.ts';
import { concat, known, unknownValue, type Value } from './values.ts';
import type { Variables } from './variables.ts';

/** A proxy_pass, resolved for one request. */
export interface Upstream {
  readonly entry: Entry;
  readonly scheme: 'http' | 'https';
  /** Host or upstream name as written; undefined where it cannot be told. */
  readonly host: string | undefined;
  readonly port: number;
  /** True where the port is written. */
  readonly explicitPort: boolean;
  /** URI part as written after evaluation: undefined where there is none. */
  readonly uri: string | undefined;
  readonly hasVariables: boolean;
  /** The members of the upstream block that the host names, or of all that a variable may name. */
  readonly members: readonly Member[];
  /** True where a variable leaves open which of several addresses it is. */
  readonly isChoice: boolean;
}

export interface Member {
  readonly host: string;
  readonly port: number;
  readonly down: boolean;
  /** Asked only while all others fail. */
  readonly backup: boolean;
  /** Connections that it takes at once; Infinity where there is no limit. */
  readonly most: number;
}

/** Resolves the target of a proxy_pass; undefined where it is not a URL. */
export function resolveUpstream(
  entry: Entry,
  variables: Variables,
  groups: ReadonlyMap<string, Scope>,
): Upstream | undefined {
  const text = entry.args[0] ?? '';
  const pieces = text.replace(PLACEHOLDER, (tag) => (isFilledIn(tag, variables) ? '\0' : tag));
  const values = pieces.split('\0').map((piece) => variables.interpolate(piece));
  const value = concat(values.flatMap((each, i) => (i > 0 ? [unknownValue, each] : [each])));
  const one = addressOf(value, groups);
  const address = one?.host === undefined ? (anyOf(variables.outcomes(text), groups) ?? one) : one;
  return address && { entry, hasVariables: pieces.includes('$'), ...address };
}

/** What a template or envsubst puts into a text before nginx reads it. */
const PLACEHOLDER = /\{\{.*?\}\}|\$\{[A-Z][A-Z0-9_]*\}|\$[A-Z][A-Z0-9_]*/g;

/** False for a variable of the configuration, which may be in capital letters too. */
function isFilledIn(tag: string, variables: Variables): boolean {
  return tag.startsWith('{') || !variables.isDefined(tag.replace(/\W/g, ''));
}

/** Resolves targets of proxy_pass that are written out in full, each text once. */
export function literalUpstreams(groups: ReadonlyMap<string, Scope>) {
  const addresses = new Map<string, Address | undefined>();
  return (entry: Entry): Upstream | undefined => {
    const text = entry.args[0] ?? '';
    if (!addresses.has(text)) addresses.set(text, addressOf([text], groups));
    const address = addresses.get(text);
    return address && { entry, hasVariables: false, ...address };
  };
}

/** What a URL leads to, wherever it stands. */
type Address = Omit<Upstream, 'entry' | 'hasVariables'>;

function addressOf(value: Value, groups: ReadonlyMap<string, Scope>): Address | undefined {
  const url = splitUrl(value);
  if (!url) return undefined;
  const group = url.host === undefined ? undefined : groups.get(url.host);
  return { ...url, members: group ? membersOf(group) : [], isChoice: false };
}

/** One address for several that differ in nothing but their servers. */
function anyOf(values: readonly Value[], groups: ReadonlyMap<string, Scope>): Address | undefined {
  const addresses = values.map((value) => addressOf(value, groups));
  const [first] = addresses;
  if (!first || addresses.length === 1) return undefined;
  const members: Member[] = [];
  for (const one of addresses) {
    if (one?.host === undefined || one.scheme !== first.scheme || one.uri !== first.uri)
      return undefined;
    if (one.members.length === 0 && !NAME_WITHOUT_DNS.test(one.host)) return undefined;
    members.push(...(one.members.length > 0 ? one.members : [memberAt(one.host, one.port)]));
  }
  return { ...first, explicitPort: false, members, isChoice: true };
}

/** A server by itself, without an upstream block. */
export function memberAt(host: string, port: number): Member {
  return { host, port, down: false, backup: false, most: Infinity };
}

type Url = Omit<Address, 'members' | 'isChoice'>;

const UNKNOWN_URL: Url = {
  scheme: 'http',
  host: undefined,
  port: 0,
  explicitPort: false,
  uri: '\0',
};

function splitUrl(value: Value): Url | undefined {
  const all = known(value);
  const text = all ?? value.map((part) => part ?? '\0').join('');
  const socket = /^(https?):\/\/(unix:[^:]+)(?::(.*))?$/is.exec(text);
  if (socket) return socketUrl(socket);
  const match = /^(https?|\0):\/\/([^/?#]*)(.*)$/is.exec(text);
  if (!match) return text.startsWith('\0') ? UNKNOWN_URL : undefined;
  const scheme = match[1]?.toLowerCase() === 'https' ? 'https' : 'http';
  const authority = match[2] as string;
  const hostPort = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(authority);
  if (!hostPort || authority.includes('\0')) {
    const port = /:(\d+)$/.exec(authority)?.[1];
    const address = { scheme, host: undefined, port: Number(port ?? 0) } as const;
    return { ...address, explicitPort: port !== undefined, uri: match[3] || undefined };
  }
  return {
    scheme,
    host: hostPort[1],
    port: Number(hostPort[2] ?? (scheme === 'https' ? 443 : 80)),
    explicitPort: hostPort[2] !== undefined,
    uri: match[3] === '' ? undefined : match[3],
  };
}

function socketUrl(match: RegExpExecArray): Url {
  const scheme = (match[1] as string).toLowerCase() as 'http' | 'https';
  return { scheme, host: match[2], port: 0, explicitPort: false, uri: match[3] || undefined };
}

/** The servers of an upstream block. */
export function membersOf(group: Scope): readonly Member[] {
  return group.own('server').map((entry) => {
    const match = /^(unix:.*|\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry.args[0] ?? '');
    const host = match?.[1] ?? '';
    return {
      host,
      port: host.startsWith('unix:') ? 0 : Number(match?.[2] ?? 80),
      down: entry.args.includes('down'),
      backup: entry.args.includes('backup'),
      most: Number(option(entry, 'max_conns')) || Infinity,
    };
  });
}

/** The member that requests go to while none fails. */
export function likeliest(members: readonly Member[]): Member | undefined {
  return members.find(({ down, backup }) => !down && !backup) ?? members.find(({ down }) => !down);
}

/** The upstream blocks of a configuration by name. */
export function upstreamGroups(all: EntryIndex): ReadonlyMap<string, Scope> {
  const found = new Map<string, Scope>();
  for (const { args, inner } of all.get('upstream') ?? []) {
    if (args[0] && inner && inner.parent?.kind !== 'stream') found.set(args[0], inner);
  }
  return found;
}

/** A request header that nginx sends upstream because a proxy_set_header says so. */
export interface SentHeader {
  readonly entry: Entry;
  readonly name: string;
  readonly value: Value;
}

/** The proxy_set_header lines in force, evaluated. */
export function sentHeaders(lines: readonly Entry[], variables: Variables): readonly SentHeader[] {
  return lines.map((entry) => ({
    entry,
    name: (entry.args[0] ?? '').toLowerCase(),
    value: variables.interpolate(entry.args[1] ?? ''),
  }));
}

const NAME_WITHOUT_DNS = /^(unix:.*|\d+\.\d+\.\d+\.\d+|\[.*\])$/;

/**
 * True where nginx has to look a name up for every request and has no resolver: it answers 502 (measured).
 * Any variable in the URL has that effect, unless the host is an upstream or stands literally in another proxy_pass.
 */
export function lacksResolver(upstream: Upstream, all: EntryIndex): boolean {
  if (!upstream.hasVariables || upstream.host === undefined || upstream.members.length > 0)
    return false;
  if (NAME_WITHOUT_DNS.test(upstream.host)) return false;
  if (literalHostsOf(all).has(`${upstream.host}:${upstream.port}`)) return false;
  return scalar(upstream.entry.scope, 'resolver') === undefined;
}

/** host:port of every proxy_pass without variables: nginx resolves those when it starts. */
const literalHostsOf = oncePer((all: EntryIndex): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const { args } of all.get('proxy_pass') ?? []) {
    const url = args[0]?.includes('$') ? undefined : splitUrl([args[0]]);
    if (url?.host !== undefined) found.add(`${url.host}:${url.port}`);
  }
  return found;
});
