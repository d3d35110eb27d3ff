import { oncePer } from '../once.ts';
import { matchPattern } from './expressions.ts';
import { aliasLength, isMappingNode, type Mapping, mapPath, mappingOf } from './mappings.ts';
import { argument, isOn, type Node } from './node.ts';
import type { Request } from './request.ts';
import { type Rewritten, rewrite, rulesIn, rulesOf } from './rewriting.ts';
import { type Layers, layersOf, nearest } from './sections.ts';
import { type Server, setting } from './server.ts';

/** What httpd does with a request, before access is checked. */
export interface Routed {
  readonly answer: Answer;
  readonly layers: Layers;
  /** The path after rewriting. */
  readonly path: string;
}

export type Answer =
  | {
      readonly kind: 'proxy';
      readonly url: string;
      readonly node: Node;
      readonly mapping: Mapping | undefined;
    }
  | {
      readonly kind: 'redirect';
      readonly status: number;
      readonly location: string;
      readonly node: Node;
    }
  | { readonly kind: 'status'; readonly status: number; readonly node: Node }
  | { readonly kind: 'files'; readonly node: Node | undefined }
  | { readonly kind: 'unknown'; readonly node: Node; readonly why: string };

const BUILT_IN_ROOT = '/var/www/html';

/** Routes a request: rewriting, then ProxyPass of its <Location>, then of main server and virtual host, then files. */
export function route(server: Server, request: Request): Routed {
  const rewritten = rewrite(rulesOf(server), request);
  const path = rewritten.kind === 'passed' ? rewritten.path : request.path;
  const answer = answerOf(server, request, path, rewritten);
  const url = answer.kind === 'proxy' ? answer.url : undefined;
  const layers = layersOf(server, { request, path, url, documentRoot: documentRoot(server) });
  return { answer: overridden(answer, layers, request, path), layers, path };
}

function documentRoot(server: Server): string {
  const node = setting(server, 'documentroot');
  return node ? argument(node, 0).replace(/\/+$/, '') : BUILT_IN_ROOT;
}

function answerOf(server: Server, request: Request, path: string, rewritten: Rewritten): Answer {
  if (rewritten.kind === 'proxy') {
    return { kind: 'proxy', url: rewritten.url, node: rewritten.rule, mapping: undefined };
  }
  if (rewritten.kind === 'files') return { kind: 'files', node: rewritten.rule };
  if (rewritten.kind !== 'untouched' && rewritten.kind !== 'passed') {
    const { rule: node, ...answer } = rewritten;
    return { ...answer, node };
  }
  return mapped(server, request, path) ?? aliased(server, request, path);
}

/** The <Location> that counts is the one of the path as it came in. */
function mapped(server: Server, request: Request, path: string): Answer | undefined {
  const stage = { request, path: request.path, url: undefined, documentRoot: '' };
  const { layers, open } = layersOf(server, stage);
  const doubtful = open.find((section) => section.children?.some(isMappingNode));
  if (doubtful)
    return unknown(doubtful, 'whether this section applies only the running httpd knows');
  const inLocation = layers
    .filter((layer) => layer.section)
    .flatMap((layer) => layer.nodes.filter(isMappingNode))
    .at(-1);
  const own = inLocation && mappingOf(inLocation);
  const candidates = [own, ...serverMappings(server)];
  for (const mapping of candidates) {
    if (!mapping) continue;
    const result = mapPath(mapping, path);
    if (result === undefined) continue;
    if (result === 'excluded') return aliased(server, request, path, mapping.node);
    if (result === 'unknown') return unknown(mapping.node, 'this pattern cannot be evaluated');
    return { kind: 'proxy', url: result.url, node: mapping.node, mapping };
  }
  return undefined;
}

function unknown(node: Node, why: string): Answer {
  return { kind: 'unknown', node, why };
}

/** The mappings outside <Location>, in the order in which they are asked. */
export const serverMappings: (server: Server) => readonly Mapping[] = oncePer(readMappings);

/** The main server's come first, whatever ProxyPassInherit says: it has no effect (measured on 2.4.71). */
function readMappings(server: Server): readonly Mapping[] {
  const inherited = server.main ? serverMappings(server.main) : [];
  const own = server.own.filter(isMappingNode).map((node) => mappingOf(node));
  return [...inherited, ...own.filter((mapping) => mapping !== undefined)];
}

const REDIRECTS = new Set(['redirect', 'redirectmatch', 'redirectpermanent', 'redirecttemp']);
const ALIASES = new Set(['alias', 'aliasmatch', 'scriptalias', 'scriptaliasmatch']);

/** Redirect and Alias, which come after every mapping; the virtual host's first. */
function aliased(server: Server, request: Request, path: string, excludedBy?: Node): Answer {
  const nodes = [...server.own, ...(server.main?.own ?? [])];
  for (const node of nodes) {
    if (!REDIRECTS.has(node.name)) continue;
    const answer = redirected(node, request, path);
    if (answer) return answer;
  }
  const alias = nodes.find((node) => ALIASES.has(node.name) && aliasCovers(node, path));
  return { kind: 'files', node: excludedBy ?? alias };
}

function aliasCovers(node: Node, path: string): boolean {
  const first = argument(node, 0);
  if (node.name.endsWith('match')) return matchPattern(first, path) !== false;
  return aliasLength(path, first) > 0;
}

const STATUS_WORDS: Readonly<Record<string, number>> = {
  permanent: 301,
  temp: 302,
  seeother: 303,
  gone: 410,
};

function redirected(node: Node, request: Request, path: string): Answer | undefined {
  const values = node.args.map((arg) => arg.value);
  const first = values[0]?.toLowerCase() ?? '';
  const word = /^[1-9]\d\d$/.test(first) ? Number(first) : STATUS_WORDS[first];
  const rest = word === undefined || node.name.length > 13 ? values : values.slice(1);
  const status = node.name === 'redirectpermanent' ? 301 : (word ?? 302);
  const source = rest[0] ?? '';
  const location = redirectTarget(node, source, rest[1] ?? '', path);
  if (location === undefined) return undefined;
  if (location === 'unknown') return unknown(node, 'this pattern cannot be evaluated');
  if (status < 300 || status >= 400) return { kind: 'status', status, node };
  return { kind: 'redirect', status, location: absolute(location, request), node };
}

function redirectTarget(
  node: Node,
  source: string,
  target: string,
  path: string,
): string | undefined {
  if (node.name === 'redirectmatch') {
    const groups = matchPattern(source, path);
    if (groups === undefined) return 'unknown';
    if (groups === false) return undefined;
    return target.replace(/\$(\d)/g, (_, digit: string) => groups[Number(digit)] ?? '');
  }
  const length = aliasLength(path, source);
  return length === 0 ? undefined : target + path.slice(length);
}

function absolute(location: string, request: Request): string {
  if (!location.startsWith('/')) return location;
  const host = request.headers.get('host') ?? request.host;
  return `${request.secure ? 'https' : 'http'}://${host}${location}`;
}

/** Redirect and RewriteRule of the request's own <Location> come last and override the mapping; SetHandler does not. */
function overridden(answer: Answer, layers: Layers, request: Request, path: string): Answer {
  const inner = layers.layers.filter(
    (layer) => layer.section && layer.section.name !== 'directory',
  );
  for (const node of inner.flatMap((layer) => layer.nodes)) {
    if (!REDIRECTS.has(node.name)) continue;
    if (node.args.length < 2) return unknown(node, 'this redirect depends on the running httpd');
    const result = redirected(node, request, path);
    if (result) return result;
  }
  const rules = inner.flatMap((layer) => rulesIn(layer.nodes));
  if (rules.length > 0 && isOn(nearest(inner, 'rewriteengine')?.node)) {
    return insideLocation(answer, rules, request);
  }
  const handler = answer.kind === 'files' ? nearest(inner, 'sethandler')?.node : undefined;
  if (handler && /^proxy:/i.test(argument(handler, 0))) {
    return unknown(handler, 'a handler sends this path to another server');
  }
  return answer;
}

/** Patterns of a <Location> see a file name that only the running httpd knows; those that fit anything are certain. */
function insideLocation(
  answer: Answer,
  rules: ReturnType<typeof rulesIn>,
  request: Request,
): Answer {
  const certain = rules.every((rule) => /^(\^?\(?\.\*\)?\$?|\^|\.)$/.test(argument(rule.node, 0)));
  const [first] = rules;
  if (!first) return answer;
  const result = rewrite(rules, request);
  if (certain && result.kind === 'untouched') return answer;
  if (certain && result.kind === 'status')
    return { kind: 'status', status: result.status, node: result.rule };
  return unknown(
    first.node,
    'rules inside <Location> match a name that only the running httpd knows',
  );
}
