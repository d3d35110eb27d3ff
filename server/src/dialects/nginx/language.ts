import snippets from '../../../../snippets/nginx.json' with { type: 'json' };
import type { Directive, SyntaxTree } from '../../syntax/tree.ts';
import { wordTable } from '../../text/word-table.ts';
import type { ArgumentPlace, DirectiveDoc, NameDoc, ValueDoc, Vocabulary } from '../language.ts';
import { rankOf } from '../suggested-values.ts';
import { valuesFor } from './argument-values.ts';
import { contextShown } from './configuration.ts';
import { sinceOf } from './since.ts';
import { mapWords, usualDirectives, usualVariables } from './usual-data.ts';
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
    const docs = [
      ...(directiveFacts().get(name) ?? []).map(docOf),
      ...mapWords.filter(([word]) => word === name).map(wordDoc),
    ];
    return docs.find((doc) => context !== undefined && doc.contexts.includes(context)) ?? docs[0];
  },
  snippets: Object.values(snippets),
  snippetFor,
  variables,
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
  docs ??= [...[...directiveFacts().values()].flat().map(docOf), ...mapWords.map(wordDoc)];
  return docs;
}

/** What stands in most reverse proxies, the commonest first. */
const USUAL = rankOf(usualDirectives);

function docOf(fact: DirectiveFact): DirectiveDoc {
  const family = /^ngx_(stream|mail)_/.exec(fact.module)?.[1];
  const since = sinceOf(fact.name, fact.module);
  return {
    name: fact.name,
    syntax: fact.syntax.map((form) => form.replace(/\*`([^`]*)`\*/g, '$1').replaceAll('`', '')),
    contexts: family
      ? fact.contexts.map((context) => inFamily(context, family))
      : fact.contexts.flatMap((context) =>
          context === 'if' ? ['if in server', 'if in location'] : [context],
        ),
    block: fact.block,
    default: fact.default,
    summary: fact.summary,
    ...(since && { since }),
    module: fact.module,
    url: fact.url,
    ...USUAL(fact.name),
  };
}

function isLegalIn(doc: DirectiveDoc, context: string | undefined): boolean {
  if (context === undefined || doc.contexts.length === 0) return true;
  return doc.contexts.includes(context);
}

function wordDoc([name, form, contexts, summary]: (typeof mapWords)[number]): DirectiveDoc {
  const [first] = contexts;
  return {
    name,
    syntax: [form],
    contexts,
    block: false,
    default: '',
    summary,
    url: `https://nginx.org/en/docs/http/ngx_http_${first}_module.html#${first}`,
    ...USUAL(name),
  };
}

/** What a variable holds, or what those of its family do. */
function variableSummary(name: string): string {
  const facts = variableFacts();
  return (facts.get(name) ?? facts.get(name.replace(/_.*/, '_NAME')))?.summary ?? '';
}

let builtIn: readonly ValueDoc[] | undefined;

function variables(): readonly ValueDoc[] {
  builtIn ??= [
    ...usualVariables.map((name) => ({ name, summary: variableSummary(name) })),
    ...variableFacts().values(),
  ].map(({ name, summary }) => ({
    text: name.replace(/_NAME$/, '_'),
    summary,
    kind: 'variable',
  }));
  return builtIn;
}

const SCHEMES = wordTable<string>({ proxy_pass: 'http://', grpc_pass: 'grpc://' });

function namesFor({ directive, before, typed }: ArgumentPlace): readonly NameDoc[] {
  const index = before.length;
  if (directive === 'try_files' || directive === 'error_page') return [{ kind: 'named location' }];
  if (index === 1 && directive === 'access_log') return [{ kind: 'log format' }];
  if (index === 1 && directive === 'proxy_set_header') return [{ kind: 'variable', before: '$' }];
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
