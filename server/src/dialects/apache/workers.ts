import { wordTable } from '../../text/word-table.ts';
import { oncePer } from '../once.ts';
import {
  isMappingNode,
  type Mapping,
  mappingOf,
  type Parameter,
  parametersOf,
  plainUrl,
  splitUrl,
} from './mappings.ts';
import { type Node, nodesWithin } from './node.ts';
import type { Server } from './server.ts';

/** A connection pool of httpd: parameters belong to it, not to the mapping that names it. */
export interface Worker {
  readonly name: string;
  /** Made by a pattern mapping: shared with none but such, `$N` in its name fits anything. */
  readonly pattern: boolean;
  readonly parameters: Map<string, Parameter>;
  /** The directive that made it. */
  readonly node: Node;
  /** The ProxyTimeout in force where it was made. */
  readonly proxyTimeout: Node | undefined;
}

export interface Balancer {
  readonly name: string;
  readonly members: Worker[];
  readonly node: Node;
}

/** A mapping whose parameters httpd ignores because an earlier directive made its worker. */
export interface Ignored {
  readonly mapping: Mapping;
  readonly worker: Worker;
}

export interface Pools {
  readonly workers: readonly Worker[];
  readonly balancers: readonly Balancer[];
  readonly ignored: readonly Ignored[];
}

/** A server's own mappings in their order, those in its sections included. */
export const mappingsOf = oncePer((server: Server): readonly Mapping[] =>
  nodesWithin(server.own)
    .filter(isMappingNode)
    .flatMap((node) => mappingOf(node) ?? []),
);

/** What a server's own directives make, in their order, sections included. */
export const poolsOf = oncePer((server: Server): Pools => new PoolBuilder().run(server.own));

/** The worker of a URL: the longest name that it starts with; the main server's before the virtual host's. */
export function workerFor(server: Server, url: string): Worker | undefined {
  return indexOf(server).longest(url);
}

const indexOf = oncePer((server: Server) => {
  const index = new WorkerIndex();
  const base = server.main ? poolsOf(server.main).workers : [];
  for (const worker of [...base, ...poolsOf(server).workers]) index.add(worker);
  return index;
});

/** The balancer that a URL names, the main server's first; BalancerInherit has no effect (measured on 2.4.71). */
export function balancerFor(server: Server, url: string): Balancer | undefined {
  const name = splitUrl(url)?.authority;
  const base = server.main ? poolsOf(server.main).balancers : [];
  return [...base, ...poolsOf(server).balancers].find((balancer) => balancer.name === name);
}

export function isBalancerUrl(url: string): boolean {
  return /^balancer:\/\//i.test(url);
}

class PoolBuilder {
  readonly #workers: Worker[] = [];
  /** Those that pattern mappings made, and all others: neither kind is shared with the other. */
  readonly #kin = { pattern: new WorkerIndex(), plain: new WorkerIndex() };
  readonly #balancers: Balancer[] = [];
  readonly #ignored: Ignored[] = [];
  #proxyTimeout: Node | undefined;

  run(nodes: readonly Node[]): Pools {
    this.#walk(nodes, 0);
    return {
      workers: this.#workers,
      balancers: this.#balancers,
      ignored: this.#ignored,
    };
  }

  #walk(nodes: readonly Node[], depth: number): void {
    if (depth > 20) return;
    for (const node of nodes) {
      if (node.name === 'proxytimeout') this.#proxyTimeout = node;
      else if (isMappingNode(node)) this.#mapping(node);
      else if (node.name === 'balancermember') this.#member(node);
      else if (node.name === 'proxyset') this.#set(node);
      if (node.children) this.#walk(node.children, depth + 1);
      if (node.name === 'proxy' && node.args.length > 1) this.#proxySection(node);
    }
  }

  #mapping(node: Node): void {
    const mapping = mappingOf(node);
    if (!mapping || mapping.excluded) return;
    const url = plainUrl(mapping.target.value);
    if (isBalancerUrl(url)) {
      this.#balancer(url, node);
      return;
    }
    const shared = this.#kin[mapping.pattern ? 'pattern' : 'plain'].longest(url);
    if (!shared) this.#make(url, mapping.pattern, mapping.parameters, node);
    else if (mapping.parameters.size > 0) this.#ignored.push({ mapping, worker: shared });
  }

  #make(
    url: string,
    pattern: boolean,
    parameters: ReadonlyMap<string, Parameter>,
    node: Node,
  ): Worker | undefined {
    const worker = this.#worker(url, pattern, parameters, node);
    if (!worker) return undefined;
    this.#workers.push(worker);
    this.#kin[pattern ? 'pattern' : 'plain'].add(worker);
    return worker;
  }

  #worker(
    url: string,
    pattern: boolean,
    parameters: ReadonlyMap<string, Parameter>,
    node: Node,
  ): Worker | undefined {
    const name = workerName(url);
    const proxyTimeout = this.#proxyTimeout;
    return name === undefined
      ? undefined
      : { name, pattern, parameters: new Map(parameters), node, proxyTimeout };
  }

  #balancer(url: string, node: Node): Balancer | undefined {
    const name = splitUrl(url)?.authority;
    if (name === undefined) return undefined;
    let balancer = this.#balancers.find((known) => known.name === name);
    if (!balancer) {
      balancer = { name, members: [], node };
      this.#balancers.push(balancer);
    }
    return balancer;
  }

  #member(node: Node): void {
    const around = node.parent?.name === 'proxy' ? node.parent.argument(0) : undefined;
    const args = around === undefined ? node.args.slice(1) : node.args;
    const balancer = this.#balancer(around ?? node.argument(0), node);
    const [target, ...rest] = args;
    if (!balancer || !target) return;
    const { parameters } = parametersOf(node, rest);
    const member = this.#worker(plainUrl(target.value), false, parameters, node);
    if (member) balancer.members.push(member);
  }

  /** ProxySet changes an existing worker; in a <Proxy> section it makes one where there is none. */
  #set(node: Node): void {
    const around = node.parent?.name === 'proxy' ? node.parent.argument(0) : undefined;
    const url = plainUrl(around ?? node.argument(0));
    if (isBalancerUrl(url)) return;
    const args = around === undefined ? node.args.slice(1) : node.args;
    this.#apply(url, parametersOf(node, args).parameters, node);
  }

  #proxySection(node: Node): void {
    const url = node.argument(0);
    if (isBalancerUrl(url)) this.#balancer(url, node);
    else this.#apply(url, parametersOf(node, node.args.slice(1)).parameters, node);
  }

  #apply(url: string, parameters: ReadonlyMap<string, Parameter>, node: Node): void {
    const worker = this.#kin.plain.longest(url) ?? this.#make(url, false, new Map(), node);
    for (const [key, parameter] of parameters) worker?.parameters.set(key, parameter);
  }
}

/** As httpd names a worker: scheme and host in lower case, a default port left out. */
function workerName(url: string): string | undefined {
  const parts = splitUrl(url);
  if (!parts) return undefined;
  const usual = wordTable<string>({
    http: ':80',
    https: ':443',
    ws: ':80',
    wss: ':443',
  });
  const suffix = usual.get(parts.scheme);
  const { authority } = parts;
  const host =
    suffix && authority.endsWith(suffix) ? authority.slice(0, -suffix.length) : authority;
  return `${parts.scheme}://${host}${parts.path}`;
}

/** The workers by name, for a look-up whose cost does not grow with their number. */
class WorkerIndex {
  readonly #plain = new Map<string, Worker>();
  readonly #patterns: Worker[] = [];

  add(worker: Worker): void {
    if (isPatternName(worker)) this.#patterns.push(worker);
    else if (!this.#plain.has(worker.name)) this.#plain.set(worker.name, worker);
  }

  /** The worker with the longest name that the URL starts with; of equal ones the first. */
  longest(url: string): Worker | undefined {
    const parts = splitUrl(url);
    if (!parts) return undefined;
    const origin = `${parts.scheme}://${parts.authority}`;
    const wanted = origin + parts.path;
    let best: Worker | undefined;
    for (let end = wanted.length; end >= origin.length && !best; end--) {
      best = this.#plain.get(wanted.slice(0, end));
    }
    for (const worker of this.#patterns) {
      const { length } = worker.name;
      const fits = length >= origin.length && length <= wanted.length;
      if (fits && length > (best?.name.length ?? 0) && matchesName(wanted, worker)) best = worker;
    }
    return best;
  }
}

function isPatternName(worker: Worker): boolean {
  return worker.pattern && /\$\d/.test(worker.name);
}

/** `$N` in a name stands for anything. */
function matchesName(url: string, worker: Worker): boolean {
  const pieces = worker.name.split(/(?:\$\d)+/);
  let at = 0;
  for (const [i, piece] of pieces.entries()) {
    const found = i === 0 ? (url.startsWith(piece) ? 0 : -1) : url.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return true;
}
