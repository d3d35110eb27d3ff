import snippets from '../../../../snippets/apacheconf.json' with { type: 'json' };
import type { Directive, SyntaxTree } from '../../syntax/tree.ts';
import { wordTable } from '../../text/word-table.ts';
import type { ArgumentPlace, DirectiveDoc, NameDoc, Vocabulary } from '../language.ts';
import { rankOf } from '../suggested-values.ts';
import { isMapping, isTarget, nameOf, valuesFor } from './argument-values.ts';
import { SERVER_LEVEL } from './checks/site.ts';
import { documentationOf } from './documentation.ts';
import { sinceOf } from './since.ts';
import { usualDirectives } from './summary-data.ts';
import { type DirectiveContext, type DirectiveEntry, directiveEntries } from './vocabulary.ts';

const SECTIONS = wordTable<DirectiveContext>({
  virtualhost: 'host',
  directory: 'directory',
  directorymatch: 'directory',
  location: 'directory',
  locationmatch: 'directory',
  files: 'directory',
  filesmatch: 'directory',
  proxy: 'directory',
  proxymatch: 'directory',
  limit: 'directory',
  limitexcept: 'directory',
  if: 'directory',
});

const CONTEXT_TITLES: Readonly<Record<DirectiveContext, string>> = {
  server: 'server config',
  host: 'virtual host',
  directory: 'directory',
  htaccess: '.htaccess',
  proxy: 'proxy section',
};

/** The manual's directives, as completion and hover ask for them. */
export const vocabulary: Vocabulary = {
  breaks: '',
  joinsLines: true,
  includes: ['include', 'includeoptional'],
  contextAt,
  directivesIn: (context) =>
    [...directiveEntries().values()].filter((entry) => isLegalIn(entry, context)).map(docOf),
  endOf: (around) => {
    const section = around.at(-1)?.name.value;
    return section === undefined ? undefined : `</${section}>`;
  },
  describe: (name) => {
    const entry = directiveEntries().get(name.toLowerCase());
    return entry && docOf(entry);
  },
  snippets: Object.values(snippets),
  snippetFor: (doc) => {
    const bare = doc.name.replace(/^</, '');
    return doc.block ? `<${bare} $1>\n\t$0\n</${bare}>` : `${doc.name} $0`;
  },
  variables: () => [],
  references: [
    { kind: 'define', written: (name) => `\${${name}}` },
    { kind: 'rewrite map', written: (name) => `\${${name}:` },
    { kind: 'macro parameter', written: (name) => name },
  ],
  valuesFor,
  namesFor,
};

/** Sections that only make their body conditional keep the context around them. */
function contextAt(around: readonly Directive[], root: SyntaxTree | undefined): string | undefined {
  const names = around.map(({ name }) => name.value.replace(/^</, '').toLowerCase());
  const context = names.map((name) => SECTIONS.get(name)).findLast((one) => one !== undefined);
  if (context || names.includes('macro')) return context;
  const shown = root?.root.directives.some(({ name }) =>
    SERVER_LEVEL.test(name.value.toLowerCase()),
  );
  return shown ? 'server' : undefined;
}

function namesFor(place: ArgumentPlace): readonly NameDoc[] {
  const { directive, before, typed } = place;
  const name = nameOf(directive);
  if (isMapping(name)) return isTarget(place) ? [{ kind: 'balancer', before: 'balancer://' }] : [];
  if (name === 'customlog' && before.length === 1) return [{ kind: 'log format' }];
  if (before.length > 0) return [];
  if (name === 'use' || name === 'undefmacro') return [{ kind: 'macro' }];
  if (name === 'ifdefine') return [{ kind: 'define', before: typed.startsWith('!') ? '!' : '' }];
  return name === 'undefine' ? [{ kind: 'define' }] : [];
}

function isLegalIn(entry: DirectiveEntry, context: string | undefined): boolean {
  return (
    context === undefined ||
    entry.contexts.length === 0 ||
    entry.contexts.some((one) => one === context)
  );
}

/** What stands in most reverse proxies, the commonest first. */
const USUAL = rankOf(usualDirectives);

function docOf(entry: DirectiveEntry): DirectiveDoc {
  const page = entry.module === 'core' ? 'core' : entry.module;
  const { syntax, summary, standard } = documentationOf(entry.name);
  return {
    name: entry.section ? `<${entry.name}` : entry.name,
    syntax: entry.section ? syntax.map((form) => `${form}>`) : syntax,
    contexts: entry.contexts.map((context) => CONTEXT_TITLES[context]),
    block: entry.section,
    default: standard,
    summary,
    since: sinceOf(entry),
    module: entry.module,
    ...USUAL(entry.name),
    url: `https://httpd.apache.org/docs/2.4/mod/${page}.html#${entry.name.toLowerCase()}`,
  };
}
