import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { isVariable } from '../lexer.ts';
import { faultAt } from './fault.ts';
import { isProxy, type Line, type Section, type Site } from './site.ts';
import { bareKeywords, leastArguments, proxyKeywords } from './word-data.ts';

const LEAST: ReadonlyMap<string, number> = new Map([
  ...proxyKeywords.filter((word) => !bareKeywords.includes(word)).map((word) => [word, 1] as const),
  ...Object.entries(leastArguments),
]);

/**
 * HAProxy: `'use_backend' expects a backend name.`, `'server' expects <name> and <addr>[:<port>] as arguments.` and the
 * like.
 */
export function missingArguments({ sections }: Site): readonly LanguageFault[] {
  return sections.flatMap(argumentFaults);
}

export function argumentFaults(section: Section): readonly LanguageFault[] {
  if (!isProxy(section) || section.wording.fine) return [];
  return section.lines.flatMap(faultOf);
}

function faultOf(line: Line): readonly LanguageFault[] {
  const { keyword, args, wording } = line;
  const least = LEAST.get(keyword.value) ?? 0;
  if (args.length >= least || wording.tagged || [keyword, ...args].some(isVariable)) return [];
  const wanted = least === 1 ? l10n.t('one argument') : l10n.t`${least} arguments`;
  const given = args.length || l10n.t('none');
  const message = l10n.t`HAProxy expects at least ${wanted} of ${keyword.value} and refuses the file with ${given}. Add what is missing.`;
  return [faultAt(keyword, line, { code: 'argument-count', message })];
}
