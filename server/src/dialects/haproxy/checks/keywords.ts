import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { isVariable } from '../lexer.ts';
import { sectionKeywords } from '../parser.ts';
import { faultAt } from './fault.ts';
import { misplacedKeyword, titleOf } from './misplaced.ts';
import { isProxy, type Line, type Section, type Site } from './site.ts';
import { Spellings } from './spellings.ts';
import {
  globalKeywords,
  laterWords,
  otherKeywords,
  proxyKeywords,
  removedKeywords,
} from './word-data.ts';

/**
 * HAProxy: `unknown keyword 'x' in 'backend' section; did you mean 'y' maybe ?`, `'x' not allowed because frontend 'f'
 * has no backend capability`, `'x' ignored because …`. A keyword that is near to none may be of a later version.
 */
export function keywordFaults({ sections }: Site): readonly LanguageFault[] {
  const spellings = new Map<string, Spellings>();
  return sections.flatMap((section) => {
    const list = knownIn(section);
    if (!list || section.wording.fine) return [];
    const known = spellings.get(section.kind) ?? new Spellings(list);
    spellings.set(section.kind, known);
    const place = placeOf(section);
    return section.lines.flatMap((line) => {
      if (line.wording.fineKeywordIn === place) return [];
      const found = isVariable(line.keyword) ? [] : faultOf(line, section, known);
      if (found.length === 0) line.wording.fineKeywordIn = place;
      return found;
    });
  });
}

function placeOf({ kind, name }: Section): string {
  return name === '' ? `nameless ${kind}` : kind;
}

/** True where the check has found nothing. */
export function hasFineKeywords(section: Section): boolean {
  const place = placeOf(section);
  return section.lines.every(({ wording }) => wording.fineKeywordIn === place);
}

function knownIn(section: Section): readonly string[] | undefined {
  if (isProxy(section)) return proxyKeywords;
  return section.kind === 'global' ? globalKeywords : otherKeywords[section.kind];
}

/** Any other word, unless it is near to a keyword, may be what prepares the file's own: `@LINES@`. */
const KEYWORD = /^[a-z][\w.-]*$/i;
const REMOVED = new Set(removedKeywords);
const LATER = new Set(laterWords);
const PROXY_KEYWORDS = new Set(proxyKeywords);
const GLOBAL_KEYWORDS = new Set(globalKeywords);
const HEADS = new Spellings(sectionKeywords);

function faultOf(line: Line, section: Section, known: Spellings): readonly LanguageFault[] {
  const word = line.keyword.value;
  if (word === 'no' || word === 'default') return [];
  if (known.has(word)) return isProxy(section) ? misplacedKeyword(line, section) : [];
  if (isProxy(section) && REMOVED.has(word)) return [removed(line)];
  if (LATER.has(word)) return [];
  if (PROXY_KEYWORDS.has(word) || GLOBAL_KEYWORDS.has(word)) return [foreign(line, section)];
  const meant = known.meant(word) ?? HEADS.meant(word);
  if (meant === undefined && /^\*?:?\d/.test(word)) return [noKeyword(line)];
  return meant === undefined && !KEYWORD.test(word) ? [] : [unknown(line, section, meant)];
}

function noKeyword(line: Line): LanguageFault {
  const message = l10n.t`${line.keyword.value} is no keyword, and HAProxy refuses the file. Write one before it.`;
  return faultAt(line.keyword, line, { code: 'unknown-keyword', message });
}

function removed(line: Line): LanguageFault {
  const message = l10n.t`HAProxy knew ${line.keyword.value} in old versions only; since 2.1 at the latest it refuses the file.`;
  return faultAt(line.keyword, line, { code: 'removed-keyword', severity: 'warning', message });
}

function foreign(line: Line, section: Section): LanguageFault {
  const message = l10n.t`HAProxy knows ${line.keyword.value} in other sections, not in ${titleOf(section)}, and refuses the file.`;
  return faultAt(line.keyword, line, { code: 'wrong-context', message });
}

function unknown(line: Line, section: Section, meant: string | undefined): LanguageFault {
  const word = line.keyword.value;
  const code = 'unknown-keyword';
  if (meant === undefined) {
    const message = l10n.t`HAProxy 2.6 knows no keyword ${word} in ${titleOf(section)} and refuses the file; a later version may know it. Check its spelling.`;
    return faultAt(line.keyword, line, { code, severity: 'information', message });
  }
  const message = l10n.t`HAProxy knows no keyword ${word} in ${titleOf(section)} and refuses the file. Write ${meant}.`;
  return faultAt(line.keyword, line, { code, message, replacement: meant });
}
