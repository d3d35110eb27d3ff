import {
  applicationOf,
  type Recognition,
  type Recognized,
  recognitionFor,
  type Target,
} from '../../stigman/recognition.ts';
import { markNear } from '../marks.ts';
import {
  isLocationPattern,
  locationPath,
  type Mapping,
  mapPath,
  plainUrl,
  splitUrl,
  withoutFilledPath,
} from './mappings.ts';
import { membersInUse } from './members.ts';
import { hostConditions } from './named-hosts.ts';
import { type Node, nodesWithin } from './node.ts';
import { literalPrefixes } from './paths.ts';
import { type RewriteRule, rulesIn } from './rewriting.ts';
import { serverMappings } from './routing.ts';
import { type Server, setting } from './server.ts';
import type { Servers } from './servers.ts';
import { balancerFor, isBalancerUrl, poolsOf } from './workers.ts';

/** A directive that sends requests to another server. */
export interface Sender {
  readonly node: Node;
  /** The path that clients ask for, as far as it is literal. */
  readonly path: string;
  readonly authority: string;
  readonly application: Recognized;
  /** Of a balancer with several members, which application each is, by host and port. */
  readonly members?: ReadonlyMap<string, Recognized> | undefined;
  readonly mapping: Mapping | undefined;
  /** Set where it leads to a port at which this configuration itself serves STIG Manager. */
  readonly inner?: boolean;
  /** The path that it sends requests to, as far as it is literal. */
  readonly targetPath: string;
  /** The pattern that the path is read off. */
  readonly pattern?: string | undefined;
  /** The conditions of a rule on the host that is asked for. */
  readonly hosts?: readonly Node[];
}

function withInnerHop(sender: Sender, ports: ReadonlySet<number>): Sender {
  const inner =
    /^(?:other|stigman)$/.test(sender.application) && ports.has(loopbackPort(sender.authority));
  return inner ? { ...sender, application: 'stigman', inner } : sender;
}

/** The port of an address of this machine; NaN for any other. */
export function loopbackPort(authority: string): number {
  return Number(/^(?:localhost|127\.[\d.]+|\[::1\]):(\d+)$/.exec(authority)?.[1] ?? NaN);
}

/** How often a request is followed through the same httpd. */
export const MOST_HOPS = 3;

/** Which applications the directives of a configuration lead to. */
export class Applications {
  readonly #recognition: Recognition;
  readonly #senders = new Map<Server, readonly Sender[]>();
  readonly #byNode = new Map<Node, Sender>();
  readonly #stigman = new Set<string>();

  constructor(servers: Servers, recognition: Recognition) {
    const all = [servers.main, ...servers.hosts].map((server) => ({
      server,
      senders: sendersOf(server),
    }));
    this.#recognition = recognitionFor(
      all.flatMap(({ senders }) =>
        senders.flatMap((each) => each.addresses.map(({ target }) => target)),
      ),
      recognition,
    );
    for (const { server, senders } of all) this.#senders.set(server, this.#recognize(senders));
    for (let hops = 0; hops < MOST_HOPS; hops++) {
      const own = this.#ownPorts(servers);
      for (const [server, senders] of this.#senders) {
        this.#senders.set(
          server,
          senders.map((sender) => withInnerHop(sender, own)),
        );
      }
    }
    for (const sender of [...this.#senders.values()].flat()) {
      if (!this.#byNode.has(sender.node)) this.#byNode.set(sender.node, sender);
      if (sender.application === 'stigman') this.#stigman.add(sender.authority);
    }
  }

  /** The directives of a server, the main server's first. */
  senders(server: Server): readonly Sender[] {
    const base = server.main ? this.senders(server.main) : [];
    return [...base, ...(this.#senders.get(server) ?? [])];
  }

  /**
   * Which application a directive leads to: by what is known of itself, or of another way to the same address. Where
   * the directive leaves the address to variables, it is what a request makes of them.
   */
  of(node: Node, authority = ''): Recognized {
    const sender = this.#byNode.get(node);
    if (!sender) return this.#stigman.has(authority) ? 'stigman' : 'other';
    const member = sender.members?.get(authority);
    const address = member ? authority : sender.authority || authority;
    const application = member ?? sender.application;
    const known = application === 'other' && this.#stigman.has(address);
    return known ? 'stigman' : application;
  }

  /** Ports at which this configuration itself serves STIG Manager. */
  #ownPorts({ entries }: Servers): ReadonlySet<number> {
    const serving = entries.filter(({ server }) =>
      this.senders(server).some((sender) => sender.application === 'stigman'),
    );
    return new Set(serving.map((entry) => entry.port));
  }

  /** True where a directive sends requests through this httpd once more. */
  isInner(node: Node): boolean {
    return this.#byNode.get(node)?.inner ?? false;
  }

  #recognize(senders: readonly Recognizable[]): readonly Sender[] {
    return senders.map(({ addresses, ...sender }) => {
      const known = addresses.map(
        ({ authority, target }) => [authority, applicationOf(target, this.#recognition)] as const,
      );
      const [authority = '', application = 'other'] =
        known.find(([, each]) => each !== 'other') ?? known[0] ?? [];
      const members = known.length > 1 ? withReplicas(new Map(known)) : undefined;
      return { ...sender, authority, application, members };
    });
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

interface Recognizable extends Omit<Sender, 'application' | 'authority' | 'members'> {
  readonly addresses: readonly Address[];
}

/** A server behind a directive, by host and port. */
interface Address {
  readonly authority: string;
  readonly target: Target;
}

function sendersOf(server: Server): readonly Recognizable[] {
  const mappings = poolsOf(server)
    .mappings.filter((mapping) => !mapping.excluded)
    .flatMap((mapping) => fromMapping(server, mapping));
  const moving: RewriteRule[] = [];
  const rules = rulesIn(server.own).flatMap((rule) => {
    const senders = fromRule(server, rule, undefined, moving);
    if (isMoving(rule) && moving.length < MOST_MOVING) moving.push(rule);
    return senders;
  });
  const inSections = nodesWithin(server.own)
    .filter((node) => /^(?:(?:location|directory)(?:match)?|if|elseif|else)$/.test(node.name))
    .flatMap((section) =>
      rulesIn(section.children ?? []).flatMap((rule) => fromRule(server, rule, section)),
    );
  return [...mappings, ...rules, ...inSections];
}

function fromMapping(server: Server, mapping: Mapping): readonly Recognizable[] {
  const comment = [mapping.node, ...(mapping.section ? [mapping.section] : [])].map(commentOf);
  return pathsInto(mapping).map((path) => ({
    node: mapping.node,
    path,
    mapping,
    pattern: isPattern(mapping) ? mapping.path : undefined,
    ...addressed(server, plainUrl(mapping.target.value), path, comment.join('\n')),
  }));
}

/** The paths by which clients get into a mapping; none where a variable that nothing defines stands in front. */
function pathsInto(mapping: Mapping): readonly string[] {
  const { path } = mapping;
  const paths = isPattern(mapping) ? literalPrefixes(path) : [path.replace(/[*?[].*$/s, '')];
  return paths.filter((each) => each.startsWith('/'));
}

function isPattern({ pattern, section }: Mapping): boolean {
  return section ? isLocationPattern(section) : pattern;
}

function fromRule(
  server: Server,
  rule: RewriteRule,
  section: Node | undefined,
  moving: readonly RewriteRule[] = [],
): readonly Recognizable[] {
  const url = targetOf(server, rule, section);
  if (url === undefined) return [];
  const paths = section
    ? pathsWithin(server, rule, section)
    : [...literalPrefixes(rule.node.argument(0)), ...conditionPaths(rule)];
  const written = rule.node.argument(0);
  const pattern = section || written.startsWith('!') ? undefined : written;
  const comments = [rule.node, ...rule.conditions].map(commentOf).join('\n');
  const moved = moving.flatMap((earlier) => movedInto(paths, earlier));
  return [...new Set([...paths, ...moved])].map((path) => ({
    node: rule.node,
    path,
    mapping: undefined,
    pattern,
    hosts: hostConditions(rule),
    ...addressed(server, url, path, comments),
  }));
}

/** So many rules that change the path are followed into those after them. */
const MOST_MOVING = 10;

/** True for a rule that changes the path and lets the rules after it go on. */
function isMoving({ node, flags }: RewriteRule): boolean {
  const ends = ['P', 'R', 'F', 'G', 'PT', 'L'].some((flag) => flags.has(flag));
  return !ends && node.argument(1).startsWith('/');
}

/** The paths that an earlier rule makes into some of those given. */
function movedInto(paths: readonly string[], { node }: RewriteRule): readonly string[] {
  const to = node.argument(1).replace(/[$%].*$/s, '');
  const from = literalPrefixes(node.argument(0)).filter((path) => path !== '/');
  return paths
    .filter((path) => path.startsWith(to) || to.startsWith(path))
    .flatMap((path) => from.map((each) => each + path.slice(to.length)));
}

/**
 * Where a rule sends requests: itself by [P], or the mapping of the path that it makes, which is asked for by [PT], and
 * always within a section.
 */
function targetOf(
  server: Server,
  { node, flags }: RewriteRule,
  section: Node | undefined,
): string | undefined {
  const substitution = node.argument(1);
  if (flags.has('P')) return substitution;
  const goesOn = flags.has('PT') || (section !== undefined && !flags.has('R'));
  if (!goesOn || /^-$|:\/\//.test(substitution)) return undefined;
  const path = substitution.replace(/[$%?].*$/s, '').replace(/^\/?/, '/');
  const urls = serverMappings(server).flatMap((mapping) => {
    const result = mapping.pattern ? undefined : mapPath(mapping, path);
    return typeof result === 'object' ? [result.url] : [];
  });
  return urls[0];
}

/** The paths of a section's rule: those of its <Location>, or what its pattern says of those below its <Directory>. */
function pathsWithin(server: Server, rule: RewriteRule, section: Node): readonly string[] {
  if (section.name === 'locationmatch') return literalPrefixes(locationPath(section));
  if (section.name === 'location') return isLocationPattern(section) ? [] : [locationPath(section)];
  if (/^(?:if|elseif|else)$/.test(section.name)) {
    const { parent } = section;
    return parent && parent.name !== 'virtualhost'
      ? pathsWithin(server, rule, parent)
      : [...literalPrefixes(rule.node.argument(0)), ...conditionPaths(rule)];
  }
  const root = setting(server, 'documentroot');
  const folder = section.argument(0).replace(/\/+$/, '');
  const isRoot = !root || root.argument(0).replace(/\/+$/, '') === folder;
  return isRoot ? literalPrefixes(rule.node.argument(0).replace(/^\^\/?/, '^/')) : [];
}

/** A rule for any path may be narrowed by conditions on the path. */
function conditionPaths(rule: RewriteRule): readonly string[] {
  if (!literalPrefixes(rule.node.argument(0)).includes('/')) return [];
  return rule.conditions
    .filter((node) => /^%\{REQUEST_URI\}$/i.test(node.argument(0)))
    .flatMap((node) => literalPrefixes(node.argument(1)))
    .filter((path) => path !== '/');
}

function commentOf(node: Node): string {
  return markNear(node.tree, node.directive);
}

const PORTS: Readonly<Record<string, number>> = { http: 80, ws: 80, https: 443, wss: 443 };

function addressed(
  server: Server,
  written: string,
  path: string,
  comment: string,
): Pick<Recognizable, 'addresses' | 'targetPath'> {
  const url = withoutFilledPath(written);
  const own = splitUrl(url);
  const members = isBalancerUrl(url) ? membersInUse(balancerFor(server, url)?.members ?? []) : [];
  const balancer = members.length > 0 ? [hostOf(own?.authority ?? '')] : [];
  const urls = members.length > 0 ? members.map(({ name }) => splitUrl(name)) : [own];
  const addresses = urls.map((parts) => {
    const authority = parts?.authority ?? '';
    const names = [...balancer, hostOf(authority)].filter((host) => host !== '');
    const port = /:(\d+)$/.exec(authority)?.[1];
    const target: Target = {
      names: names.length > 0 ? names : [url],
      port: port === undefined ? PORTS[parts?.scheme ?? ''] : Number(port),
      mountPath: path,
      comment,
    };
    return { authority, target };
  });
  return { addresses, targetPath: own?.path.replace(/[$%].*$/s, '') ?? '' };
}

function portOf(authority: string): number {
  return Number(/:(\d+)$/.exec(authority)?.[1] ?? NaN);
}

function hostOf(authority: string): string {
  return authority.replace(/:\d*$/, '');
}
