import snippets from '../../../../snippets/apacheconf.json' with { type: 'json' };
import type { Directive } from '../../syntax/tree.ts';
import { endpointPaths, keyword } from '../endpoint-paths.ts';
import type { DirectiveDoc, ValueDoc, Vocabulary } from '../language.ts';
import { documentationOf } from './documentation.ts';
import { type DirectiveContext, type DirectiveEntry, directiveEntries } from './vocabulary.ts';

const SECTIONS: Readonly<Record<string, DirectiveContext>> = {
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
};

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
  includes: ['include', 'includeoptional'],
  contextAt,
  directivesIn: (context) =>
    [...directiveEntries().values()].filter((entry) => isLegalIn(entry, context)).map(docOf),
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
  valuesFor,
  nameKindsFor: (directive, index) =>
    directive.toLowerCase() === 'use' && index === 0 ? ['macro'] : [],
};

/** Sections that only make their body conditional keep the context around them. */
function contextAt(around: readonly Directive[]): string | undefined {
  for (const directive of [...around].reverse()) {
    const context = SECTIONS[directive.name.value.replace(/^</, '').toLowerCase()];
    if (context) return context;
  }
  return undefined;
}

function isLegalIn(entry: DirectiveEntry, context: string | undefined): boolean {
  return (
    context === undefined ||
    entry.contexts.length === 0 ||
    entry.contexts.some((one) => one === context)
  );
}

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
    module: entry.module,
    url: `https://httpd.apache.org/docs/2.4/mod/${page}.html#${entry.name.toLowerCase()}`,
  };
}

const MAPPINGS = new Set(['proxypass', 'proxypassmatch', 'balancermember']);
const PARAMETERS: readonly ValueDoc[] = [
  keyword('flushpackets=on', true),
  keyword('timeout=3600', true),
  keyword('upgrade=websocket', true),
  ...[
    'connectiontimeout=',
    'keepalive=on',
    'retry=',
    'disablereuse=on',
    'enablereuse=on',
    'nocanon',
    'ping=',
  ].map((text) => keyword(text)),
];
const SWITCHES =
  /^(proxypreservehost|proxyrequests|rewriteengine|sslengine|sslproxyengine|proxyhtmlenable|keepalive|allowencodedslashes)$/;
const HEADERS = [
  'X-Forwarded-For',
  'X-Forwarded-Proto',
  'X-Forwarded-Host',
  'X-Forwarded-Port',
  'ssl-client-cert',
];

function valuesFor(
  directive: string,
  index: number,
  before: readonly string[],
): readonly ValueDoc[] {
  const name = directive.replace(/^</, '').toLowerCase();
  if (MAPPINGS.has(name)) return mappingValues(index, before);
  if (name === 'location') return endpointPaths();
  if (name === 'requestheader') return headerValues(index, before);
  if (name === 'proxytimeout' || name === 'timeout')
    return [keyword(name === 'timeout' ? '300' : '3600', name !== 'timeout')];
  return SWITCHES.test(name) ? [keyword('On'), keyword('Off')] : [];
}

function mappingValues(index: number, before: readonly string[]): readonly ValueDoc[] {
  const hasUrl = before.some(
    (word) => /^(https?|wss?|balancer|ajp|fcgi|unix):/i.test(word) || word === '!',
  );
  if (hasUrl) return PARAMETERS.filter((value) => !before.includes(value.text));
  return [
    keyword('http://stigman:54000/', true),
    ...(index === 0 ? endpointPaths() : [keyword('!')]),
  ];
}

function headerValues(index: number, before: readonly string[]): readonly ValueDoc[] {
  if (index === 0)
    return ['set', 'unset', 'append', 'setifempty', 'edit'].map((text) => keyword(text));
  if (index === 1) return HEADERS.map((text) => ({ text, summary: '', kind: 'header' }));
  return before[1]?.toLowerCase() === 'x-forwarded-proto' ? [keyword('"https"', true)] : [];
}
