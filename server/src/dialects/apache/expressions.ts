import { compilePattern } from '../../text/pattern.ts';
import { wordTable } from '../../text/word-table.ts';
import { matchesGlob } from './globs.ts';
import type { Request } from './request.ts';
import type { RewriteMaps } from './rewrite-maps.ts';

/** True, false, or undefined where the configuration cannot tell. */
export type Truth = boolean | undefined;

/** What a condition is evaluated in. */
export interface Surrounding {
  readonly request: Request;
  /** $0 … of the rule, %0 … of the last condition. */
  readonly rule: readonly string[];
  readonly condition: readonly string[];
  /** %{REQUEST_URI}: the path that the request is for. */
  readonly path: string;
  /** %{REQUEST_FILENAME}: what rewriting has come to; the path where it is not given. */
  readonly filename?: string;
  /** %{QUERY_STRING}: what rules have made of the query; the request's where it is not given. */
  readonly query?: string;
  readonly environment: ReadonlyMap<string, string | undefined>;
  readonly maps?: RewriteMaps;
}

export function and(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  return a === undefined || b === undefined ? undefined : true;
}

export function or(a: Truth, b: Truth): Truth {
  if (a === true || b === true) return true;
  return a === undefined || b === undefined ? undefined : false;
}

export function not(a: Truth): Truth {
  return a === undefined ? undefined : !a;
}

/** A string with %{VAR}, $N and %N filled in; undefined where a part is not known. */
export function expand(text: string, surrounding: Surrounding): string | undefined {
  let unknown = false;
  const filled = text.replace(
    /\\(.)|%\{([^{}]*)\}|\$\{((?:[$%]\{(?:%\{[^{}]*\}|[^{}])*\}|[^{}])*)\}|\$(\d)|%(\d)/g,
    (whole, ...[escaped, name, look, rule, condition]: (string | undefined)[]) => {
      if (escaped !== undefined) return escaped;
      if (rule !== undefined) return surrounding.rule[Number(rule)] ?? '';
      if (condition !== undefined) return surrounding.condition[Number(condition)] ?? '';
      const value =
        name === undefined ? looked(look ?? '', surrounding) : variable(name, surrounding);
      if (value === undefined) unknown = true;
      return value ?? whole;
    },
  );
  return unknown ? undefined : filled;
}

/** What a rewrite map makes of a key, or the default behind `|`; undefined for a map that is not in sight. */
function looked(look: string, surrounding: Surrounding): string | undefined {
  const [, name = '', key = '', otherwise = ''] = /^([^:]*):?([^|]*)\|?(.*)$/s.exec(look) ?? [];
  const text = expand(key, surrounding);
  const found = text === undefined ? text : surrounding.maps?.get(name)?.(text);
  return found === '' ? expand(otherwise, surrounding) : found;
}

/** A header by its name, or by one of the variables that stand for some. */
const HEADER =
  /^(?:(?:http|req|req_novary):|http_(?=(?:accept|cookie|forwarded|host|proxy_connection|referer|user_agent)$))(.+)$/i;

/** The value of a server variable; undefined where only a running httpd knows it. */
export function variable(name: string, surrounding: Surrounding): string | undefined {
  const { request, path, filename = path, query = request.query } = surrounding;
  const header = HEADER.exec(name)?.[1];
  if (header) return request.headers.get(header.toLowerCase().replaceAll('_', '-')) ?? '';
  const set = /^(?:env|reqenv):(.+)$/i.exec(name)?.[1];
  if (set) return fromEnvironment(set, surrounding);
  if (!request.secure && /^(?:ssl:)?ssl_/i.test(name)) return '';
  const known = wordTable<() => string>({
    REQUEST_URI: () => path,
    DOCUMENT_URI: () => path,
    REQUEST_FILENAME: () => filename,
    SCRIPT_FILENAME: () => filename,
    REQUEST_METHOD: () => request.method,
    QUERY_STRING: () => query,
    HTTPS: () => (request.secure ? 'on' : 'off'),
    REQUEST_SCHEME: () => (request.secure ? 'https' : 'http'),
    SERVER_PORT: () => String(request.port),
    SERVER_NAME: () => request.host,
    SERVER_PROTOCOL: () => 'HTTP/1.1',
    IS_SUBREQ: () => 'false',
    THE_REQUEST: () =>
      `${request.method} ${request.path}${request.query ? `?${request.query}` : ''} HTTP/1.1`,
    'LA-U:REQUEST_FILENAME': () => path,
    REMOTE_USER: () => '',
    PATH_INFO: () => '',
  });
  return known.get(name.toUpperCase())?.();
}

/** Variables that named groups of sections set, or modules of which the configuration says nothing. */
const FROM_ELSEWHERE = /^(?:match_|geoip|mm_|maxmind|unique_id|oidc_|mellon)/i;

/** A variable of the environment. %{ENV:HTTPS} is none of TLS's while requests are routed (measured). */
function fromEnvironment(name: string, { environment }: Surrounding): string | undefined {
  if (environment.has(name)) return environment.get(name);
  return FROM_ELSEWHERE.test(name) ? undefined : '';
}

/** Match of a pattern of the configuration; undefined where the engine cannot express it. */
export function matchPattern(
  source: string,
  text: string,
  ignoreCase = false,
): readonly string[] | false | undefined {
  const pattern = compilePattern(source, ignoreCase);
  if (!pattern) return undefined;
  return pattern.exec(text)?.groups ?? false;
}

/**
 * The truth of a condition for every browser: with the Upgrade header Firefox sends "keep-alive, Upgrade" for
 * Connection, others "Upgrade".
 */
export function forEveryBrowser(
  written: string,
  surrounding: Surrounding,
  holds: (surrounding: Surrounding) => Truth,
): Truth {
  const truth = holds(surrounding);
  const { request } = surrounding;
  if (request.headers.get('connection') !== 'Upgrade' || !/\bconnection\b/i.test(written)) {
    return truth;
  }
  const headers = new Map(request.headers).set('connection', 'keep-alive, Upgrade');
  const other = holds({ ...surrounding, request: { ...request, headers } });
  return truth === other ? truth : undefined;
}

/** Evaluates an ap_expr: comparisons, =~, -n, -z, in, &&, ||, ! and parentheses; undefined for all else. */
export function evaluate(source: string, surrounding: Surrounding): Truth {
  return forEveryBrowser(source, surrounding, (each) => evaluateFor(source, each));
}

function evaluateFor(source: string, surrounding: Surrounding): Truth {
  const tokens = tokenize(source);
  if (!tokens) return undefined;
  const reader = new ExpressionReader(tokens, surrounding);
  const truth = reader.disjunction(0);
  return reader.done ? truth : undefined;
}

interface ExpressionToken {
  readonly kind: 'string' | 'word' | 'regex' | 'sign';
  readonly text: string;
  readonly flags: string;
}

const TOKEN =
  /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|m([#/|,!])((?:(?!\3)[^\\]|\\.)*)\3([a-z]*)|(\/)((?:[^/\\]|\\.)*)\/([a-z]*)|(&&|\|\||=~|!~|==|!=|<=|>=|[!(){},=<>])|((?:%\{[^{}]*\}|[^\s!=~(){},"'&|<>])+))/y;

function tokenize(written: string): readonly ExpressionToken[] | undefined {
  const source = written.trimEnd();
  const found: ExpressionToken[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source);
    if (!match || match[0] === '') return undefined;
    found.push(tokenOf(match));
  }
  return found;
}

const SIGNS = wordTable<string>({ and: '&&', or: '||', not: '!' });

function tokenOf(match: RegExpExecArray): ExpressionToken {
  const quoted = match[1] ?? match[2];
  if (quoted !== undefined) {
    return { kind: 'string', text: quoted.replace(/\\(["'\\])/g, '$1'), flags: '' };
  }
  const regex = match[4] ?? match[7];
  if (regex !== undefined) {
    return { kind: 'regex', text: regex.replace(/\\\//g, '/'), flags: match[5] ?? match[8] ?? '' };
  }
  const word = match[10] ?? '';
  const sign = match[9] ?? SIGNS.get(word);
  return sign === undefined
    ? { kind: 'word', text: word, flags: '' }
    : { kind: 'sign', text: sign, flags: '' };
}

const MAX_DEPTH = 50;

class ExpressionReader {
  readonly #tokens: readonly ExpressionToken[];
  #surrounding: Surrounding;
  #at = 0;
  /** How many calls stand around what is read. */
  #calls = 0;

  constructor(tokens: readonly ExpressionToken[], surrounding: Surrounding) {
    this.#tokens = tokens;
    this.#surrounding = surrounding;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  disjunction(depth: number): Truth {
    let truth = this.#conjunction(depth);
    while (this.#take('||')) truth = or(truth, this.#conjunction(depth));
    return truth;
  }

  #conjunction(depth: number): Truth {
    let truth = this.#term(depth);
    while (this.#take('&&')) truth = and(truth, this.#term(depth));
    return truth;
  }

  #term(depth: number): Truth {
    if (depth > MAX_DEPTH) return this.#giveUp();
    if (this.#take('!')) return not(this.#term(depth + 1));
    if (this.#take('(')) {
      const truth = this.disjunction(depth + 1);
      return this.#take(')') ? truth : this.#giveUp();
    }
    const word = this.#tokens[this.#at];
    if (word?.kind === 'word' && /^-[nzTR]$/.test(word.text)) return this.#unary(word.text);
    if (word?.kind === 'word' && /^(true|false)$/i.test(word.text)) {
      this.#at++;
      return word.text.toLowerCase() === 'true';
    }
    return this.#comparison();
  }

  #unary(operator: string): Truth {
    this.#at++;
    const value = this.#value();
    if (value === undefined || operator === '-R') return undefined;
    if (operator === '-n') return value !== '';
    if (operator === '-z') return value === '';
    return !['', '0', 'off', 'false', 'no'].includes(value.toLowerCase());
  }

  #comparison(): Truth {
    const left = this.#value();
    const operator = this.#tokens[this.#at]?.text ?? '';
    this.#at++;
    if (operator === '=~' || operator === '!~') return this.#match(left, operator === '!~');
    if (operator === 'in' || operator === '-in') return this.#member(left);
    const right = this.#value();
    if (left === undefined || right === undefined) return undefined;
    return compare(operator, left, right);
  }

  #match(left: string | undefined, negated: boolean): Truth {
    const regex = this.#tokens[this.#at];
    this.#at++;
    if (left === undefined || regex?.kind !== 'regex') return undefined;
    const groups = matchPattern(regex.text, left, regex.flags.includes('i'));
    if (groups === undefined) return undefined;
    if (groups) this.#surrounding = { ...this.#surrounding, rule: groups };
    return (groups !== false) !== negated;
  }

  #member(left: string | undefined): Truth {
    if (!this.#take('{')) return this.#giveUp();
    let truth: Truth = false;
    do {
      const value = this.#value();
      truth = or(truth, left === undefined || value === undefined ? undefined : left === value);
    } while (this.#take(','));
    return this.#take('}') ? truth : this.#giveUp();
  }

  /** A value, or several joined by `.`. */
  #value(): string | undefined {
    let value = this.#single();
    while (this.#tokens[this.#at]?.kind === 'word' && this.#tokens[this.#at]?.text === '.') {
      this.#at++;
      const next = this.#single();
      value = value === undefined || next === undefined ? undefined : value + next;
    }
    return value;
  }

  #single(): string | undefined {
    const token = this.#tokens[this.#at];
    this.#at++;
    if (!token || token.kind === 'sign') return undefined;
    if (this.#tokens[this.#at]?.text === '(' && token.kind === 'word')
      return this.#call(token.text);
    return expand(token.text, this.#surrounding);
  }

  #call(name: string): string | undefined {
    this.#at++;
    if (this.#calls > MAX_DEPTH) return this.#giveUp();
    this.#calls++;
    const value = this.#value();
    this.#calls--;
    if (!this.#take(')')) return this.#giveUp();
    if (value === undefined) return undefined;
    if (/^(req|http|req_novary)$/i.test(name)) {
      return this.#surrounding.request.headers.get(value.toLowerCase()) ?? '';
    }
    if (/^(?:env|reqenv)$/i.test(name)) return fromEnvironment(value, this.#surrounding);
    if (/^tolower$/i.test(name)) return value.toLowerCase();
    return /^toupper$/i.test(name) ? value.toUpperCase() : undefined;
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #giveUp(): undefined {
    this.#at = this.#tokens.length + 1;
    return undefined;
  }
}

function compare(operator: string, left: string, right: string): Truth {
  const signs = wordTable<boolean>({
    '==': left === right,
    '=': left === right,
    '!=': left !== right,
    '<': left < right,
    '<=': left <= right,
    '>': left > right,
    '>=': left >= right,
  });
  return (
    signs.get(operator) ?? compareNumbers(operator, left, right) ?? matchedBy(operator, left, right)
  );
}

/** By `-eq` and its kin, the hyphen left out or not; undefined for every other operator. */
export function compareNumbers(operator: string, left: string, right: string): Truth {
  const number = (Number.parseInt(left, 10) || 0) - (Number.parseInt(right, 10) || 0);
  return wordTable<boolean>({
    eq: number === 0,
    ne: number !== 0,
    gt: number > 0,
    lt: number < 0,
    ge: number >= 0,
    le: number <= 0,
  }).get(operator.replace('-', ''));
}

/** The operators that compare with wildcards (documentation; -strmatch measured on 2.4.71). */
function matchedBy(operator: string, text: string, glob: string): Truth {
  if (!/^-(?:strmatch|strcmatch|fnmatch)$/.test(operator)) return undefined;
  const acrossSlashes = operator !== '-fnmatch';
  const ignoreCase = operator === '-strcmatch';
  return matchesGlob(glob, text, { acrossSlashes, whole: true, ignoreCase });
}
