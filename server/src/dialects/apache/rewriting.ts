import * as l10n from '@vscode/l10n';
import { wordTable } from '../../text/word-table.ts';
import { type Environment, withFlag } from './environment.ts';
import { expand, matchPattern, type Surrounding } from './expressions.ts';
import type { Node } from './node.ts';
import type { Request } from './request.ts';
import { conditionsHold } from './rewrite-conditions.ts';
import type { RewriteMaps } from './rewrite-maps.ts';
import type { RewriteRule } from './rewrite-rules.ts';

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

/** A path that so many rounds of [N] do not exhaust comes to no end: httpd answers 500 after 32,000 (measured). */
const MAX_ROUNDS = 100;

/** What rules run over. */
export interface Rewritable {
  readonly request: Request;
  /** What the patterns see first: the path, or in a section the name that it was mapped to. */
  readonly filename: string;
  /** What of that name patterns of sections do not see: the folder of a <Directory>; undefined for rules of a server. */
  readonly base?: string;
  readonly environment: Environment;
  readonly maps: RewriteMaps;
}

/** Runs rules over a request; the environment is as they leave it, and after an [END] no others run. */
export function rewrite(
  rules: readonly RewriteRule[],
  rewritable: Rewritable,
): {
  readonly rewritten: Rewritten;
  readonly environment: Environment;
  readonly isOver: boolean;
} {
  const rewriting = new Rewriting(rules, rewritable);
  const rewritten = rewriting.run();
  const { environment, isOver } = rewriting;
  return { rewritten, environment, isOver };
}

class Rewriting {
  environment: Environment;
  isOver = false;
  readonly #rules: readonly RewriteRule[];
  readonly #request: Request;
  readonly #base: string | undefined;
  readonly #maps: RewriteMaps;
  #path: string;
  #query: string;
  #changedBy: Node | undefined;
  #redirect: { status: number; rule: Node } | undefined;
  #rounds = 0;

  constructor(
    rules: readonly RewriteRule[],
    { request, filename, base, environment, maps }: Rewritable,
  ) {
    this.#rules = rules;
    this.#request = request;
    this.#query = request.query;
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
      const rounds = rule.flags.get('N');
      if (rounds === undefined) i += 1 + (Number(rule.flags.get('S')) || 0);
      else if (++this.#rounds < (Number(rounds) || MAX_ROUNDS)) i = 0;
      else return { kind: 'status', status: 500, rule: rule.node };
    }
    return this.#outcome();
  }

  #unknown(rule: Node): Rewritten {
    return {
      kind: 'unknown',
      rule,
      why: l10n.t('whether this rule applies only the running httpd knows'),
    };
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
    const base = this.#base ?? '';
    const seen = this.#path.startsWith(base) ? this.#path.slice(base.length) : this.#path;
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
      query: this.#query,
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
    if (flags.has('END') && !flags.has('PT')) this.isOver = true;
    const isServers = this.#base === undefined;
    if (node.argument(1) !== '-') {
      const reference = escaping(flags);
      const filled = expand(node.argument(1), {
        ...this.#surrounding(),
        rule: rule.map(reference),
        condition: condition.map(reference),
      });
      if (filled === undefined) return this.#unknown(node);
      const path = this.#withoutQuery(filled, flags);
      this.#path = isServers && !/^\/|^[a-z][\w+.-]*:/i.test(path) ? `/${path}` : path;
      this.#changedBy = node;
      if (flags.has('P')) return { kind: 'proxy', url: this.#path, rule: node };
      if (code !== undefined) {
        this.#redirect = { status: code, rule: node };
        if (this.#path.startsWith('/')) this.#path = origin(this.#request) + this.#path;
      }
    }
    if (isServers && flags.has('PT')) return this.#passed(node);
    return this.isOver || flags.has('L') || flags.has('PT') ? 'last' : 'next';
  }

  /** A URL is no path that httpd could map (measured). */
  #passed(rule: Node): Rewritten {
    const path = this.#path;
    return isUrl(path) ? { kind: 'status', status: 400, rule } : { kind: 'passed', path, rule };
  }

  /** A substitution's path; its query takes the place of the request's, or with [QSA] stands before it. */
  #withoutQuery(written: string, flags: ReadonlyMap<string, string>): string {
    const at = written.indexOf('?');
    if (flags.has('QSD')) this.#query = '';
    if (at < 0) return written;
    const own = written.slice(at + 1);
    this.#query = flags.has('QSA') && this.#query ? `${own}&${this.#query}` : own;
    return written.slice(0, at);
  }

  #outcome(): Rewritten {
    const rule = this.#changedBy;
    if (!rule) return { kind: 'untouched' };
    if (isUrl(this.#path)) {
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

function isUrl(path: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(path);
}

function redirectCode(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const names = wordTable<number>({ permanent: 301, temp: 302, seeother: 303 });
  return names.get(value.toLowerCase()) ?? (/^\d+$/.test(value) ? Number(value) : 302);
}
