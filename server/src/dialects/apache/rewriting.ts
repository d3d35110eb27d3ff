import { oncePer, oncePerText } from '../once.ts';
import { type Environment, withFlag } from './environment.ts';
import {
  and,
  evaluate,
  expand,
  forEveryBrowser,
  matchPattern,
  not,
  or,
  type Surrounding,
  type Truth,
} from './expressions.ts';
import { isOn, type Node } from './node.ts';
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
  /** What its `E=` flags set. */
  readonly variables: readonly string[];
}

/** The rules among some directives, each with the conditions before it. */
export const rulesIn = oncePer(readRules);

function readRules(nodes: readonly Node[]): readonly RewriteRule[] {
  const found: RewriteRule[] = [];
  let conditions: Node[] = [];
  for (const node of nodes) {
    if (node.name === 'rewritecond') conditions.push(node);
    if (node.name !== 'rewriterule') continue;
    const written = node.argument(2);
    found.push({ conditions, node, flags: flagsOf(written), variables: variablesOf(written) });
    conditions = [];
  }
  return found;
}

/**
 * The rules in force: a virtual host has its own, and the main server's only where it inherits them; one without any
 * directive of mod_rewrite has none (measured).
 */
export function rulesOf(server: Server): readonly RewriteRule[] {
  const { main } = server;
  if (main && !server.own.some(isRewriting)) return [];
  if (!isOn(setting(server, 'rewriteengine'))) return [];
  const own = rulesIn(server.own);
  if (!main) return own;
  const base = optionsIn(main.own);
  return mergedRules(
    { rules: rulesIn(main.own), options: base },
    { rules: own, options: optionsIn(server.own) ?? base },
  );
}

/** True for a directive of mod_rewrite. */
export function isRewriting(node: Node): boolean {
  return /^rewrite(?:engine|rule|cond|options|base|map)$/.test(node.name);
}

/** Rules as one server or section has them; options undefined where nothing sets any. */
export interface RuleSet {
  readonly rules: readonly RewriteRule[];
  readonly options: ReadonlySet<string> | undefined;
}

/** The rules of a server or section within another: its own, unless the options of either make it inherit. */
export function mergedRules(outer: RuleSet, inner: RuleSet): readonly RewriteRule[] {
  const given = inner.options?.has('ignoreinherit') ? undefined : outer.options;
  if (inner.options?.has('inherit') || given?.has('inheritdown')) {
    return [...inner.rules, ...outer.rules];
  }
  if (inner.options?.has('inheritbefore') || given?.has('inheritdownbefore')) {
    return [...outer.rules, ...inner.rules];
  }
  return inner.rules;
}

/** The words of all RewriteOptions lines among some directives, in lower case; undefined for no such line. */
export function optionsIn(nodes: readonly Node[]): ReadonlySet<string> | undefined {
  const lines = nodes.filter((node) => node.name === 'rewriteoptions');
  if (lines.length === 0) return undefined;
  return new Set(lines.flatMap((line) => line.args.map((arg) => arg.value.toLowerCase())));
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
  env: 'E',
};

/** The flags of a rule or condition, by their short names. */
export const flagsOf = oncePerText(
  (written: string): ReadonlyMap<string, string> => new Map(flagsWritten(written)),
);

function flagsWritten(written: string): readonly (readonly [string, string])[] {
  const parts = written.replace(/^\[|\]$/g, '').split(',');
  return parts.map((part) => {
    const [name = '', value = ''] = part.trim().split(/=(.*)/s);
    return [LONG_FLAGS[name.toLowerCase()] ?? name.toUpperCase(), value];
  });
}

const variablesOf = oncePerText((written: string): readonly string[] => {
  const flags = flagsWritten(written);
  return flags.filter(([name]) => name === 'E').map(([, value]) => value);
});

const MAX_ROUNDS = 32;

/** What rules run over. */
export interface Rewritable {
  readonly request: Request;
  /** What the patterns see first: the path, or in a section the name that it was mapped to. */
  readonly filename: string;
  /** What of that name patterns do not see: the folder of a <Directory>. */
  readonly base?: string;
  readonly environment: Environment;
  readonly maps: ReadonlyMap<string, string>;
}

/** The maps of a server and of the main one, by name. */
export const mapsOf = oncePer((server: Server): ReadonlyMap<string, string> => {
  const lines = [...(server.main?.own ?? []), ...server.own];
  const maps = lines.filter(({ name }) => name === 'rewritemap');
  return new Map(maps.map((node) => [node.argument(0), node.argument(1).toLowerCase()]));
});

/** Runs rules over a request; the environment is as they leave it. */
export function rewrite(
  rules: readonly RewriteRule[],
  rewritable: Rewritable,
): { readonly rewritten: Rewritten; readonly environment: Environment } {
  const rewriting = new Rewriting(rules, rewritable);
  return { rewritten: rewriting.run(), environment: rewriting.environment };
}

class Rewriting {
  environment: Environment;
  readonly #rules: readonly RewriteRule[];
  readonly #request: Request;
  readonly #base: string;
  readonly #maps: ReadonlyMap<string, string>;
  #path: string;
  #changedBy: Node | undefined;
  #redirect: { status: number; rule: Node } | undefined;
  #rounds = 0;

  constructor(
    rules: readonly RewriteRule[],
    { request, filename, base = '', environment, maps }: Rewritable,
  ) {
    this.#rules = rules;
    this.#request = request;
    this.#path = filename;
    this.#base = base;
    this.#maps = maps;
    this.environment = environment;
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
    const written = rule.node.argument(0);
    const negated = written.startsWith('!');
    const source = negated ? written.slice(1) : written;
    if (rule.node.args.slice(0, 2).some((arg) => !arg.known)) return undefined;
    const seen = this.#path.startsWith(this.#base)
      ? this.#path.slice(this.#base.length)
      : this.#path;
    const groups = matchPattern(source, seen, rule.flags.has('NC'));
    if (groups === undefined) return undefined;
    if ((groups === false) !== negated) return false;
    const captured = groups === false ? [] : groups;
    const surrounding = { ...this.#surrounding(), rule: captured };
    const conditions = conditionsHold(rule.conditions, surrounding);
    if (conditions.truth === undefined) return undefined;
    return conditions.truth && { rule: captured, condition: conditions.groups };
  }

  #surrounding(): Surrounding {
    const { path } = this.#request;
    const { environment } = this;
    return {
      request: this.#request,
      rule: [],
      condition: [],
      path,
      filename: this.#path,
      environment,
      maps: this.#maps,
    };
  }

  #apply(
    { node, flags, variables }: RewriteRule,
    rule: readonly string[],
    condition: readonly string[],
  ): Rewritten | 'last' | 'next' {
    for (const flag of variables) {
      this.environment = withFlag(flag, { ...this.#surrounding(), rule, condition });
    }
    if (flags.has('F')) return { kind: 'status', status: 403, rule: node };
    if (flags.has('G')) return { kind: 'status', status: 410, rule: node };
    const code = redirectCode(flags.get('R'));
    if (code !== undefined && (code < 300 || code >= 400)) {
      return { kind: 'status', status: code, rule: node };
    }
    const substitution = node.argument(1);
    if (substitution === '-') return flags.has('L') ? 'last' : 'next';
    const reference = escaping(flags);
    const filled = expand(substitution, {
      ...this.#surrounding(),
      rule: rule.map(reference),
      condition: condition.map(reference),
    });
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

/** What the flag B does to references: all but letters, digits and `_` is escaped, or what it lists (measured). */
function escaping(flags: ReadonlyMap<string, string>): (text: string) => string {
  const listed = flags.get('B');
  if (listed === undefined) return (text) => text;
  const spared = flags.get('BNE') ?? '';
  return (text) =>
    text.replace(/\W/gu, (char) =>
      (listed !== '' && !listed.includes(char)) || spared.includes(char) ? char : encoded(char),
    );
}

function encoded(char: string): string {
  return [...new TextEncoder().encode(char)]
    .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
    .join('');
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

/** Whether conditions hold, and the groups of the last one that matched. */
export function conditionsHold(
  conditions: readonly Node[],
  surrounding: Surrounding,
): { truth: Truth; groups: readonly string[] } {
  let groups: readonly string[] = [];
  let truth: Truth = true;
  let alternative: Truth = false;
  for (const node of conditions) {
    const flags = flagsOf(node.argument(2));
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
): Held {
  const own = heldFor(node, flags, surrounding);
  const truth = forEveryBrowser(
    node.argument(0),
    surrounding,
    (each) => heldFor(node, flags, each).truth,
  );
  return { ...own, truth };
}

interface Held {
  readonly truth: Truth;
  readonly groups?: readonly string[];
}

function heldFor(node: Node, flags: ReadonlyMap<string, string>, surrounding: Surrounding): Held {
  const written = node.argument(1);
  const negated = written.startsWith('!');
  const pattern = negated ? written.slice(1) : written;
  if (node.argument(0).toLowerCase() === 'expr') {
    return { truth: flip(evaluate(pattern, surrounding), negated) };
  }
  const text = expand(node.argument(0), surrounding);
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

/**
 * How `<` and its kin order texts: the longer one is the greater, characters count between texts of one length
 * (measured).
 */
function orderOf(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function compare(operator: string, text: string, right: string, ignoreCase: boolean): boolean {
  const [a, b] = ignoreCase ? [text.toLowerCase(), right.toLowerCase()] : [text, right];
  const order = orderOf(a, b);
  const number = (Number.parseInt(text, 10) || 0) - (Number.parseInt(right, 10) || 0);
  const results: Readonly<Record<string, boolean>> = {
    '=': a === b,
    '<': order < 0,
    '>': order > 0,
    '<=': order <= 0,
    '>=': order >= 0,
    '-eq': number === 0,
    '-ne': number !== 0,
    '-lt': number < 0,
    '-le': number <= 0,
    '-gt': number > 0,
    '-ge': number >= 0,
  };
  return results[operator] ?? false;
}
