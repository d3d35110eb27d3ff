import type { Target } from '../../stigman/recognition.ts';
import { wordTable } from '../../text/word-table.ts';
import { markNear } from '../marks.ts';
import { oncePer, oncePerText } from '../once.ts';
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
import { mapsOf, type RewriteMaps } from './rewrite-maps.ts';
import { isRule, type RewriteRule, rulesIn } from './rewrite-rules.ts';
import { serverMappings } from './routing.ts';
import { type Server, setting } from './server.ts';
import { balancerFor, isBalancerUrl, mappingsOf } from './workers.ts';

/** A directive that sends requests to another server, as it is written. */
export interface WrittenSender {
  readonly node: Node;
  /** The path that clients ask for, as far as it is literal. */
  readonly path: string;
  readonly mapping: Mapping | undefined;
  /** The path that it sends requests to, as far as it is literal. */
  readonly targetPath: string;
  /** The pattern that the path is read off. */
  readonly pattern: string | undefined;
  /** The conditions of a rule on the host that is asked for. */
  readonly hosts: readonly Node[] | undefined;
  /** Where it sends them: of a balancer to each of its members. */
  readonly addresses: readonly Address[];
}

/** A server behind a directive, by host and port. */
export interface Address {
  readonly authority: string;
  readonly target: Target;
}

/** Sections whose rules send requests on. */
const WITH_RULES = /^(?:(?:location|directory)(?:match)?|(?:else)?if|else)$/;

/** The directives of a server that send requests on, in its sections too. */
export const sendersOf = oncePer((server: Server): readonly WrittenSender[] => {
  const mappings = mappingsOf(server)
    .filter((mapping) => !mapping.excluded)
    .flatMap((mapping) => fromMapping(server, mapping));
  const moving: RewriteRule[] = [];
  const rules = rulesIn(server.own).flatMap((rule) => {
    const senders = fromRule(server, rule, undefined, moving);
    if (isMoving(rule) && moving.length < MOST_MOVING) moving.push(rule);
    return senders;
  });
  const inSections = sectionsWithRules(server).flatMap((section) =>
    rulesIn(section.children ?? []).flatMap((rule) => fromRule(server, rule, section)),
  );
  return [...mappings, ...rules, ...inSections];
});

function sectionsWithRules(server: Server): readonly Node[] {
  return nodesWithin(server.own).filter(
    ({ name, children }) => WITH_RULES.test(name) && children?.some(isRule),
  );
}

/** True where other lines than a server's own may have a say in where its directives send requests. */
export function looksAround(server: Server): boolean {
  return (
    mappingsOf(server).some(({ target }) => isBalancerUrl(plainUrl(target.value))) ||
    rulesIn(server.own).some(
      ({ node, flags }) => flags.has('PT') || /^balancer:|\$\{/i.test(node.argument(1)),
    ) ||
    sectionsWithRules(server).length > 0
  );
}

function fromMapping(server: Server, mapping: Mapping): readonly WrittenSender[] {
  const { node, section } = mapping;
  const comment = section ? `${commentOf(node)}\n${commentOf(section)}` : commentOf(node);
  const url = withoutFilledPath(plainUrl(mapping.target.value));
  return pathsInto(mapping).map((path) => ({
    node,
    path,
    mapping,
    pattern: isPattern(mapping) ? mapping.path : undefined,
    hosts: undefined,
    targetPath: literalPathOf(url),
    addresses: addressesOf(server, url, path, comment),
  }));
}

/** The paths by which clients get into a mapping; none where a variable that nothing defines stands in front. */
function pathsInto(mapping: Mapping): readonly string[] {
  const { path } = mapping;
  if (isPattern(mapping)) return literalPrefixes(path).filter((each) => each.startsWith('/'));
  return path.startsWith('/') ? [path.replace(/[*?[].*$/s, '')] : [];
}

function isPattern({ pattern, section }: Mapping): boolean {
  return section ? isLocationPattern(section) : pattern;
}

function fromRule(
  server: Server,
  rule: RewriteRule,
  section: Node | undefined,
  moving: readonly RewriteRule[] = [],
): readonly WrittenSender[] {
  const target = targetOf(server, rule, section);
  if (target === undefined) return [];
  const url = withoutFilledPath(withLooks(target, mapsOf(server)));
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
    targetPath: literalPathOf(url),
    addresses: addressesOf(server, url, path, comments),
  }));
}

/** A target with what maps make of the keys that are written in it. */
function withLooks(target: string, maps: RewriteMaps): string {
  return target.replace(/\$\{([^:${}]+):([^$%|{}]+)(?:\|[^{}]*)?\}/g, (whole, name, key) => {
    return maps.get(name)?.(key) || whole;
  });
}

/** So many rules that change the path are followed into those after them. */
const MOST_MOVING = 10;

/** True for a rule that changes the path and lets the rules after it go on. */
function isMoving({ node, flags }: RewriteRule): boolean {
  const ends = ['P', 'R', 'F', 'G', 'PT', 'L', 'END'].some((flag) => flags.has(flag));
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
  const mappings = [...locationMappings(server), ...serverMappings(server)];
  const urls = mappings.flatMap((mapping) => {
    const result = mapping.pattern ? undefined : mapPath(mapping, path);
    return typeof result === 'object' ? [result.url] : [];
  });
  return urls[0];
}

/** The mappings in <Location>, in the order in which they are asked. */
function locationMappings(server: Server): readonly Mapping[] {
  const all = [...(server.main ? mappingsOf(server.main) : []), ...mappingsOf(server)];
  return all.filter(({ section }) => section).reverse();
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
  const folder = section.argument(0).replace(/(?<!\/)\/+$/, '');
  const isRoot = !root || root.argument(0).replace(/(?<!\/)\/+$/, '') === folder;
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

const PORTS = wordTable<number>({ http: 80, ws: 80, https: 443, wss: 443 });

/** Host and port of a URL, as it is written and by its scheme. */
const serverOfUrl = oncePerText((url: string) => {
  const { authority = '', scheme = '' } = splitUrl(url) ?? {};
  const port = portOf(authority);
  const host = hostOf(authority);
  return { authority, host, port: Number.isNaN(port) ? PORTS.get(scheme) : port };
});

/** The path of a URL before what a request fills in. */
function literalPathOf(url: string): string {
  return splitUrl(url)?.path.replace(/[$%].*$/s, '') ?? '';
}

/** Members that are switched off tell whose balancer it is where no other does. */
function addressesOf(
  server: Server,
  url: string,
  mountPath: string,
  comment: string,
): readonly Address[] {
  const all = isBalancerUrl(url) ? (balancerFor(server, url)?.members ?? []) : [];
  const inUse = membersInUse(all);
  const members = inUse.length > 0 ? inUse : all;
  if (members.length === 0) return plainAddress([url, mountPath, comment].join('\0'));
  const balancer = serverOfUrl(url).host;
  return members.map(({ name }) => {
    const { authority, host, port } = serverOfUrl(name);
    const names = [balancer, host].filter((each) => each !== '');
    const target = { names: names.length > 0 ? names : [url], port, mountPath, comment };
    return { authority, target };
  });
}

/** Where a URL leads by itself, given with the path that clients ask for and the comment. */
const plainAddress = oncePerText((key: string): readonly Address[] => {
  const [url = '', mountPath = '', comment = ''] = key.split('\0');
  const { authority, host, port } = serverOfUrl(url);
  return [{ authority, target: { names: [host === '' ? url : host], port, mountPath, comment } }];
});

/** The port of host:port; NaN where there is none. */
export function portOf(authority: string): number {
  return Number(/:(\d+)$/.exec(authority)?.[1] ?? NaN);
}

/** The host of host:port. */
export function hostOf(authority: string): string {
  return authority.replace(/:\d*$/, '');
}
