import * as l10n from '@vscode/l10n';
import { tlsAccess } from './client-certificates.ts';
import { type Environment, environmentHolds, isSet } from './environment.ts';
import { and, evaluate, not, or, type Surrounding, type Truth } from './expressions.ts';
import { lastNamed, type Node, nodesWithin } from './node.ts';
import type { Request } from './request.ts';
import { type Layer, nearest } from './sections.ts';
import type { Server } from './server.ts';

/** What access control makes of a request. `asks` is an answer of 401: credentials would help. */
export type Access =
  | { readonly kind: 'granted' }
  | { readonly kind: 'denied'; readonly status: number; readonly node: Node; readonly why: string }
  | { readonly kind: 'asks'; readonly node: Node; readonly scheme: string }
  | { readonly kind: 'certificate'; readonly node: Node }
  | { readonly kind: 'error'; readonly node: Node }
  | { readonly kind: 'unknown'; readonly node: Node };

const GRANTED: Access = { kind: 'granted' };

/** Judges AllowMethods, what TLS asks for, Order/Allow/Deny and Require, as the nearest layers set them. */
export function accessOf(
  server: Server,
  layers: readonly Layer[],
  surrounding: Surrounding,
): Access {
  const { request } = surrounding;
  const early = methodAccess(layers, request) ?? tlsAccess(server, layers, request);
  if (early) return early;
  const { access: byHost, satisfy } = hostAccess(layers, surrounding);
  const byUser = requireAccess(layers, surrounding) ?? withoutRequire(layers);
  const isAny = satisfy !== undefined && satisfy.argument(0).toLowerCase() === 'any';
  if (isAny && (byHost.kind === 'granted' || byUser.kind === 'granted')) return GRANTED;
  const isAsked = byHost.kind === 'granted' || (isAny && byHost.kind === 'denied');
  return isAsked ? byUser : byHost;
}

/** An AuthType to which no Require line belongs: httpd answers 500 with those of its own (measured on 2.4.71). */
function withoutRequire(layers: readonly Layer[]): Access {
  const node = authType(layers);
  if (!node || /^none$/i.test(node.argument(0))) return GRANTED;
  return { kind: /^(?:basic|digest|form)$/i.test(node.argument(0)) ? 'error' : 'unknown', node };
}

/** The AuthType in force, which a <Limit> does not keep from other methods (measured on 2.4.71). */
function authType(layers: readonly Layer[]): Node | undefined {
  const nodes = nodesWithin(layers.flatMap((layer) => layer.nodes.filter(isAboutAccess)));
  return lastNamed(nodes, 'authtype');
}

function isAboutAccess({ name }: Node): boolean {
  return /^(?:authtype|limit|limitexcept)$/.test(name);
}

/** AllowMethods of the nearest layer, asked before all else; GET brings HEAD with it (measured). */
function methodAccess(layers: readonly Layer[], request: Request): Access | undefined {
  const node = nearest(layers, 'allowmethods')?.node;
  const methods = node?.args.map((arg) => arg.value.toUpperCase());
  if (!node || methods?.[0] === 'RESET' || methods?.includes(request.method)) return undefined;
  return { kind: 'denied', status: 405, node, why: l10n.t('this method is not allowed') };
}

/** The nodes of a layer for a request's method: <Limit> and <LimitExcept> are opened where they apply. */
function nodesFor(nodes: readonly Node[], method: string): readonly Node[] {
  return nodes.flatMap((node) => {
    if (!node.children || !/^limit(except)?$/.test(node.name)) return [node];
    const listed = node.args.some((arg) => arg.value.toUpperCase() === method);
    return listed === (node.name === 'limit') ? nodesFor(node.children, method) : [];
  });
}

/** True where a layer has such a node, if only for other methods: it then replaces those of the layers around it. */
function speaks(nodes: readonly Node[], counts: (node: Node) => boolean): boolean {
  return nodes.some((node) =>
    node.children && /^limit(except)?$/.test(node.name)
      ? speaks(node.children, counts)
      : counts(node),
  );
}

/**
 * Order, Allow, Deny and Satisfy: the nearest layer that has any of them replaces all of the others (measured), and lets
 * in the methods that it does not speak of.
 */
function hostAccess(
  layers: readonly Layer[],
  surrounding: Surrounding,
): { readonly access: Access; readonly satisfy: Node | undefined } {
  const layer = layers.findLast(({ nodes }) => speaks(nodes, isCompatible));
  const nodes = nodesFor(layer?.nodes ?? [], surrounding.request.method).filter(isCompatible);
  const rules = nodes.filter((node) => node.name !== 'satisfy');
  const last = rules.at(-1);
  const access = last ? orderAccess(rules, last, surrounding.environment) : GRANTED;
  return { access, satisfy: lastNamed(nodes, 'satisfy') };
}

/** A directive of mod_access_compat. */
function isCompatible(node: Node): boolean {
  return /^(order|allow|deny|satisfy)$/.test(node.name);
}

function orderAccess(nodes: readonly Node[], last: Node, environment: Environment): Access {
  const order = nodes.findLast((node) => node.name === 'order');
  const written = order?.args.map((arg) => arg.value.toLowerCase()).join('') ?? 'deny,allow';
  const allows = nodes.filter((node) => node.name === 'allow');
  const denies = nodes.filter((node) => node.name === 'deny');
  const allowed = listed(allows, environment);
  const denied = listed(denies, environment);
  const culprit = denies.at(-1) ?? order ?? last;
  const verdict = /^(?:allow|mutual)/.test(written)
    ? and(allowed, not(denied))
    : or(allowed, not(denied));
  if (verdict === true) return GRANTED;
  const opening = allowed === undefined ? allows.at(-1) : undefined;
  if (verdict === undefined) return { kind: 'unknown', node: opening ?? culprit };
  return { kind: 'denied', status: 403, node: culprit, why: l10n.t('no client is let in') };
}

/** Whether any client is among those listed: yes for "from all", open for addresses. */
function listed(nodes: readonly Node[], environment: Environment): Truth {
  const sources = nodes.flatMap((node) => node.args.slice(1));
  return sources.reduce<Truth>(
    (truth, { value }) => or(truth, isListed(value, environment)),
    false,
  );
}

function isListed(source: string, environment: Environment): Truth {
  if (source.toLowerCase() === 'all') return true;
  return /^env=/i.test(source) ? environmentHolds(environment, source.slice(4)) : undefined;
}

/**
 * The Require lines in force: of the nearest layer that has any, or joined where AuthMerging says so. A layer that only
 * speaks of other methods lets in the rest (measured on 2.4.71).
 */
function requireAccess(layers: readonly Layer[], surrounding: Surrounding): Access | undefined {
  let result: Outcome | undefined;
  for (const layer of layers) {
    const nodes = nodesFor(layer.nodes, surrounding.request.method).filter(isRequirement);
    const other = layer.nodes.find((node) => speaks([node], isRequirement));
    const merging = lastNamed(layer.nodes, 'authmerging');
    const how = merging?.argument(0).toLowerCase() ?? 'off';
    if (!other) {
      // AuthMerging Off takes away what stands around it, with nothing of its own in its place (measured).
      if (merging && how === 'off') result = undefined;
      continue;
    }
    const own: Outcome =
      nodes.length > 0 ? anyOf(nodes, surrounding, 0) : { kind: 'granted', node: other };
    result = merged(how, result, own);
  }
  return result && accessFrom(result, layers);
}

function accessFrom({ kind, node }: Outcome, layers: readonly Layer[]): Access {
  if (kind === 'granted') return GRANTED;
  if (kind === 'unknown') return { kind: 'unknown', node };
  if (kind !== 'user')
    return { kind: 'denied', status: 403, node, why: l10n.t`${node.name} denies it` };
  const type = authType(layers);
  const scheme = type ? type.argument(0) : '';
  if (scheme === '' || /^none$/i.test(scheme)) return { kind: 'error', node };
  return { kind: 'asks', node, scheme };
}

interface Outcome {
  /** user: granted to some user, and none is known yet; neutral: says nothing. */
  readonly kind: 'granted' | 'denied' | 'user' | 'neutral' | 'unknown';
  readonly node: Node;
}

function merged(how: string, base: Outcome | undefined, own: Outcome): Outcome {
  if (!base || how === 'off') return own;
  return how === 'and' ? joinAll([base, own]) : joinAny([base, own]);
}

function isRequirement(node: Node): boolean {
  return /^(require|requireall|requireany|requirenone)$/.test(node.name);
}

function anyOf(nodes: readonly Node[], surrounding: Surrounding, depth: number): Outcome {
  return joinAny(nodes.map((node) => requirement(node, surrounding, depth)));
}

function requirement(node: Node, surrounding: Surrounding, depth: number): Outcome {
  const inner = (node.children ?? []).filter(isRequirement);
  if (node.name === 'require') return single(node, surrounding);
  if (depth > 20) return { kind: 'unknown', node };
  if (inner.length === 0) return { kind: 'neutral', node };
  const results = inner.map((each) => requirement(each, surrounding, depth + 1));
  if (node.name === 'requireall') return joinAll(results);
  const any = joinAny(results);
  if (node.name === 'requireany') return any;
  if (any.kind === 'granted') return { kind: 'denied', node };
  return any.kind === 'unknown' ? any : { kind: 'neutral', node };
}

function joinAll(results: readonly Outcome[]): Outcome {
  const order = ['denied', 'unknown', 'user', 'granted', 'neutral'] as const;
  return first(results, order);
}

function joinAny(results: readonly Outcome[]): Outcome {
  const order = ['granted', 'unknown', 'user', 'denied', 'neutral'] as const;
  return first(results, order);
}

function first(results: readonly Outcome[], order: readonly Outcome['kind'][]): Outcome {
  for (const kind of order) {
    const hit = results.find((result) => result.kind === kind);
    if (hit) return hit;
  }
  return results[0] as Outcome;
}

function single(node: Node, surrounding: Surrounding): Outcome {
  const values = node.args.map((arg) => arg.value);
  const negated = values[0]?.toLowerCase() === 'not';
  const [kind = '', ...rest] = (negated ? values.slice(1) : values).map((value) => value);
  const truth = holds(kind.toLowerCase(), rest, surrounding);
  if (truth === 'user') return { kind: negated ? 'neutral' : 'user', node };
  if (!negated)
    return { kind: truth === undefined ? 'unknown' : truth ? 'granted' : 'denied', node };
  if (truth === undefined)
    return { kind: kind.toLowerCase() === 'env' ? 'unknown' : 'neutral', node };
  return { kind: truth ? 'denied' : 'neutral', node };
}

function holds(kind: string, rest: readonly string[], surrounding: Surrounding): Truth | 'user' {
  if (kind === 'all') return rest[0]?.toLowerCase() === 'granted';
  if (kind === 'method') return rest.some((m) => m.toUpperCase() === surrounding.request.method);
  if (kind === 'expr') return evaluate(rest.join(' '), surrounding);
  if (kind === 'ssl') return surrounding.request.secure;
  if (kind === 'env') return anySet(rest, surrounding.environment);
  if (/^(ip|host|local|forward-dns|ssl-verify-client)$/.test(kind)) return undefined;
  return /^(?:valid-user|user|group|file-\w+|ldap-\w+|dbm-\w+|dbd-\w+|claim|session)$/.test(kind)
    ? 'user'
    : undefined;
}

function anySet(names: readonly string[], environment: Environment): Truth {
  return names.reduce<Truth>((truth, name) => or(truth, isSet(environment, name)), false);
}
