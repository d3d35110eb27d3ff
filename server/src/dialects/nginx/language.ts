import snippets from '../../../../snippets/nginx.json' with { type: 'json' };
import type { Directive, SyntaxTree } from '../../syntax/tree.ts';
import { endpointPaths, keyword } from '../endpoint-paths.ts';
import type { ArgumentPlace, DirectiveDoc, NameDoc, ValueDoc, Vocabulary } from '../language.ts';
import { contextShown } from './configuration.ts';
import { type DirectiveFact, directiveFacts, variableFacts } from './vocabulary.ts';

/** nginx's own directive reference, as completion and hover ask for it. */
export const vocabulary: Vocabulary = {
  breaks: ';{}',
  joinsLines: false,
  includes: ['include'],
  contextAt,
  directivesIn: (context) => {
    const legal = allDocs().filter((doc) => isLegalIn(doc, context));
    return [...new Map(legal.toReversed().map((doc) => [doc.name, doc])).values()];
  },
  describe: (name, context) => {
    const docs = (directiveFacts().get(name) ?? []).map(docOf);
    return docs.find((doc) => context !== undefined && doc.contexts.includes(context)) ?? docs[0];
  },
  snippets: Object.values(snippets),
  snippetFor,
  variables: () => variables(),
  references: [
    { kind: 'variable', written: (name, braced) => (braced ? `\${${name}}` : `$${name}`) },
  ],
  valuesFor,
  namesFor,
};

/** What a block is by the reference, with its family in front where that is not `http`: "stream server". */
function contextAt(around: readonly Directive[], root: SyntaxTree | undefined): string | undefined {
  const names = around.map(({ name }) => name.value);
  const inner = names.at(-1);
  if (inner === undefined) return root && contextShown(root);
  if (inner === 'if') return names.at(-2) === 'location' ? 'if in location' : 'if in server';
  const family = names.find((name) => name === 'stream' || name === 'mail');
  return family === undefined ? inner : inFamily(inner, family);
}

function inFamily(context: string, family: string): string {
  return context === family || context === 'main' ? context : `${family} ${context}`;
}

/** A block with its body, or a directive with its semicolon, and a stop for each argument that it must have. */
function snippetFor(doc: DirectiveDoc): string {
  const [form = ''] = doc.syntax;
  if (!doc.block)
    return doc.syntax.every((each) => each.trim() === '') ? `${doc.name};$0` : `${doc.name} $1;$0`;
  const head = form.replace('{...}', '').trim();
  const needed = head
    .replaceAll(/\[[^\]]*\]/g, '')
    .split(/\s+/)
    .filter((word) => /\w/.test(word));
  const stops = needed.map((word, i) => (word.startsWith('(') ? `($${i + 1})` : `$${i + 1}`));
  return `${[doc.name, ...stops].join(' ')} {\n\t$0\n}`;
}

let docs: readonly DirectiveDoc[] | undefined;

function allDocs(): readonly DirectiveDoc[] {
  docs ??= [...directiveFacts().values()].flat().map(docOf);
  return docs;
}

/** What stands in most reverse proxies, besides what STIG Manager needs. */
const COMMON =
  /^(?:http|events|server|location|upstream|map|include|listen|server_name|proxy_set_header|return|ssl_certificate(?:_key)?)$/;

function docOf(fact: DirectiveFact): DirectiveDoc {
  const family = /^ngx_(stream|mail)_/.exec(fact.module)?.[1];
  return {
    name: fact.name,
    syntax: fact.syntax.map((form) => form.replace(/[`*]/g, '')),
    contexts: family
      ? fact.contexts.map((context) => inFamily(context, family))
      : fact.contexts.flatMap((context) =>
          context === 'if' ? ['if in server', 'if in location'] : [context],
        ),
    block: fact.block,
    default: fact.default,
    summary: fact.summary,
    module: fact.module,
    url: fact.url,
    common: COMMON.test(fact.name) || NEEDED.get(fact.name) !== undefined,
  };
}

function isLegalIn(doc: DirectiveDoc, context: string | undefined): boolean {
  if (context === undefined || doc.contexts.length === 0) return true;
  return doc.contexts.includes(context);
}

let builtIn: readonly ValueDoc[] | undefined;

function variables(): readonly ValueDoc[] {
  builtIn ??= [...variableFacts().values()].map(({ name, summary }) => ({
    text: name.replace(/_NAME$/, '_'),
    summary,
    kind: 'variable',
  }));
  return builtIn;
}

/** What STIG Manager needs, by directive. */
const NEEDED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    proxy_buffering: 'off',
    proxy_http_version: '1.1',
    proxy_read_timeout: '3600s',
    client_max_body_size: '100m',
    proxy_pass: 'http://stigman:54000/',
  }),
);

const HEADERS = [
  'Upgrade',
  'Connection',
  'Host',
  'X-Real-IP',
  'X-Forwarded-For',
  'X-Forwarded-Proto',
  'X-Forwarded-Host',
  'X-Forwarded-Port',
  'ssl-client-cert',
];
const HEADER_VALUES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    upgrade: '$http_upgrade',
    connection: '"upgrade"',
    host: '$host',
    'x-real-ip': '$remote_addr',
    'x-forwarded-for': '$proxy_add_x_forwarded_for',
    'x-forwarded-proto': '$scheme',
    'x-forwarded-host': '$host',
    'x-forwarded-port': '$server_port',
    'ssl-client-cert': '$ssl_client_escaped_cert',
  }),
);

function valuesFor({ directive, before }: ArgumentPlace): readonly ValueDoc[] {
  const index = before.length;
  if (directive === 'location')
    return [
      ...(index === 0 ? ['=', '^~', '~', '~*'].map((m) => keyword(m)) : []),
      ...endpointPaths(),
    ];
  if (directive === 'proxy_set_header') return headerValues(index, before[0] ?? '');
  if (/^proxy_(pass|hide|ignore)_header/.test(directive))
    return [header('X-Accel-Buffering'), header('Cache-Control'), header('Set-Cookie')];
  const needed = index === 0 ? NEEDED.get(directive) : undefined;
  const forms = (directiveFacts().get(directive) ?? [])
    .flatMap((fact) => fact.syntax)
    .filter((form) => index === 0 || takesMoreThan(form, index));
  const parts = index === 0 ? forms.flatMap(beginningsOf) : forms;
  const literals = [
    ...(LISTS.get(`${directive} ${index}`) ?? []),
    ...parts.flatMap(literalsOf),
  ].filter((text) => !before.includes(text));
  return [
    ...(needed ? [keyword(needed, true)] : []),
    ...literals.filter((text) => text !== needed).map((text) => keyword(text)),
    ...(index === 0 ? forms.flatMap(measuresOf) : []),
  ];
}

/** What the forms of the reference do not list, by directive and index. */
const LISTS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'listen 0': ['80', '443 ssl', '[::]:80', '[::]:443 ssl'],
    'return 0': ['200', '204', '301', '302', '307', '308', '403', '404', '444'],
    'error_page 0': ['404', '500', '502', '503', '504'],
    'rewrite 2': ['last', 'break', 'redirect', 'permanent'],
    'access_log 1': ['combined'],
    'server 1': ['weight=', 'max_fails=', 'fail_timeout=', 'max_conns=', 'backup', 'down'],
    'add_header 0': ['Cache-Control', 'Strict-Transport-Security', 'X-Content-Type-Options'],
  }),
);

/** The parts of a documented form with which its arguments may begin: up to the first that must be there. */
function beginningsOf(form: string): readonly string[] {
  const found: string[] = [];
  let open = true;
  for (const piece of form.match(/\[[^\]]*\]|\S+/g) ?? []) {
    if (open && piece !== '|') found.push(piece);
    open = piece === '|' || (open && piece.startsWith('['));
  }
  return found;
}

/** True where a documented form has room for more words than `count`. */
function takesMoreThan(form: string, count: number): boolean {
  return form.includes('...') || form.replaceAll(/\s*\|\s*/g, '|').split(/\s+/).length > count;
}

/** Usual values of a form that is a time or a size and nothing else: they show the units. */
function measuresOf(form: string): readonly ValueDoc[] {
  if (/^\*`time`\*/.test(form))
    return ['5s', '60s', '5m', '1h'].map((text) => ({ text, summary: '', kind: 'duration' }));
  if (/^\*`size`\*/.test(form))
    return ['8k', '128k', '1m', '100m'].map((text) => ({ text, summary: '', kind: 'size' }));
  return [];
}

const SCHEMES: ReadonlyMap<string, string> = new Map(
  Object.entries({ proxy_pass: 'http://', grpc_pass: 'grpc://' }),
);

function namesFor({ directive, before, typed }: ArgumentPlace): readonly NameDoc[] {
  const index = before.length;
  if (directive === 'try_files' || directive === 'error_page') return [{ kind: 'named location' }];
  if (index === 1 && directive === 'access_log') return [{ kind: 'log format' }];
  if (index === 0 && /^\w+_pass$/.test(directive)) {
    const scheme = /^\w+:\/\//.exec(typed)?.[0] ?? SCHEMES.get(directive) ?? '';
    return [{ kind: 'upstream', before: scheme }];
  }
  if (directive === 'limit_req') return [{ kind: 'limit_req_zone', before: 'zone=' }];
  if (index > 0) return [];
  if (directive === 'limit_conn') return [{ kind: 'limit_conn_zone' }];
  const family = /^(\w+)_cache$/.exec(directive)?.[1];
  return family === undefined ? [] : [{ kind: `${family}_cache_path` }];
}

function headerValues(index: number, name: string): readonly ValueDoc[] {
  if (index === 0) return HEADERS.map(header);
  const wanted = HEADER_VALUES.get(name.toLowerCase());
  return wanted === undefined ? [] : [keyword(wanted, true)];
}

function header(text: string): ValueDoc {
  return { text, summary: '', kind: 'header' };
}

/** Words that stand literally in a documented form: "`on` | `off`"; what needs a value up to it: "`zone`=*`name`*". */
function literalsOf(form: string): readonly string[] {
  const literal = form.replaceAll(/\*`[^`]*`\*/g, '').replaceAll(/=(`\w+`)\|[^\]\s]*/g, '=$1');
  return [...literal.matchAll(/`([\w.:/=-]+)`(?:(=)(?:`(\w+)`)?)?/g)].map((match) =>
    match.slice(1).join(''),
  );
}
