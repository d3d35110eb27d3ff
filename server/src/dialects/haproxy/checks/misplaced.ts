import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import type { LanguageFault } from '../../language.ts';
import { faultAt } from './fault.ts';
import type { Line, Section } from './site.ts';
import { ignoredIn, ignoredOptionsIn, ignoredTimeoutsIn, refusedIn } from './word-data.ts';

/**
 * A keyword of proxies in a section that it does not belong to. HAProxy: `'x' not allowed in 'defaults' section`, `'x'
 * not allowed because frontend 'f' has no backend capability`, `'x' ignored because …`.
 */
export function misplacedKeyword(line: Line, section: Section): readonly LanguageFault[] {
  const { keyword } = line;
  const { kind, name } = section;
  const refused = refusedIn[kind]?.includes(keyword.value);
  if (refused) return [refusal(keyword, line, titleOf(section))];
  if (kind === 'defaults' && name === '' && refusedIn.anonymous?.includes(keyword.value))
    return [refusal(keyword, line, l10n.t('a defaults section without a name'))];
  if (ignoredIn[kind]?.includes(keyword.value)) return [ignored(keyword, line, section)];
  return misplacedArgument(line, section);
}

/** `option` and `timeout` of the other side, and what a frontend cannot set. */
function misplacedArgument(line: Line, section: Section): readonly LanguageFault[] {
  const { keyword, args } = line;
  const [first] = args;
  if (!first) return [];
  const lists = { option: ignoredOptionsIn, timeout: ignoredTimeoutsIn };
  const list =
    keyword.value === 'option' || keyword.value === 'timeout' ? lists[keyword.value] : {};
  if (list[section.kind]?.includes(first.value)) return [ignored(first, line, section)];
  return isOfOtherSide(line, section.kind) ? [refusal(first, line, titleOf(section))] : [];
}

/** Rules that a frontend or a backend cannot have. */
function isOfOtherSide({ keyword, args: [first] }: Line, kind: string): boolean {
  if (kind === 'frontend')
    return keyword.value === 'http-request' && first?.value === 'set-timeout';
  const early = first?.value === 'connection' || first?.value === 'session';
  const captures = keyword.value === 'http-request' && first?.value === 'capture';
  return kind === 'backend' && (captures || (keyword.value === 'tcp-request' && early));
}

function refusal(word: Word, line: Line, where: string): LanguageFault {
  const title = writtenAs(word, line);
  const message = l10n.t`HAProxy does not allow ${title} in ${where} and refuses the file. Move it to a section that it belongs to.`;
  return faultAt(word, line, { code: 'wrong-context', message });
}

function ignored(word: Word, line: Line, section: Section): LanguageFault {
  const title = writtenAs(word, line);
  const other = section.kind === 'frontend' ? 'backend' : 'frontend';
  const message = l10n.t`HAProxy warns of ${title} in ${titleOf(section)} and ignores it. Move it to a ${other} or a listen section.`;
  return faultAt(word, line, { code: 'wrong-context', severity: 'warning', message });
}

/** A section as messages name it. */
export function titleOf({ kind }: Section): string {
  return kind === 'global' ? l10n.t('the global section') : l10n.t`a ${kind} section`;
}

function writtenAs(word: Word, { keyword }: Line): string {
  return word === keyword ? word.value : `${keyword.value} ${word.value}`;
}
