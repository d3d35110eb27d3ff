import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getL10nPseudoLocalized } from '@vscode/l10n-dev';
import { endpoints } from '../../server/src/stigman/endpoints.ts';

const BUNDLE = join(import.meta.dirname, '../../l10n/bundle.l10n.json');

/** A translation of every text into a language that has no letter of English. */
export const pseudoTexts = getL10nPseudoLocalized(
  JSON.parse(readFileSync(BUNDLE, 'utf8')),
) as Readonly<Record<string, string>>;

/** What looks like a word of English; most names of directives and headers do not, nor do values, paths and addresses. */
const ENGLISH = /^[A-Za-z][a-z]*(?:-[a-z]+)*$/;

/** Names of headers, schemes and values that look like words. */
const NAMES = ['Authorization', 'Connection', 'Forwarded', 'Host', 'Upgrade', 'http', 'on', 'off'];

/** The words of a text, without the marks around them. */
function wordsOf(text: string): readonly string[] {
  return text
    .replaceAll('\\', '')
    .split(/[\s"'`“”<>()[\]{}|*,;…]+/)
    .map((word) => word.replace(/[.:?!]+$/, ''));
}

/** Words that are the same in every language, among them those of some texts but for their comments. */
export function namesIn(...texts: readonly string[]): ReadonlySet<string> {
  const paths = endpoints.flatMap(({ template }) => template.split('/'));
  const written = texts.map((text) => text.replace(/^\s*#.*$/gm, ''));
  return new Set([...NAMES, ...paths, ...written.flatMap(wordsOf)]);
}

/** Those of some texts in which words of English are left, with the words. */
export function untranslated(
  texts: readonly string[],
  names: ReadonlySet<string>,
): readonly string[] {
  return [...new Set(texts)].flatMap((text) => {
    const left = wordsOf(text).filter((word) => ENGLISH.test(word) && !names.has(word));
    return left.length > 0 ? [`${text} → ${left.join(' ')}`] : [];
  });
}

/** True where a letter of the pseudo-language stands in a text. */
export function isPseudo(text: string): boolean {
  return /[^\p{ASCII}\p{Punctuation}\p{Symbol}]/u.test(text);
}
