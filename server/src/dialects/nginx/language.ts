import snippets from '../../../../snippets/nginx.json' with { type: 'json' };
import { endpointPaths, keyword } from '../endpoint-paths.ts';
import type { DirectiveDoc, ValueDoc, Vocabulary } from '../language.ts';
import { type DirectiveFact, directiveFacts, variableFacts } from './vocabulary.ts';

const CONTEXT_NAMES: Readonly<Record<string, string>> = {
  if: 'if in location',
  limit_except: 'limit_except',
};

/** nginx's own directive reference, as completion and hover ask for it. */
export const vocabulary: Vocabulary = {
  breaks: ';{}',
  includes: ['include'],
  contextAt: (around) => {
    const inner = around.at(-1)?.name.value;
    if (inner === undefined) return undefined;
    if (inner === 'if' && around.at(-2)?.name.value === 'server') return 'if in server';
    return CONTEXT_NAMES[inner] ?? inner;
  },
  directivesIn: (context) => allDocs().filter((doc) => isLegalIn(doc, context)),
  describe: (name, context) => {
    const docs = (directiveFacts().get(name) ?? []).map(docOf);
    return docs.find((doc) => context !== undefined && doc.contexts.includes(context)) ?? docs[0];
  },
  snippets: Object.values(snippets),
  snippetFor: (doc) => {
    if (doc.block) return doc.name === 'server' ? 'server {\n\t$0\n}' : `${doc.name} $1 {\n\t$0\n}`;
    return doc.syntax.every((form) => form.trim() === '') ? `${doc.name};$0` : `${doc.name} $1;$0`;
  },
  variables: () => variables(),
  valuesFor,
  nameKindsFor: (directive, index) => {
    if (directive === 'try_files' || directive === 'error_page') return ['named location'];
    if (directive === 'proxy_cache' || directive === 'limit_conn')
      return index === 0 ? ['zone'] : [];
    return [];
  },
};

let docs: readonly DirectiveDoc[] | undefined;

function allDocs(): readonly DirectiveDoc[] {
  docs ??= [...directiveFacts().values()].flat().map(docOf);
  return docs;
}

function docOf(fact: DirectiveFact): DirectiveDoc {
  return {
    name: fact.name,
    syntax: fact.syntax.map((form) => form.replace(/[`*]/g, '')),
    contexts: fact.contexts,
    block: fact.block,
    default: fact.default,
    summary: fact.summary,
    module: fact.module,
    url: fact.url,
  };
}

function isLegalIn(doc: DirectiveDoc, context: string | undefined): boolean {
  if (context === undefined || doc.contexts.length === 0) return true;
  return doc.contexts.includes(context);
}

let builtIn: readonly ValueDoc[] | undefined;

function variables(): readonly ValueDoc[] {
  builtIn ??= [...variableFacts().values()].map(({ name, summary }) => ({
    text: name,
    summary,
    kind: 'variable',
  }));
  return builtIn;
}

/** What STIG Manager needs, by directive. */
const NEEDED: Readonly<Record<string, string>> = {
  proxy_buffering: 'off',
  proxy_http_version: '1.1',
  proxy_read_timeout: '3600s',
  client_max_body_size: '100m',
  proxy_pass: 'http://stigman:54000/',
};

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
const HEADER_VALUES: Readonly<Record<string, string>> = {
  upgrade: '$http_upgrade',
  connection: '"upgrade"',
  host: '$host',
  'x-real-ip': '$remote_addr',
  'x-forwarded-for': '$proxy_add_x_forwarded_for',
  'x-forwarded-proto': '$scheme',
  'x-forwarded-host': '$host',
  'x-forwarded-port': '$server_port',
  'ssl-client-cert': '$ssl_client_escaped_cert',
};

function valuesFor(
  directive: string,
  index: number,
  before: readonly string[],
): readonly ValueDoc[] {
  if (directive === 'location')
    return [
      ...(index === 0 ? ['=', '^~', '~', '~*'].map((m) => keyword(m)) : []),
      ...endpointPaths(),
    ];
  if (directive === 'proxy_set_header') return headerValues(index, before[0] ?? '');
  if (/^proxy_(pass|hide|ignore)_header/.test(directive))
    return [header('X-Accel-Buffering'), header('Cache-Control'), header('Set-Cookie')];
  const needed = index === 0 ? NEEDED[directive] : undefined;
  const literals = (directiveFacts().get(directive) ?? []).flatMap((fact) =>
    fact.syntax.flatMap(literalsOf),
  );
  return [
    ...(needed ? [keyword(needed, true)] : []),
    ...literals.filter((text) => text !== needed).map((text) => keyword(text)),
  ];
}

function headerValues(index: number, name: string): readonly ValueDoc[] {
  if (index === 0) return HEADERS.map(header);
  const wanted = HEADER_VALUES[name.toLowerCase()];
  return wanted === undefined ? [] : [keyword(wanted, true)];
}

function header(text: string): ValueDoc {
  return { text, summary: '', kind: 'header' };
}

/** Words that stand literally in a documented form: "`on` | `off`". */
function literalsOf(form: string): readonly string[] {
  const literal = form.replaceAll(/\*`[^`]*`\*/g, '');
  return [...literal.matchAll(/`([\w.:/=-]+)`/g)].map((match) => match[1] as string);
}
