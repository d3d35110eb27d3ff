import type { Match } from '../../text/pattern.ts';
import {
  coveringKey,
  missesKey,
  networks,
  patternOf,
  SPECIAL_KEYS,
  usesCaptures,
  valueBeyond,
} from './maps.ts';
import type { Request } from './request.ts';
import { type Entry, type Scope, scalar } from './scope.ts';
import { concat, equals, known, literal, unknownValue, type Value } from './values.ts';

const MAX_MAP_DEPTH = 20;
/** Values of one text that are told apart. */
const MOST_OUTCOMES = 16;

/** What browsers call themselves. */
export const AGENTS: readonly string[] = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
];

/** The Connection header of a handshake: Chrome's and Safari's, and Firefox's. */
const UPGRADING = 'Upgrade';
const CONNECTIONS: readonly Value[] = [UPGRADING, 'keep-alive, Upgrade'].map(literal);

/** What today's browsers speak. */
const PROTOCOLS: readonly Value[] = ['TLSv1.2', 'TLSv1.3'].map(literal);

/** The variables that a configuration defines. */
export interface Definitions {
  /** Those of map and similar blocks, by name without `$`. */
  readonly maps: ReadonlyMap<string, Entry>;
  /** Those that some `set` names: empty until one runs (documentation). */
  readonly settable: ReadonlySet<string>;
}

/**
 * What variables stand for while one request is served: the request as it is now, and what `set` and captures gave.
 * The request of an auth_request shares what these and maps gave with the one that asks (measured on 1.22.1).
 */
export class Variables {
  readonly #request: Request;
  readonly #world: Definitions;
  readonly #assigned: Map<string, Value>;
  /** Values of maps: nginx works each out once for a request, unless it is `volatile` (measured on 1.22.1). */
  readonly #mapped: Map<string, Value>;
  /** What variables may be of which it is left open what they are. */
  readonly #choices: Map<string, readonly Value[]>;
  #captures: readonly string[] = [];
  #depth = 0;
  /** Path as rewritten so far. */
  path: string;
  args: string;
  /** An error_page that leads to a path makes it GET. */
  method: string;
  /** Scope whose server is serving. */
  server: Scope;

  constructor(request: Request, world: Definitions, server: Scope, asking?: Variables) {
    this.#assigned = asking ? asking.#assigned : new Map();
    this.#mapped = asking ? asking.#mapped : new Map();
    this.#choices = asking ? asking.#choices : new Map();
    this.#request = request;
    this.#world = world;
    this.path = request.path;
    this.args = request.args;
    this.method = request.method;
    this.server = server;
  }

  get host(): string {
    return this.#request.host;
  }

  assign(name: string, value: Value): void {
    this.#choices.delete(name);
    this.#assigned.set(name, value);
  }

  /** A `set` of which it is not known whether it runs. */
  mayAssign(name: string, text: string): void {
    const values = /\$\d/.test(text) ? [unknownValue] : this.outcomes(text);
    const all = [...this.#choicesOf(name), ...values];
    this.assign(name, agreed(all));
    this.#choices.set(name, all);
  }

  /** What a pattern of `if` or `rewrite` does to `$1` and its like, whether or not it matches (measured on 1.22.1). */
  forgetCaptures(): void {
    this.#captures = [];
  }

  capture(match: Match): void {
    this.#captures = match.groups;
    for (const [name, text] of Object.entries(match.named)) this.assign(name, literal(text));
  }

  /** Replaces `$name`, `${name}` and `$1`; templates such as `{{ x }}` are unknown. */
  interpolate(text: string): Value {
    if (isTemplate(text)) return unknownValue;
    if (!text.includes('$')) return literal(text);
    return concat(this.#parts(text, (name) => this.lookup(name)));
  }

  /** Every value that a text may have, as far as it can be told; one unknown value where they are too many. */
  outcomes(text: string): readonly Value[] {
    const value = this.interpolate(text);
    if (known(value) !== undefined || isTemplate(text)) return [value];
    const parts = this.#parts(text, (name) => name);
    let found: readonly Value[] = [[]];
    for (const part of parts) {
      const choices = typeof part === 'string' ? this.#choicesOf(part) : [part];
      found = found.flatMap((before) => choices.map((choice) => concat([before, choice])));
      if (found.length > MOST_OUTCOMES) return [value];
    }
    return found;
  }

  #parts<Named>(text: string, read: (name: string) => Named): (Value | Named)[] {
    const parts: (Value | Named)[] = [];
    let at = 0;
    for (const match of text.matchAll(/\$(?:\{(\w+)\}|(\d)|(\w+))/g)) {
      parts.push(literal(text.slice(at, match.index)));
      parts.push(read((match[1] ?? match[2] ?? match[3]) as string));
      at = match.index + match[0].length;
    }
    parts.push(literal(text.slice(at)));
    return parts;
  }

  #choicesOf(name: string): readonly Value[] {
    const value = this.lookup(name);
    if (known(value) !== undefined) return [value];
    return this.#choices.get(name) ?? this.#usual(name) ?? [value];
  }

  /** What a variable is with one browser or another, and with a certificate or without. */
  #usual(name: string): readonly Value[] | undefined {
    if (name === 'http_user_agent') return AGENTS.map(literal);
    if (name === 'ssl_protocol') return PROTOCOLS;
    return name === 'ssl_client_verify' ? this.#verifications() : undefined;
  }

  /** The values that a text has, with either browser where it is the Connection header. */
  alternatives(text: string): readonly Value[] {
    const isConnection = /^\$\{?http_connection\}?$/.test(text);
    return isConnection && known(this.interpolate(text)) === UPGRADING
      ? CONNECTIONS
      : this.outcomes(text);
  }

  /** What a variable is for clients of no address that its table names; undefined for other texts. */
  beyondAddresses(text: string): Value | undefined {
    const name = /^\$\{?(\w+)\}?$/.exec(text)?.[1] ?? '';
    const map = this.#assigned.has(name) ? undefined : this.#world.maps.get(name);
    return map && valueBeyond(map);
  }

  /** A certificate that is there and not good gets 400 unless nginx knows no authority (documentation). */
  #verifications(): readonly Value[] {
    const lax = scalar(this.server, 'ssl_verify_client')?.args[0] === 'optional_no_ca';
    return [...['NONE', 'SUCCESS'].map(literal), ...(lax ? [['FAILED:', undefined]] : [])];
  }

  /** True for a variable that the configuration defines. */
  isDefined(name: string): boolean {
    return this.#assigned.has(name) || this.#world.maps.has(name) || this.#world.settable.has(name);
  }

  lookup(name: string): Value {
    if (/^\d$/.test(name)) return literal(this.#captures[Number(name)] ?? '');
    const assigned = this.#assigned.get(name);
    if (assigned) return assigned;
    const map = this.#world.maps.get(name);
    return map ? this.#mappedOnce(name, map) : this.#builtIn(name);
  }

  #mappedOnce(name: string, map: Entry): Value {
    const before = this.#mapped.get(name);
    if (before) return before;
    const choices = this.#map(map);
    const value = agreed(choices);
    if (choices.length > 1) this.#choices.set(name, choices);
    if (!map.inner?.has('volatile')) this.#mapped.set(name, value);
    return value;
  }

  #builtIn(name: string): Value {
    const request = this.#request;
    if (name.startsWith('http_')) return this.#header(name.slice(5).replaceAll('_', '-'));
    if (name.startsWith('ssl_') && request.scheme === 'http') return [];
    if (name.startsWith('arg_')) return this.#argument(name.slice(4));
    switch (name) {
      case 'uri':
      case 'document_uri':
        return literal(this.path);
      case 'request_uri':
        return literal(request.args ? `${request.sentPath}?${request.args}` : request.sentPath);
      case 'args':
      case 'query_string':
        return literal(this.args);
      case 'is_args':
        return literal(this.args ? '?' : '');
      case 'request_method':
        return literal(this.method);
      case 'scheme':
        return literal(request.scheme);
      case 'https':
        return literal(request.scheme === 'https' ? 'on' : '');
      case 'host':
        return literal(request.host);
      case 'server_port':
        return literal(String(request.port));
      case 'server_name':
        return literal(this.server.own('server_name')[0]?.args[0] ?? '');
      case 'content_length':
        return this.#header('content-length');
      case 'content_type':
        return this.#header('content-type');
      case 'server_protocol':
        return literal(`HTTP/${request.httpVersion}`);
      case 'remote_addr':
        return this.#clientAddress();
      case 'request_body':
        return [];
      case 'ssl_server_name':
        return literal(request.host);
      case 'ssl_client_verify':
        return this.#clientVerify();
      default:
        return this.#world.settable.has(name) ? [] : unknownValue;
    }
  }

  #clientAddress(): Value {
    const { client } = this.#request;
    if (client === 'anywhere') return unknownValue;
    return literal(client === 'unix:' ? client : '127.0.0.1');
  }

  #header(name: string): Value {
    return this.#request.headers.get(name) ?? [];
  }

  #argument(name: string): Value {
    const found = this.args.split('&').find((pair) => pair.split('=')[0] === name);
    return literal(found?.slice(name.length + 1) ?? '');
  }

  #clientVerify(): Value {
    const mode = scalar(this.server, 'ssl_verify_client')?.args[0]?.toLowerCase() ?? 'off';
    if (mode === 'off') return literal('NONE');
    return mode === 'on' ? literal('SUCCESS') : unknownValue;
  }

  #map(map: Entry): readonly Value[] {
    const { inner } = map;
    if (!inner || inner.missing.length > 0 || this.#depth >= MAX_MAP_DEPTH) return [unknownValue];
    if (map.name === 'geo') return networks(inner);
    this.#depth++;
    try {
      if (map.name === 'split_clients')
        return inner.entries.flatMap(({ args }) => this.outcomes(args[0] ?? ''));
      return this.alternatives(map.args[0] ?? '').flatMap((source) => this.#select(inner, source));
    } finally {
      this.#depth--;
    }
  }

  #select(table: Scope, source: Value): readonly Value[] {
    const host = table.has('hostnames') ? known(source) : undefined;
    const covering = host === undefined ? undefined : coveringKey(table, host.toLowerCase());
    if (covering) return this.outcomes(covering.args[0] ?? '');
    const found: Value[] = [];
    for (const { name, args } of table.entries) {
      if (SPECIAL_KEYS.has(name)) continue;
      const matched = this.#matchesKey(name, source);
      if (matched === true && !name.startsWith('~')) return this.outcomes(args[0] ?? '');
      if (matched === undefined)
        found.push(
          ...(usesCaptures(name, args[0]) ? [unknownValue] : this.outcomes(args[0] ?? '')),
        );
    }
    if (known(source) !== undefined && found.length === 0) {
      const regex = table.entries.find(
        (e) => e.name.startsWith('~') && this.#captureKey(e.name, known(source) as string),
      );
      if (regex) return this.outcomes(regex.args[0] ?? '');
    }
    found.push(...this.outcomes(table.own('default').at(-1)?.args[0] ?? ''));
    return found;
  }

  #matchesKey(key: string, source: Value): boolean | undefined {
    if (key.startsWith('~')) {
      const text = known(source);
      return text === undefined || !(patternOf(key) || missesKey(key, text)) ? undefined : false;
    }
    return equals(source, key.replace(/^\\/, ''), true);
  }

  #captureKey(key: string, text: string): boolean {
    const match = patternOf(key)?.exec(text);
    if (match) this.capture(match);
    return match !== undefined;
  }
}

function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}

/** The value that all outcomes share, else unknown. */
function agreed(outcomes: readonly Value[]): Value {
  if (outcomes.length === 1) return outcomes[0] as Value;
  const first = known(outcomes[0] ?? []);
  return first !== undefined && outcomes.every((value) => known(value) === first)
    ? literal(first)
    : unknownValue;
}
