import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { commandOf } from './commands.ts';
import { faultAtArgument } from './fault.ts';
import { isSettledWord } from './settled.ts';
import type { Site } from './site.ts';

/** httpd: `X must be On or Off`; what follows the first word it does not look at (measured). */
export function flagValues({ met }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    const { args, directive, name, title } = each.node;
    if (directive.block || commandOf(name, false)?.form !== 'flag') return [];
    const [first] = args;
    if (first && (!isSettledWord(first) || /^(on|off)$/i.test(first.value))) return [];
    const message = first
      ? l10n.t`${title} must be On or Off; httpd refuses the file with ${first.value}.`
      : l10n.t`${title} must be On or Off; httpd refuses the file with neither.`;
    return [faultAtArgument(each, 0, { code: 'invalid-flag', message })];
  });
}
