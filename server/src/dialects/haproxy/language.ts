import snippets from '../../../../snippets/haproxy.json' with { type: 'json' };
import type { ArgumentPlace, DirectiveDoc, NameDoc, Vocabulary } from '../language.ts';
import { rankOf } from '../suggested-values.ts';
import { isWithinTest, valuesFor } from './argument-values.ts';
import {
  globalKeywords,
  ignoredIn,
  optionNames,
  otherKeywords,
  proxyKeywords,
  refusedIn,
} from './checks/word-data.ts';
import { conditionStart } from './condition-start.ts';
import { keywordData, optionData, timeoutData, usualKeywords } from './keyword-data.ts';
import { NAMED_AFTER, NAMED_FIRST } from './names.ts';
import { sectionKeywords } from './parser.ts';
import { sinceData } from './since-data.ts';

/** Keywords by section: those that HAProxy neither refuses nor ignores there. */
function keywordsIn(section: string): readonly string[] {
  if (section === 'global') return globalKeywords;
  if (!PROXIES.has(section)) return otherKeywords[section] ?? [];
  const unfit = new Set([...(refusedIn[section] ?? []), ...(ignoredIn[section] ?? [])]);
  return [...proxyKeywords, 'no'].filter((keyword) => !unfit.has(keyword));
}

const PROXIES = new Set(['defaults', 'frontend', 'listen', 'backend']);
const described = new Map(keywordData.map(([name, form, summary]) => [name, { form, summary }]));

let docs: ReadonlyMap<string, DirectiveDoc> | undefined;

/** Every keyword and section by its name. */
function allDocs(): ReadonlyMap<string, DirectiveDoc> {
  docs ??= new Map([...keywordDocs(), ...sectionDocs()].map((one) => [one.name, one]));
  return docs;
}

function keywordDocs(): readonly DirectiveDoc[] {
  const contexts = new Map<string, string[]>();
  for (const section of sectionKeywords)
    for (const keyword of keywordsIn(section))
      contexts.set(keyword, [...(contexts.get(keyword) ?? []), section]);
  return [...contexts].map(([name, sections]) => {
    const known = described.get(name);
    return {
      ...doc(name, known?.form ?? '', known?.summary ?? ''),
      contexts: sections,
    };
  });
}

/** What stands in most reverse proxies, the commonest first. */
const USUAL = rankOf(usualKeywords);

const optionSummaries = new Map(optionData);

const GROUPS = ['', 'option ', 'timeout '];

/** The first version that has a keyword. */
const firstVersions = new Map(
  sinceData.flatMap(([version, ...groups]) =>
    groups.flatMap((names = '', index) =>
      names.split(' ').map((name) => [`${GROUPS[index]}${name}`, version] as const),
    ),
  ),
);

/** Keywords of two words. */
const pairs: ReadonlyMap<string, DirectiveDoc> = new Map(
  [
    ...timeoutData.map(([name, summary]) => doc(`timeout ${name}`, '<time>', summary)),
    ...optionNames.map((name) => doc(`option ${name}`, '', optionSummaries.get(name) ?? '')),
  ].map((one) => [one.name, one]),
);

function sectionDocs(): readonly DirectiveDoc[] {
  return [...sectionKeywords].map((name) => {
    const form = /^(?:global|traces)$/.test(name) ? '' : '<name>';
    return { ...doc(name, form, `Begins a \`${name}\` section.`), block: true };
  });
}

function doc(name: string, form: string, summary: string): DirectiveDoc {
  const url = `https://docs.haproxy.org/2.6/configuration.html#${encodeURIComponent(name)}`;
  const since = firstVersions.get(name);
  return {
    name,
    syntax: [form],
    contexts: [],
    block: false,
    default: '',
    summary,
    url,
    ...(since !== undefined && { since }),
    ...USUAL(name),
  };
}

/** Keywords by section, and sections, which may begin anywhere. */
export const vocabulary: Vocabulary = {
  breaks: '',
  joinsLines: false,
  includes: [],
  contextAt: (around) => around.at(-1)?.name.value ?? '',
  directivesIn: (context) =>
    [...allDocs().values()].filter((one) => one.block || one.contexts.includes(context ?? '')),
  describe: (name) => allDocs().get(name) ?? pairs.get(name),
  snippets: Object.values(snippets),
  snippetFor: (one) => {
    const head = one.syntax[0] === '' ? one.name : `${one.name} $1`;
    if (one.block) return `${head}\n\t$0`;
    return one.syntax[0] === '' && described.has(one.name) ? `${one.name}$0` : `${one.name} $0`;
  },
  variables: () => [],
  references: [],
  valuesFor,
  namesFor,
};

/** The kind of name that stands first behind a keyword, or behind a word of a line. */
const OFFERED_FIRST = new Map([...NAMED_FIRST, ['use-server', 'server']]);
const OFFERED_AFTER = new Map([...NAMED_AFTER, ['from', 'defaults']]);

function namesFor({ directive, before, typed }: ArgumentPlace): readonly NameDoc[] {
  const first = before.length === 0 ? OFFERED_FIRST.get(directive) : undefined;
  const after = OFFERED_AFTER.get(before.at(-1) ?? '');
  if (first ?? after) return [{ kind: (first ?? after) as string }];
  const userlist = /^http_auth(?:_group)?\(/.exec(typed)?.[0];
  if (userlist) return [{ kind: 'userlist', before: userlist, after: ')' }];
  if (conditionStart([directive, ...before]) < 0 || isWithinTest(before)) return [];
  return [{ kind: 'acl', before: typed.startsWith('!') ? '!' : '' }];
}
