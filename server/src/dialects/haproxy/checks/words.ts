import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import { wordTable } from '../../../text/word-table.ts';
import type { LanguageFault } from '../../language.ts';
import { oncePer } from '../../once.ts';
import { timeouts } from '../keyword-data.ts';
import { isVariable } from '../lexer.ts';
import { conditionWords } from './condition-words.ts';
import { faultAt } from './fault.ts';
import { sampleWordsOf } from './sample-words.ts';
import { converterArguments, fetchNames } from './samples.ts';
import { isProxy, type Line, type Site } from './site.ts';
import { Spellings } from './spellings.ts';
import {
  actionNames,
  bindParameters,
  laterWords,
  optionNames,
  secondWords,
  serverParameters,
} from './word-data.ts';

const LATER = new Set(laterWords);
const SECOND_WORDS = wordTable(secondWords);
const SAMPLES = {
  'sample fetch': new Spellings(fetchNames),
  converter: new Spellings(converterArguments.keys()),
};

/**
 * Options, actions of rules, timeouts, parameters of bind and server, and fetch methods. HAProxy: `unknown option 'x'`,
 * `'http-request' expects …, but got 'x'`, `unknown keyword 'x'`, `unknown fetch method 'x'`, each with a proposal.
 */
export function wordFaults({ sections }: Site): readonly LanguageFault[] {
  const judge = new Judge();
  return sections
    .filter((section) => isProxy(section) && !section.wording.fine)
    .flatMap(({ lines }) => lines.flatMap((line) => judge.faultsOf(line)));
}

interface Parameters {
  readonly none: readonly string[];
  readonly one: readonly string[];
  readonly rest?: readonly string[];
}

const allOf = oncePer(({ none, one }: Parameters): readonly string[] => [...none, ...one]);

class Judge {
  readonly #spellings = new Map<readonly string[], Spellings>();

  faultsOf(line: Line): readonly LanguageFault[] {
    if (line.wording.fineWords) return [];
    const found = [...this.#named(line), ...this.#fetches(line), ...sampleFaults(line)];
    line.wording.fineWords = found.length === 0;
    return found;
  }

  #named(line: Line): readonly LanguageFault[] {
    const { args, keyword } = line;
    const [first, second] = args;
    switch (keyword.value) {
      case 'no':
        return first?.value === 'option' ? this.#word(line, second, optionNames, anOption) : [];
      case 'option':
        return this.#word(line, first, optionNames, anOption);
      case 'timeout':
        return this.#word(line, first, timeouts, aTimeout);
      case 'http-request':
      case 'http-response':
      case 'http-after-response':
        return this.#action(line, first, keyword.value);
      case 'tcp-request':
      case 'tcp-response':
        return [
          ...this.#second(line, first, keyword.value),
          ...this.#action(line, second, `${keyword.value} ${first?.value}`),
        ];
      case 'bind':
        return this.#parameters(line, 1, bindParameters);
      case 'server':
        return this.#parameters(line, 2, serverParameters);
      case 'server-template':
        return this.#parameters(line, 3, serverParameters);
      case 'default-server':
        return this.#parameters(line, 0, serverParameters);
      default:
        return this.#second(line, first, keyword.value);
    }
  }

  #second(line: Line, word: Word | undefined, keyword: string): readonly LanguageFault[] {
    const known = SECOND_WORDS.get(keyword);
    return known ? this.#word(line, word, known, () => l10n.t`word behind ${keyword}`) : [];
  }

  #action(line: Line, word: Word | undefined, rule: string): readonly LanguageFault[] {
    const known = actionNames[rule];
    return known ? this.#word(line, word, known, () => l10n.t`${rule} action`) : [];
  }

  #parameters(line: Line, start: number, known: Parameters): readonly LanguageFault[] {
    const { args, keyword } = line;
    for (let i = start; i < args.length; i++) {
      const word = args[i] as Word;
      if (known.one.includes(word.value)) i++;
      else if (known.rest?.includes(word.value)) return [];
      else if (!known.none.includes(word.value)) {
        return this.#word(line, word, allOf(known), () => l10n.t`parameter of ${keyword.value}`);
      }
    }
    return [];
  }

  /** The methods of an acl line, and of the anonymous acls in a condition. */
  #fetches(line: Line): readonly LanguageFault[] {
    const named = line.keyword.value === 'acl' ? line.args.slice(1, 2) : [];
    return [...named, ...conditionWords(line.wording).methods].flatMap((word) =>
      this.#word(line, word, fetchNames, aMethod),
    );
  }

  #word(
    line: Line,
    word: Word | undefined,
    known: readonly string[],
    title: () => string,
  ): readonly LanguageFault[] {
    if (!word || isVariable(word)) return [];
    const name = /^[a-z][^\s(,]*/i.exec(word.value)?.[0] ?? '';
    const spellings = this.#spellings.get(known) ?? new Spellings(known);
    this.#spellings.set(known, spellings);
    if (spellings.has(name) || LATER.has(name) || isTracked(name)) return [];
    if (name === '') return word.value === '' ? [] : [noWord(word, line, title())];
    const meant = spellings.meant(name);
    const code = 'unknown-keyword';
    if (meant === undefined) {
      const message = l10n.t`HAProxy 2.6 knows no ${title()} ${name} and refuses the file; a later version may know it. Check its spelling.`;
      return [faultAt(word, line, { code, severity: 'information', message })];
    }
    const message = l10n.t`HAProxy knows no ${title()} ${name} and refuses the file. Write ${meant}.`;
    const replacement = meant + word.value.slice(name.length);
    return [faultAt(word, line, { code, message, replacement })];
  }
}

const anOption = () => l10n.t('option');
const aTimeout = () => l10n.t('timeout');
const aMethod = () => l10n.t('fetch method');

/** What cannot be a name in any version. */
function noWord(word: Word, line: Line, title: string): LanguageFault {
  const message = l10n.t`${word.value} is no ${title}, and HAProxy refuses the file. Take it out, or write what is meant.`;
  return faultAt(word, line, { code: 'unknown-keyword', message });
}

const OF_REQUEST = /^(?:req[._](?!proto_http)|base|path|url|cook(?!ie)|hdr_|query|http_auth)/;
const OF_ANSWER = /^(?:res\.|shdr|scook|status$)/;

/** HAProxy: `sample fetch <x> may not be reliably used here because it needs 'HTTP request headers' which is not available here`. */
function absentSample({ keyword: { value } }: Line, fetch: string): string | undefined {
  if (/-response$/.test(value) && OF_REQUEST.test(fetch))
    return l10n.t`What ${fetch} reads is not at hand here, and HAProxy refuses the file. Keep it by http-request set-var(txn.x), and write var(txn.x).`;
  if (!/-(?:response|format)$/.test(value) && OF_ANSWER.test(fetch))
    return l10n.t`What ${fetch} reads is not at hand here, and HAProxy refuses the file. Write it in an http-response rule.`;
  return undefined;
}

/**
 * Fetches and converters in expressions. HAProxy: `failed to parse sample expression <x>`. Only what comes near to one
 * of 2.6 is told, and as a warning: later versions bring more of them than are known here.
 */
function sampleFaults(line: Line): readonly LanguageFault[] {
  return sampleWordsOf(line.wording).flatMap(({ name, kind, word }) => {
    if (kind === 'test' || kind === 'broken') return [];
    const absent = kind === 'sample fetch' ? absentSample(line, name) : undefined;
    if (absent) return [faultAt(word, line, { code: 'wrong-context', message: absent })];
    const meant =
      LATER.has(name) || SAMPLES[kind].has(name) ? undefined : SAMPLES[kind].meant(name);
    if (meant === undefined) return [];
    const title = kind === 'converter' ? l10n.t('converter') : l10n.t('sample fetch');
    const message = l10n.t`HAProxy 2.6 knows no ${title} ${name} and refuses the file. Write ${meant}, unless ${name} is one of a later version.`;
    const replacement = word.value === name ? { replacement: meant } : {};
    return [
      faultAt(word, line, {
        code: 'unknown-keyword',
        severity: 'warning',
        message,
        ...replacement,
      }),
    ];
  });
}

/** Actions that carry a counter's number: track-sc0. */
function isTracked(name: string): boolean {
  return /^track-sc\d+$/.test(name);
}
