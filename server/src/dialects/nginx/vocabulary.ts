import { type Directive, Format, getDirectives, getVariables } from '@nginx/reference-lib';
import { firstSentence } from './summary.ts';

/** What NGINX's own reference says about a directive in one module. */
export interface DirectiveFact {
  readonly name: string;
  readonly module: string;
  /** One line of Markdown for each form. */
  readonly syntax: readonly string[];
  /** Blocks that may hold it; empty where any may. */
  readonly contexts: readonly string[];
  /** True where it ends in `{ … }`. */
  readonly block: boolean;
  /** Markdown; empty where there is none. */
  readonly default: string;
  /** What it does, in one sentence of Markdown. */
  readonly summary: string;
  /** Address of its documentation. */
  readonly url: string;
}

/** What NGINX's own reference says about a variable; `name` has its dollar sign. */
export interface VariableFact {
  readonly name: string;
  readonly module: string;
  /** What it holds, in one sentence of Markdown. */
  readonly summary: string;
}

/** Names of well-known modules that do not come with nginx. */
const THIRD_PARTY =
  /^(?:lua_\w+|\w+_by_lua(?:_block|_file)?|more_(?:set|clear)_(?:input_)?headers|brotli\w*|zstd\w*|modsecurity\w*|pagespeed|passenger_\w+|vhost_traffic_status\w*|geoip2\w*|set_(?:real_ip\w*|md5|sha1|hmac_sha1|random|unescape_uri|escape_uri|quote_sql_str|base32|encode_\w+|decode_\w+|form_input|misc_\w+)|echo\w*|drizzle_\w+|redis2?_\w+|srcache_\w+|upload_\w+|push_stream_\w+|rtmp|fancyindex\w*|dav_ext_\w+|auth_(?:ldap|pam|gss)\w*|headers_more\w*|cache_purge|proxy_cache_purge|rds_\w+|encrypted_session_\w+|testcookie\w*|naxsi\w*|[Bb]asic[Rr]ule|[Mm]ain[Rr]ule|check(?:_\w+)?|sticky\w*|opentracing\w*|opentelemetry\w*|otel\w*|jwt_\w+|nchan_\w+|substitutions?_\w+|subs_filter\w*|concat\w*|image_filter\w*|ndk_\w+|array_\w+|iconv_\w+|xss_\w+|memc_\w+|postgres_\w+|quic_\w+)$/;

let facts: ReadonlyMap<string, readonly DirectiveFact[]> | undefined;
let variables: ReadonlyMap<string, VariableFact> | undefined;

/** Every documented directive by its name; a name that several modules share has several facts. */
export function directiveFacts(): ReadonlyMap<string, readonly DirectiveFact[]> {
  facts ??= readFacts();
  return facts;
}

function readFacts(): ReadonlyMap<string, readonly DirectiveFact[]> {
  const byName = new Map<string, DirectiveFact[]>();
  for (const fact of getDirectives(Format.Markdown).map(factOf)) {
    const others = byName.get(fact.name);
    if (others) others.push(fact);
    else byName.set(fact.name, [fact]);
  }
  return byName;
}

/** Every documented variable by its name with the dollar sign. */
export function variableFacts(): ReadonlyMap<string, VariableFact> {
  variables ??= new Map(
    getVariables(Format.Markdown).map(({ name, module, description }) => [
      name,
      {
        name,
        module,
        get summary() {
          return firstSentence(description);
        },
      },
    ]),
  );
  return variables;
}

/** Names of variables without their dollar signs. */
interface OwnVariables {
  readonly names: ReadonlySet<string>;
  /** Beginnings of those that take a name: `http_`, `arg_` … */
  readonly prefixes: readonly string[];
}

let own: OwnVariables | undefined;

export function ownVariables(): OwnVariables {
  if (!own) {
    const all = [...variableFacts().keys()].map((name) => name.slice(1));
    own = {
      names: new Set(all.filter((name) => !name.endsWith('_NAME'))),
      prefixes: all.filter((name) => name.endsWith('_NAME')).map((name) => name.slice(0, -4)),
    };
  }
  return own;
}

/** Variables that nginx has besides those of its reference, and such whose names end freely. */
const UNDOCUMENTED =
  /^(?:geoip_\w+|(?:modern|ancient)_browser|msie|tcpinfo_\w+|proxy_internal_\w+|\d+)$/;

/** True for a variable that nginx itself defines. */
export function isOwnVariable(name: string): boolean {
  const { names, prefixes } = ownVariables();
  return (
    names.has(name) || UNDOCUMENTED.test(name) || prefixes.some((prefix) => name.startsWith(prefix))
  );
}

/** True for a directive of nginx itself or of a well-known module. */
export function isKnownDirective(name: string): boolean {
  return directiveFacts().has(name) || THIRD_PARTY.test(name);
}

/** True where every module that has the directive takes it as a block; false too where none is known. */
export function isAlwaysBlock(name: string): boolean {
  return shapeOf(name) === 'block';
}

/** The same, and for `server`, which is none in an upstream alone. */
export function isMostlyBlock(name: string): boolean {
  return isAlwaysBlock(name) || name === 'server';
}

/** True where no module that has the directive takes it as a block; false too where none is known. */
export function isNeverBlock(name: string): boolean {
  return shapeOf(name) === 'simple';
}

type Shape = 'block' | 'simple' | 'either';

let shapes: ReadonlyMap<string, Shape> | undefined;

function shapeOf(name: string): Shape | undefined {
  shapes ??= new Map([...directiveFacts()].map(([key, same]) => [key, shapeOfAll(same)]));
  return shapes.get(name);
}

function shapeOfAll(same: readonly DirectiveFact[]): Shape {
  const blocks = same.filter((fact) => fact.block).length;
  if (blocks === 0) return 'simple';
  return blocks === same.length ? 'block' : 'either';
}

/** True where some form of the directive stands without arguments: `internal;`. */
export function takesNoArguments(name: string): boolean {
  return (directiveFacts().get(name) ?? []).some(
    (fact) => !fact.block && fact.syntax.every((form) => form.trim() === ''),
  );
}

/** True where the documented syntax lets a directive have any number of free words: `server_name name ...`. */
export function takesAnyNumber(name: string): boolean {
  return (directiveFacts().get(name) ?? []).some((fact) =>
    fact.syntax.some((form) => /\*`[^`]+`\*\s*\.\.\./.test(form)),
  );
}

/** True where the documented syntax of a directive names `word` as a literal argument. */
export function isArgumentOf(word: string, name: string): boolean {
  return (directiveFacts().get(name) ?? []).some((fact) =>
    fact.syntax.some((form) => form.replaceAll(/\*`[^`]*`\*/g, '').includes(`\`${word}\``)),
  );
}

function factOf(directive: Directive): DirectiveFact {
  const { name, module, syntax, description } = directive;
  return {
    name,
    module,
    syntax,
    contexts: directive.contexts.filter((context) => context !== ''),
    block: directive.isBlock,
    default: directive.default,
    get summary() {
      return firstSentence(description);
    },
    url: `https://nginx.org/en/docs/${pageOf(module)}#${name}`,
  };
}

/** Page of a module below the documentation's root. */
function pageOf(module: string): string {
  const family = /^ngx_(http|stream|mail)_/.exec(module)?.[1];
  if (family) return `${family}/${module}.html`;
  return module.startsWith('ngx_') ? `${module}.html` : 'ngx_core_module.html';
}
