import snippets from '../../../../snippets/haproxy.json' with { type: 'json' };
import { endpointPaths, keyword } from '../endpoint-paths.ts';
import type { DirectiveDoc, ValueDoc, Vocabulary } from '../language.ts';
import {
  criteria,
  keywordData,
  options,
  requestActions,
  responseActions,
  sectionNames,
  timeouts,
} from './keyword-data.ts';

const SECTIONS: Readonly<Record<string, string>> = {
  g: 'global',
  d: 'defaults',
  f: 'frontend',
  l: 'listen',
  b: 'backend',
};

const docs: readonly DirectiveDoc[] = [
  ...sectionNames.map((name) => ({
    ...doc(name, '', `Begins a \`${name}\` section.`),
    contexts: [''],
    block: true,
  })),
  ...keywordData.map(([name, sections, form, summary]) => ({
    ...doc(name, form, summary),
    contexts: [...sections].map((letter) => SECTIONS[letter] as string),
  })),
];

function doc(name: string, form: string, summary: string): DirectiveDoc {
  return { name, syntax: [form], contexts: [], block: false, default: '', summary };
}

/** Keywords that touch routing and delivery, by section. */
export const vocabulary: Vocabulary = {
  breaks: '',
  includes: [],
  contextAt: (around) => around.at(-1)?.name.value,
  directivesIn: (context) =>
    docs.filter((one) => context === undefined || one.block || one.contexts.includes(context)),
  describe: (name) => docs.find((one) => one.name === name),
  snippets: Object.values(snippets),
  snippetFor: (one) => (one.block ? `${one.name} $1\n\t$0` : `${one.name} $0`),
  variables: () => [],
  valuesFor,
  nameKindsFor,
};

function valuesFor(
  directive: string,
  index: number,
  before: readonly string[],
): readonly ValueDoc[] {
  const last = before.at(-1);
  if (isPathTest(last)) return endpointPaths();
  switch (directive) {
    case 'timeout':
      return index === 0 ? timeouts.map((text) => keyword(text)) : [durationFor(before[0] ?? '')];
    case 'option':
      return options.map((text) => keyword(text));
    case 'mode':
      return [keyword('http', true), keyword('tcp')];
    case 'acl':
      return index === 0 ? [] : criteria.map((text) => keyword(text));
    case 'http-request':
      return index === 0 ? requestActions.map((text) => keyword(text)) : conditionWords(before);
    case 'http-response':
    case 'http-after-response':
      return index === 0 ? responseActions.map((text) => keyword(text)) : conditionWords(before);
    case 'server':
      return index === 1
        ? [keyword('stigman:54000', true)]
        : ['check', 'ssl', 'verify none', 'ca-file'].map((text) => keyword(text));
    case 'bind':
      return ['ssl', 'crt', 'ca-file', 'verify optional', 'alpn h2,http/1.1', 'accept-proxy'].map(
        (text) => keyword(text),
      );
    default:
      return conditionWords(before);
  }
}

function durationFor(which: string): ValueDoc {
  const streaming = which === 'server' || which === 'tunnel';
  return {
    ...keyword(streaming ? '1h' : which === 'client' ? '1h' : '5s', streaming),
    kind: 'duration',
  };
}

function isPathTest(word: string | undefined): boolean {
  return word !== undefined && /^(path|path_beg|path_dir|path_end|path_sub)$/.test(word);
}

/** After `if` or `unless` and within braces come criteria; before that, the words themselves. */
function conditionWords(before: readonly string[]): readonly ValueDoc[] {
  const condition = before.some((word) => word === 'if' || word === 'unless');
  if (!condition) return [keyword('if'), keyword('unless')];
  return before.at(-1) === '{'
    ? criteria.map((text) => keyword(text))
    : [keyword('{'), keyword('or')];
}

function nameKindsFor(
  directive: string,
  index: number,
  before: readonly string[],
): readonly string[] {
  if ((directive === 'use_backend' || directive === 'default_backend') && index === 0)
    return ['backend'];
  if (directive === 'use-server' && index === 0) return ['server'];
  return before.some((word) => word === 'if' || word === 'unless') ? ['acl'] : [];
}
