import * as l10n from '@vscode/l10n';
import { wordTable } from '../../text/word-table.ts';
import { oncePer } from '../once.ts';
import {
  type Environment,
  isAssigning,
  isSet,
  lastNaming,
  NO_VARIABLES,
  withConditionalVariables,
  withFixedVariables,
} from './environment.ts';
import { matchPattern, type Surrounding } from './expressions.ts';
import { afterEarlyLines } from './headers.ts';
import {
  aliasLength,
  isMappingNode,
  type Mapped,
  type Mapping,
  mapPath,
  mappingOf,
} from './mappings.ts';
import { isOn, type Node, nodesWithin } from './node.ts';
import type { Request } from './request.ts';
import { mapsOf } from './rewrite-maps.ts';
import { rulesOf } from './rewrite-rules.ts';
import { type Rewritten, rewrite } from './rewriting.ts';
import { folderOf, rewriteInSections } from './section-rewriting.ts';
import { type Layer, type Layers, layersOf, nearest } from './sections.ts';
import { type Server, setting } from './server.ts';
import { mappingsOf } from './workers.ts';

/** What httpd does with a request, before access is checked. */
export interface Routed {
  readonly answer: Answer;
  readonly layers: Layers;
  /** What conditions see when access is checked. */
  readonly surrounding: Surrounding;
  /** What conditions of Header and RequestHeader lines see. */
  readonly settled: Surrounding;
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
      /** Set where it is a section's, so that access is checked first. */
      readonly late?: boolean;
    }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly node: Node;
      readonly late?: boolean;
    }
  | { readonly kind: 'files'; readonly node: Node | undefined }
  | { readonly kind: 'unknown'; readonly node: Node; readonly why: string };

const BUILT_IN_ROOT = '/var/www/html';

/** How often a request is sent through httpd again by rules of sections. */
const MAX_PASSES = 10;

/** Routes a request: rewriting, then ProxyPass of its <Location>, then of main server and virtual host, then files. */
export function route(server: Server, request: Request): Routed {
  return routeAgain(server, afterEarlyLines(server, request), MAX_PASSES, false);
}

/** `isOver` after a rule with [END]: no others run, of the server or of sections (measured). */
function routeAgain(server: Server, request: Request, passes: number, isOver: boolean): Routed {
  const start = { request, rule: [], condition: [], path: request.path, environment: NO_VARIABLES };
  const early = withConditionalVariables(variablesOf(server), start);
  const encoded = asksEncoded(server)
    ? mapped(server, { ...start, environment: early }, request.path, true)
    : undefined;
  const filename = encoded?.kind === 'proxy' ? `proxy:${encoded.url}` : request.path;
  const rules = isOver || isRewritingOff(server, request, early) ? [] : rulesOf(server);
  const run = rewrite(rules, { request, filename, environment: early, maps: mapsOf(server) });
  const { rewritten, environment } = run;
  const path = rewritten.kind === 'passed' ? rewritten.path : request.path;
  const answer = answerOf(server, { ...start, environment }, path, rewritten, encoded);
  const url = answer.kind === 'proxy' ? answer.url : undefined;
  const root = documentRoot(server);
  const layers = layersOf(server, { request, path, url, documentRoot: root, environment });
  const inner = layers.layers.filter(({ section }) => section).flatMap(({ nodes }) => nodes);
  const surrounding = {
    ...start,
    path,
    ...(url !== undefined && { filename: `proxy:${url}` }),
    environment: withConditionalVariables(inner, { ...start, path, environment }),
  };
  return inSections(server, { answer, layers, surrounding }, passes, isOver || run.isOver);
}

/** A RewriteEngine Off in the <Location> or <If> of a request keeps the rules of its server from it as well (measured on 2.4.71). */
function isRewritingOff(server: Server, request: Request, environment: Environment): boolean {
  if (!switchesRewriting(server)) return false;
  const stage = { request, path: request.path, url: undefined, documentRoot: '', environment };
  const { layers } = layersOf(server, stage);
  const inner = layers.filter(
    ({ section }) => section && !/^(?:directory|files)/.test(section.name),
  );
  const engine = nearest(inner, 'rewriteengine')?.node;
  return engine !== undefined && !isOn(engine);
}

const switchesRewriting = oncePer((server: Server): boolean =>
  [...(server.main?.own ?? []), ...server.own].some(
    ({ children }) =>
      children && nodesWithin(children).some(({ name }) => name === 'rewriteengine'),
  ),
);

/** Lines at server level that set variables by the request; the main server's first. */
const variablesOf = oncePer((server: Server): readonly Node[] => [
  ...(server.main ? variablesOf(server.main) : []),
  ...server.own.filter(isAssigning),
]);

const asksEncoded = oncePer((server: Server): boolean =>
  [server, server.main].some((each) => each && mappingsOf(each).some(isEncoded)),
);

function documentRoot(server: Server): string {
  const node = setting(server, 'documentroot');
  return node ? node.argument(0).replace(/(?<!\/)\/+$/, '') : BUILT_IN_ROOT;
}

function answerOf(
  server: Server,
  surrounding: Surrounding,
  path: string,
  rewritten: Rewritten,
  encoded: Answer | undefined,
): Answer {
  const { request } = surrounding;
  if (encoded && rewritten.kind === 'untouched') return encoded;
  if (rewritten.kind === 'proxy') {
    return { kind: 'proxy', url: rewritten.url, node: rewritten.rule, mapping: undefined };
  }
  if (encoded && 'path' in rewritten) {
    return unknown(
      rewritten.rule,
      l10n.t('this rule acts on what a mapping made of the path before it'),
    );
  }
  if (rewritten.kind === 'files') return { kind: 'files', node: rewritten.rule };
  if (rewritten.kind !== 'untouched' && rewritten.kind !== 'passed') {
    const { rule: node, ...answer } = rewritten;
    return { ...answer, node };
  }
  return mapped(server, surrounding, path, false) ?? aliased(server, request, path);
}

/**
 * The <Location> that counts is the one of the path as it came in. Mappings with mapping=encoded or servlet are asked
 * before any rule, which then sees `proxy:` and their URL; all others after (measured).
 */
function mapped(
  server: Server,
  surrounding: Surrounding,
  path: string,
  encoded: boolean,
): Answer | undefined {
  const { request, environment } = surrounding;
  const isAsked = (mapping: Mapping) => isEncoded(mapping) === encoded;
  const others = serverMappings(server).filter(isAsked);
  const stage = { request, path: request.path, url: undefined, documentRoot: '', environment };
  const { layers, open } = layersOf(server, stage);
  const doubtful = open.find((section) => section.children?.some(isMappingNode));
  if (doubtful)
    return unknown(doubtful, l10n.t('whether this section applies only the running httpd knows'));
  const inLocation = layers
    .filter((layer) => layer.section)
    .flatMap((layer) => layer.nodes.filter(isMappingNode))
    .at(-1);
  const own = inLocation && mappingOf(inLocation);
  const candidates = [...(own && isAsked(own) ? [own] : []), ...others];
  for (const mapping of candidates) {
    const result = mapAsWritten(mapping, path, request.path) ?? mapPath(mapping, path);
    if (result === undefined) continue;
    if (result === 'excluded') return aliased(server, request, path, mapping.node);
    if (result === 'unknown')
      return unknown(mapping.node, l10n.t('this pattern cannot be evaluated'));
    const answer = { kind: 'proxy', url: result.url, node: mapping.node, mapping } as const;
    return isSet(environment, NO_PROXY) === false ? answer : unproxied(server, surrounding, path);
  }
  return undefined;
}

/** With nocanon the path as it came in is mapped, where the mapping takes that too (measured). */
function mapAsWritten(mapping: Mapping, path: string, asked: string): Mapped {
  if (path === asked || !mapping.flags.has('nocanon')) return undefined;
  return mapPath(mapping, path) && mapPath(mapping, asked);
}

/** With this variable no mapping answers, if it is set before them: by SetEnvIf or a RewriteRule (measured). */
const NO_PROXY = 'no-proxy';

function unproxied(server: Server, { request, environment }: Surrounding, path: string): Answer {
  const node = lastNaming([...(server.main?.own ?? []), ...server.own], NO_PROXY);
  if (node && isSet(environment, NO_PROXY) === undefined) {
    return unknown(
      node,
      l10n.t('whether this keeps the request from the proxy only the running httpd knows'),
    );
  }
  return aliased(server, request, path, node);
}

/** A mapping that is asked with the path as it came over the wire. */
function isEncoded({ parameters }: Mapping): boolean {
  return /^(?:encoded|servlet)$/i.test(parameters.get('mapping')?.value ?? '');
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
  const first = node.argument(0);
  if (node.name.endsWith('match')) return matchPattern(first, path) !== false;
  return aliasLength(path, first) > 0;
}

const STATUS_WORDS = wordTable<number>({
  permanent: 301,
  temp: 302,
  seeother: 303,
  gone: 410,
});

function redirected(node: Node, request: Request, path: string): Answer | undefined {
  const values = node.args.map((arg) => arg.value);
  const first = values[0]?.toLowerCase() ?? '';
  const word = /^[1-9]\d\d$/.test(first) ? Number(first) : STATUS_WORDS.get(first);
  const rest = word === undefined || node.name.length > 13 ? values : values.slice(1);
  const status = node.name === 'redirectpermanent' ? 301 : (word ?? 302);
  const [source = '', target = ''] = rest;
  const location = isWhole(node, rest, status)
    ? wholeTarget(source)
    : redirectTarget(node, source, target, path);
  if (location === undefined) return undefined;
  if (location === 'unknown') return unknown(node, l10n.t('this pattern cannot be evaluated'));
  if (status < 300 || status >= 400) return { kind: 'status', status, node };
  return { kind: 'redirect', status, location: absolute(location, request), node };
}

/** True for a line of a section that names no path or pattern, and so takes all of the section's (measured). */
function isWhole(node: Node, rest: readonly string[], status: number): boolean {
  if (node.parent === undefined) return false;
  return rest.length === 0 || (rest.length === 1 && status >= 300 && status < 400);
}

/** The target of such a Redirect, which is an expression. */
function wholeTarget(written: string): string {
  return written.includes('%{') ? 'unknown' : written;
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

/**
 * What sections do with a request once access is granted: their rewrite rules, then Redirect; a handler overrides no
 * mapping.
 */
function inSections(
  server: Server,
  { answer, layers, surrounding }: Omit<Routed, 'settled'>,
  passes: number,
  isOver: boolean,
): Routed {
  const { request, path } = surrounding;
  const done = (own: Answer, environment: Environment): Routed => {
    const all = layers.layers.flatMap(({ nodes }) => nodes);
    const settled = { ...surrounding, environment: withFixedVariables(all, environment) };
    return { answer: own, layers, surrounding, settled };
  };
  if (answer.kind !== 'proxy' && answer.kind !== 'files') {
    return done(answer, surrounding.environment);
  }
  const filenames = filenamesOf(server, answer, path);
  const run = rewriteInSections(isOver ? [] : layers.layers, {
    request,
    filenames,
    environment: surrounding.environment,
    maps: mapsOf(server),
  });
  const { rewritten, environment } = run;
  if (rewritten.kind === 'files' || rewritten.kind === 'passed') {
    const next = pathWithin(server, layers.layers, rewritten.path);
    if (next === request.path) return done(answer, environment);
    return answer.kind === 'files' && next !== undefined && passes > 0
      ? routeAgain(server, { ...request, path: next }, passes - 1, run.isOver)
      : done(
          unknown(rewritten.rule, l10n.t('only the running httpd knows what it maps this to')),
          environment,
        );
  }
  const sent = afterRules(answer, rewritten);
  if (sent.kind !== 'proxy' && sent.kind !== 'files') return done(sent, environment);
  const inner = layers.layers.filter(({ section }) => section);
  return done(redirectedWithin(inner, request, path) ?? handled(sent, inner), environment);
}

/** The path that a section's rule makes: what is relative stands below RewriteBase, else below the section's folder. */
function pathWithin(server: Server, layers: readonly Layer[], written: string): string | undefined {
  if (written.startsWith('/')) return written;
  const base = nearest(layers, 'rewritebase')?.node;
  if (base) return `${base.argument(0).replace(/(?<!\/)\/+$/, '')}/${written}`;
  const folder = folderOf(layers);
  const root = `${documentRoot(server)}/`;
  return folder.startsWith(root) ? `/${folder.slice(root.length)}${written}` : undefined;
}

/** The names that rules of sections may see; two examples where the configuration does not tell. */
function filenamesOf(server: Server, answer: Answer, path: string): readonly string[] {
  if (answer.kind === 'proxy') return [`proxy:${answer.url}`];
  const isKnown = setting(server, 'documentroot') && answer.kind === 'files' && !answer.node;
  const root = documentRoot(server);
  return isKnown ? [root + path] : [root + path, `/srv/files${path}`];
}

function afterRules(answer: Answer, rewritten: Rewritten): Answer {
  switch (rewritten.kind) {
    case 'proxy':
      return { kind: 'proxy', url: rewritten.url, node: rewritten.rule, mapping: undefined };
    case 'status':
    case 'redirect': {
      const { rule: node, ...rest } = rewritten;
      return { ...rest, node, late: true };
    }
    case 'unknown':
      return unknown(rewritten.rule, rewritten.why);
    default:
      return answer;
  }
}

/** The Redirect of the nearest section that has one for the path (measured). */
function redirectedWithin(
  inner: readonly Layer[],
  request: Request,
  path: string,
): Answer | undefined {
  for (const node of inner.toReversed().flatMap((layer) => layer.nodes)) {
    if (!REDIRECTS.has(node.name)) continue;
    const answer = redirected(node, request, path);
    if (answer?.kind === 'redirect' || answer?.kind === 'status') return { ...answer, late: true };
    if (answer) return answer;
  }
  return undefined;
}

function handled(answer: Answer, inner: readonly Layer[]): Answer {
  const handler = answer.kind === 'files' ? nearest(inner, 'sethandler')?.node : undefined;
  return handler && /^proxy:/i.test(handler.argument(0))
    ? { kind: 'files', node: handler }
    : answer;
}
