import { compilePattern } from '../../text/pattern.ts';
import { oncePerText } from '../once.ts';
import type { Argument, Node } from './node.ts';

/** A key=value parameter of a mapping, a member or ProxySet. */
export interface Parameter {
  readonly value: string;
  readonly argument: Argument;
  readonly node: Node;
}

/** A ProxyPass or ProxyPassMatch. */
export interface Mapping {
  readonly node: Node;
  /** The path, or for `pattern` the regular expression, that it maps. */
  readonly path: string;
  readonly pattern: boolean;
  readonly target: Argument;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly flags: ReadonlySet<string>;
  /** `!`: not to be proxied. */
  readonly excluded: boolean;
  /** The <Location> or <LocationMatch> around it. */
  readonly section: Node | undefined;
}

export function isMappingNode(node: Node): boolean {
  return node.name === 'proxypass' || node.name === 'proxypassmatch';
}

/** Reads a ProxyPass; undefined where it lacks its target. */
export function mappingOf(node: Node): Mapping | undefined {
  const section = locationAround(node);
  const { args } = node;
  const tilde = !section && args[0]?.value === '~';
  const at = section ? 0 : tilde ? 2 : 1;
  const path = section ? locationPath(section) : args[at - 1]?.value;
  const target = args[at];
  if (path === undefined || !target) return undefined;
  const pattern =
    node.name === 'proxypassmatch' || tilde || (section !== undefined && isWild(path));
  const { parameters, flags } = parametersOf(node, args.slice(at + 1));
  return {
    node,
    path,
    pattern,
    target,
    parameters,
    flags,
    excluded: target.value === '!',
    section,
  };
}

type Parameters = Pick<Mapping, 'parameters' | 'flags'>;

const NO_PARAMETERS: Parameters = { parameters: new Map(), flags: new Set() };

/** Splits arguments into key=value and plain words; of a repeated key the last counts (measured). */
export function parametersOf(node: Node, args: readonly Argument[]): Parameters {
  if (args.length === 0) return NO_PARAMETERS;
  const parameters = new Map<string, Parameter>();
  const flags = new Set<string>();
  for (const argument of args) {
    const at = argument.value.indexOf('=');
    if (at < 0) flags.add(argument.value.toLowerCase());
    else {
      const value = argument.value.slice(at + 1);
      parameters.set(argument.value.slice(0, at).toLowerCase(), { value, argument, node });
    }
  }
  return { parameters, flags };
}

export function isLocation(node: Node): boolean {
  return node.name === 'location' || node.name === 'locationmatch';
}

export function locationAround(node: Node): Node | undefined {
  for (let around = node.parent; around; around = around.parent) {
    if (isLocation(around)) return around;
  }
  return undefined;
}

/** The path or pattern of a <Location>, <LocationMatch> or <Location ~>. */
export function locationPath(section: Node): string {
  const first = section.args[0]?.value ?? '';
  return first === '~' ? (section.args[1]?.value ?? '') : first;
}

export function isLocationPattern(section: Node): boolean {
  return section.name === 'locationmatch' || section.args[0]?.value === '~';
}

/** httpd's own test for a wildcard: `*`, `?` or a closed bracket. */
export function isWild(path: string): boolean {
  return /[*?]|\[[^\]]*\]/.test(path.replace(/\\./g, ''));
}

/**
 * How much of a path an alias covers, as httpd's alias_match counts: on segment borders, runs of slashes as one.
 * 0 where it does not match.
 */
export function aliasLength(path: string, alias: string): number {
  let p = 0;
  let a = 0;
  while (a < alias.length) {
    if (alias[a] === '/') {
      if (path[p] !== '/') return 0;
      while (alias[a] === '/') a++;
      while (path[p] === '/') p++;
    } else if (path[p++] !== alias[a++]) return 0;
  }
  return alias.endsWith('/') || p >= path.length || path[p] === '/' ? p : 0;
}

export type Mapped = { readonly url: string } | 'excluded' | 'unknown' | undefined;

/** The URL that a mapping makes of a path; undefined where it does not match. */
export function mapPath(mapping: Mapping, path: string): Mapped {
  if (mapping.pattern) return mapByPattern(mapping, path);
  const length = aliasLength(path, mapping.path);
  if (length === 0) return undefined;
  return mapping.excluded
    ? 'excluded'
    : { url: plainUrl(mapping.target.value) + path.slice(length) };
}

function mapByPattern(mapping: Mapping, path: string): Mapped {
  const pattern = compilePattern(mapping.path);
  if (!pattern) return 'unknown';
  const match = pattern.exec(path);
  if (!match) return undefined;
  if (mapping.excluded) return 'excluded';
  const target = plainUrl(mapping.target.value);
  const filled = target.replace(/\\([$&])|\$(\d)|&/g, (whole, escaped?: string, digit?: string) => {
    if (escaped !== undefined) return escaped;
    return digit === undefined ? whole : (match.groups[Number(digit)] ?? '');
  });
  return { url: filled === target ? target + path : filled };
}

/** Without the socket part of `unix:/run/x.sock|http://host/`. */
export function plainUrl(url: string): string {
  return /^unix:[^|]*\|(.*)$/i.exec(url)?.[1] ?? url;
}

/** A host and port, or a host, that nothing but placeholders follow: these then hold the path. */
const BEFORE_PLACEHOLDER =
  /^([a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?(?:\[[^\]/]*\]|[\w.-]*\w)(?::\d+(?=[$%])|(?=(?:[$%](?:\d|\{[^}]*\}))+(?:\?|$))))[$%](?:\d|\{)/i;

/**
 * The URL of a target as it is written, without a path that `$1` or `%{…}` right behind the host or port bring: httpd
 * parses it once they are filled in (measured).
 */
export const withoutFilledPath = oncePerText(
  (url: string): string => BEFORE_PLACEHOLDER.exec(url)?.[1] ?? url,
);

/** scheme, authority and path of a URL; undefined where it is none. */
export const splitUrl = oncePerText((url: string) => {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/i.exec(url);
  if (!parts) return undefined;
  const authority = (parts[2] ?? '').replace(/^[^@]*@/, '').toLowerCase();
  return { scheme: (parts[1] ?? '').toLowerCase(), authority, path: parts[3] ?? '' };
});
