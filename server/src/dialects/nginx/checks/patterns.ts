import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import { patternFault } from '../../../text/pattern-fault.ts';
import { placeOf } from '../../../text/place.ts';
import { wordTable } from '../../../text/word-table.ts';
import type { LanguageFault } from '../../language.ts';
import { quoted } from '../quoted.ts';
import type { Entry } from '../scope.ts';
import { faultAt } from './fault.ts';
import { type DirectiveCheck, hasPlaceholder, type Site } from './site.ts';

/** A pattern with the word that it stands in. */
type Found = readonly [word: Word | undefined, pattern: string];

/** nginx: `pcre2_compile() failed: missing closing parenthesis in "x"`. */
export const invalidPattern: DirectiveCheck = ({ name }) => {
  const read = READERS.get(name);
  return read && ((entry) => firstFault(entry, read(entry)));
};

function firstFault(entry: Entry, all: readonly Found[]): LanguageFault | undefined {
  for (const found of all) {
    const fault = faultOf(entry, found);
    if (fault) return fault;
  }
  return undefined;
}

/** The same of the keys of maps. */
export function invalidMapPatterns({ others }: Site): readonly LanguageFault[] {
  return others.flatMap((entry) => {
    if (entry.scope.kind !== 'map' || !entry.name.startsWith('~')) return [];
    return firstFault(entry, marked([entry.directive.name])) ?? [];
  });
}

const NONE: readonly Found[] = [];

const first = ({ directive }: Entry): readonly Found[] =>
  directive.args.slice(0, 1).map((word) => [word, word.value]);
const behindMark = ({ directive }: Entry) => marked(directive.args.slice(0, 1));
const behindMarks = ({ directive }: Entry) => marked(directive.args);

const READERS = wordTable<(entry: Entry) => readonly Found[]>({
  location: ({ directive: { args } }) =>
    args.length === 2 && /^~\*?$/.test(args[0]?.value ?? '')
      ? [[args[1], args[1]?.value ?? '']]
      : marked(args.slice(0, 1)),
  rewrite: first,
  fastcgi_split_path_info: first,
  if: ({ directive: { args } }) => {
    const at = args.findIndex(({ value }) => /^!?~\*?$/.test(value)) + 1;
    const word = args[at];
    if (at < 2 || !word) return [];
    return [[word, at === args.length - 1 ? word.value.replace(/\)$/, '') : word.value]];
  },
  server_name: behindMarks,
  valid_referers: behindMarks,
  proxy_redirect: behindMark,
  proxy_cookie_domain: behindMark,
  proxy_cookie_path: behindMark,
});

/** Words that a tilde marks as patterns. */
function marked(words: readonly Word[]): readonly Found[] {
  if (!words.some(({ value }) => value.startsWith('~'))) return NONE;
  return words.flatMap((word): readonly Found[] => {
    const mark = /^~\*?/.exec(word.value)?.[0];
    return mark === undefined || mark === word.value ? [] : [[word, word.value.slice(mark.length)]];
  });
}

function faultOf(entry: Entry, [word, pattern]: Found): LanguageFault | undefined {
  const fault = patternFault(pattern, true);
  if (fault === undefined || !word || hasPlaceholder(entry)) return undefined;
  const message = l10n.t`The pattern ${quoted(pattern)} does not compile, for ${fault}, and nginx refuses the file. Complete it, or put a backslash before a character that stands for itself.`;
  return faultAt(placeOf(entry.uri, word), { code: 'invalid-pattern', message });
}
