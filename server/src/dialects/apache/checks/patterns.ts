import * as l10n from '@vscode/l10n';
import { patternFault } from '../../../text/pattern-fault.ts';
import { wordTable } from '../../../text/word-table.ts';
import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import { faultAtArgument, refused } from './fault.ts';
import { isSettledWord } from './settled.ts';
import type { Site } from './site.ts';

/** Directives by the argument that is a pattern. */
const AT = wordTable<number>({
  rewriterule: 0,
  proxypassmatch: 0,
  aliasmatch: 0,
  scriptaliasmatch: 0,
  browsermatch: 0,
  browsermatchnocase: 0,
  setenvif: 1,
  setenvifnocase: 1,
});

/** httpd: `cannot compile regular expression '…'`, `Regex could not be compiled` and their kin. */
export function invalidPatterns({ met }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    const index = indexOf(each);
    const arg = index === undefined ? undefined : each.node.args[index];
    if (index === undefined || !arg || !isSettledWord(arg)) return [];
    const negates = /^rewrite/.test(each.node.name) && arg.value.startsWith('!');
    const fault = patternFault(negates ? arg.value.slice(1) : arg.value, true);
    if (fault === undefined) return [];
    const message = refused(
      l10n.t`The pattern ${arg.value} does not compile, for ${fault}`,
      l10n.t('Complete it, or put a backslash before a character that stands for itself.'),
    );
    return [faultAtArgument(each, index, { code: 'invalid-pattern', message })];
  });
}

function indexOf({ node }: Met): number | undefined {
  const { name, directive } = node;
  if (directive.block) {
    if (/^(?:location|directory|files|proxy)match$/.test(name)) return 0;
    const may = /^(?:location|directory|files|proxy)$/.test(name);
    return may && node.argument(0) === '~' ? 1 : undefined;
  }
  if (name === 'rewritecond') {
    const isTest = /^!?[<>=-]/.test(node.argument(1)) || node.argument(0) === 'expr';
    return isTest ? undefined : 1;
  }
  if (name === 'header' || name === 'requestheader') {
    const at = /^(?:always|onsuccess)$/i.test(node.argument(0)) ? 1 : 0;
    return /^edit\*?$/i.test(node.argument(at)) ? at + 2 : undefined;
  }
  if (name === 'redirectmatch')
    return /^(?:\d.*|permanent|temp|seeother|gone)$/i.test(node.argument(0)) ? 1 : 0;
  return AT.get(name);
}
