import { oncePer, oncePerText } from '../once.ts';
import {
  and,
  evaluate,
  expand,
  matchPattern,
  not,
  or,
  type Surrounding,
  type Truth,
} from './expressions.ts';
import { argument, isOn, lastNamed, type Node } from './node.ts';
import type { Request } from './request.ts';
import { type Server, setting } from './server.ts';

/** What mod_rewrite makes of a request before any mapping is asked. */
export type Rewritten =
  | { readonly kind: 'untouched' }
  | { readonly kind: 'passed'; readonly path: string; readonly rule: Node }
  | { readonly kind: 'proxy'; readonly url: string; readonly rule: Node }
  | {
      readonly kind: 'redirect';
      readonly status: number;
      readonly location: string;
      readonly rule: Node;
    }
  | { readonly kind: 'status'; readonly status: number; readonly rule: Node }
  | { readonly kind: 'files'; readonly path: string; readonly rule: Node }
  | { readonly kind: 'unknown'; readonly rule: Node; readonly why: string };

export interface RewriteRule {
  readonly conditions: readonly Node[];
  readonly node: Node;
  readonly flags: ReadonlyMap<string, string>;
}

/** The rules among some directives, each with the conditions before it. */
export const rulesIn = oncePer(readRules);

function readRules(nodes: readonly Node[]): readonly RewriteRule[] {
  const found: RewriteRule[] = [];
  let conditions: Node[] = [];
  for (const node of nodes) {
    if (node.name === 'rewritecond') conditions.push(node);
    if (node.name !== 'rewriterule') continue;
    found.push({ conditions, node, flags: flagsOf(argument(node, 2)) });
    conditions = [];
  }
  return found;
}

/** The rules in force: a virtual host has its own, and the main server's only where it inherits them. */
export function rulesOf(server: Server): readonly RewriteRule[] {
  if (!isOn(setting(server, 'rewriteengine'))) return [];
  const own = rulesIn(server.own);
  if (!server.main) return own;
  const base = rulesIn(server.main.own);
  const options = optionsOf(server);
  const down = optionsOf(server.main);
  const ignored = options.has('ignoreinherit');
  if (options.has('inheritbefore') || (down.has('inheritdownbefore') && !ignored)) {
    return [...base, ...own];
  }
  if (options.has('inherit') || (down.has('inheritdown') && !ignored)) return [...own, ...base];
  return own;
}

function optionsOf(server: Server): ReadonlySet<string> {
  const node = lastNamed(server.own, 'rewriteoptions');
  return new Set(node?.args.map((arg) => arg.value.toLowerCase()));
}

const LONG_FLAGS: Readonly<Record<string, string>> = {
  proxy: 'P',
  last: 'L',
  end: 'L',
  redirect: 'R',
  forbidden: 'F',
  gone: 'G',
  passthrough: 'PT',
  chain: 'C',
  skip: 'S',
  next: 'N',
  nocase: 'NC',
  noescape: 'NE',
};

const flagsOf = oncePerText((written: string): ReadonlyMap<string, string> => {
  const flags = new Map<string, string>();
  for (const part of written.replace(/^\[|\]$/g, '').split(',')) {
    const [name = '', value = ''] = part.trim().split(/=(.*)/s);
    const key = LONG_FLAGS[name.toLowerCase()] ?? name.toUpperCase();
    flags.set(key, value);
  }
  return flags;
});

const MAX_ROUNDS = 32;

/** Runs the rules of a server over a request. */
export function rewrite(rules: readonly RewriteRule[], request: Request): Rewritten {
  return new Rewriting(rules, request).run();
}

class Rewriting {
  readonly #rules: readonly RewriteRule[];
  readonly #request: Request;
  #path: string;
  #changedBy: Node | undefined;
  #redirect: { status: number; rule: Node } | undefined;
  #rounds = 0;

  constructor(rules: readonly RewriteRule[], request: Request) {
    this.#rules = rules;
    this.#request = request;
    this.#path = request.path;
  }

  run(): Rewritten {
    for (let i = 0; i < this.#rules.length; ) {
      const rule = this.#rules[i] as RewriteRule;
      const groups = this.#match(rule);
      if (groups === undefined) return this.#unknown(rule.node);
      if (groups === false) {
        i = this.#afterMiss(i);
        continue;
      }
      const ended = this.#apply(rule, groups.rule, groups.condition);
      if (ended === 'last') break;
      if (typeof ended === 'object') return ended;
      if (rule.flags.has('N') && ++this.#rounds < MAX_ROUNDS) i = 0;
      else i += 1 + (rule.flags.has('S') ? Number(rule.flags.get('S')) || 0 : 0);
    }
    return this.#outcome();
  }

  #unknown(rule: Node): Rewritten {
    return { kind: 'unknown', rule, why: 'whether this rule applies only the running httpd knows' };
  }

  #afterMiss(index: number): number {
    let next = index + 1;
    while (this.#rules[next - 1]?.flags.has('C')) next++;
    return next;
  }

  #match(rule: RewriteRule) {
    const written = argument(rule.node, 0);
    const negated = written.startsWith('!');
    const source = negated ? written.slice(1) : written;
    if (rule.node.args.slice(0, 2).some((arg) => !arg.known)) return undefined;
    const groups = matchPattern(source, this.#path, rule.flags.has('NC'));
    if (groups === undefined) return undefined;
    if ((groups === false) !== negated) return false;
    const captured = groups === false ? [] : groups;
    const surrounding = { ...this.#surrounding(), rule: captured };
    const conditions = conditionsHold(rule.conditions, surrounding);
    if (conditions.truth === undefined) return undefined;
    return conditions.truth && { rule: captured, condition: conditions.groups };
  }

  #surrounding(): Surrounding {
    return { request: this.#request, rule: [], condition: [], path: this.#path };
  }

  #apply(
    { node, flags }: RewriteRule,
    rule: readonly string[],
    condition: readonly string[],
  ): Rewritten | 'last' | 'next' {
    if (flags.has('F')) return { kind: 'status', status: 403, rule: node };
    if (flags.has('G')) return { kind: 'status', status: 410, rule: node };
    const code = redirectCode(flags.get('R'));
    if (code !== undefined && (code < 300 || code >= 400)) {
      return { kind: 'status', status: code, rule: node };
    }
    const substitution = argument(node, 1);
    if (substitution === '-') return flags.has('L') ? 'last' : 'next';
    const filled = expand(substitution, { ...this.#surrounding(), rule, condition });
    if (filled === undefined) return this.#unknown(node);
    this.#path = withoutQuery(filled);
    this.#changedBy = node;
    if (flags.has('P')) return { kind: 'proxy', url: this.#path, rule: node };
    if (code !== undefined) {
      this.#redirect = { status: code, rule: node };
      if (this.#path.startsWith('/')) this.#path = origin(this.#request) + this.#path;
    }
    if (flags.has('PT')) return { kind: 'passed', path: this.#path, rule: node };
    return flags.has('L') ? 'last' : 'next';
  }

  #outcome(): Rewritten {
    const rule = this.#changedBy;
    if (!rule) return { kind: 'untouched' };
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(this.#path)) {
      const status = this.#redirect?.status ?? 302;
      return { kind: 'redirect', status, location: this.#path, rule: this.#redirect?.rule ?? rule };
    }
    return { kind: 'files', path: this.#path, rule };
  }
}

function origin(request: Request): string {
  const host = request.headers.get('host') ?? request.host;
  return `${request.secure ? 'https' : 'http'}://${host}`;
}

function withoutQuery(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? url : url.slice(0, at);
}

function redirectCode(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const names: Readonly<Record<string, number>> = { permanent: 301, temp: 302, seeother: 303 };
  return names[value.toLowerCase()] ?? (/^\d+$/.test(value) ? Number(value) : 302);
}

function conditionsHold(
  conditions: readonly Node[],
  surrounding: Surrounding,
): { truth: Truth; groups: readonly string[] } {
  let groups: readonly string[] = [];
  let truth: Truth = true;
  let alternative: Truth = false;
  for (const node of conditions) {
    const flags = flagsOf(argument(node, 2));
    const result = conditionHolds(node, flags, { ...surrounding, condition: groups });
    if (result.groups) groups = result.groups;
    alternative = or(alternative, result.truth);
    if (flags.has('OR') || flags.has('ORNEXT')) continue;
    truth = and(truth, alternative);
    alternative = false;
  }
  return { truth, groups };
}

function conditionHolds(
  node: Node,
  flags: ReadonlyMap<string, string>,
  surrounding: Surrounding,
): { truth: Truth; groups?: readonly string[] } {
  const written = argument(node, 1);
  const negated = written.startsWith('!');
  const pattern = negated ? written.slice(1) : written;
  if (argument(node, 0).toLowerCase() === 'expr') {
    return { truth: flip(evaluate(pattern, surrounding), negated) };
  }
  const text = expand(argument(node, 0), surrounding);
  if (/^-[a-zA-Z]/.test(pattern) && !/^-(?:eq|ne|lt|le|gt|ge)/.test(pattern)) {
    return { truth: flip(fileTest(pattern), negated) };
  }
  if (text === undefined) return { truth: undefined };
  const ordered = /^(-eq|-ne|-lt|-le|-gt|-ge|<=|>=|<|>|=)(.*)$/s.exec(pattern);
  if (ordered) {
    const right = unquoted(ordered[2] ?? '');
    return { truth: flip(compare(ordered[1] ?? '', text, right, flags.has('NC')), negated) };
  }
  const groups = matchPattern(pattern, text, flags.has('NC'));
  if (groups === undefined) return { truth: undefined };
  const truth = (groups !== false) !== negated;
  return groups ? { truth, groups } : { truth };
}

function flip(truth: Truth, negated: boolean): Truth {
  return negated ? not(truth) : truth;
}

/** No file stands in the document root where STIG Manager's endpoints are; -F and -U ask the running httpd. */
function fileTest(operator: string): Truth {
  return /^-[fdslhLx]$/.test(operator) ? false : undefined;
}

function unquoted(text: string): string {
  return text === '""' ? '' : text;
}

function compare(operator: string, text: string, right: string, ignoreCase: boolean): boolean {
  const [a, b] = ignoreCase ? [text.toLowerCase(), right.toLowerCase()] : [text, right];
  const number = (Number.parseInt(text, 10) || 0) - (Number.parseInt(right, 10) || 0);
  const results: Readonly<Record<string, boolean>> = {
    '=': a === b,
    '<': a < b,
    '>': a > b,
    '<=': a <= b,
    '>=': a >= b,
    '-eq': number === 0,
    '-ne': number !== 0,
    '-lt': number < 0,
    '-le': number <= 0,
    '-gt': number > 0,
    '-ge': number >= 0,
  };
  return results[operator] ?? false;
}
