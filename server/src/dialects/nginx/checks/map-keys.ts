import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { quoted } from '../quoted.ts';
import type { Entry } from '../scope.ts';
import { faultAtName } from './fault.ts';
import { repeatedIn } from './repeated.ts';
import { isTemplated, type Site } from './site.ts';

/** nginx: `duplicate default map parameter`, `conflicting parameter "x"`; it compares without regard to case. */
export function repeatedMapKeys({ others }: Site): readonly LanguageFault[] {
  return repeatedIn(others, keyOf).map((entry) => {
    const message = l10n.t`This map has ${quoted(entry.name)} already, and nginx refuses the file. Remove one of the two.`;
    return faultAtName(entry, { code: 'duplicate-directive', message });
  });
}

/** Undefined for what is no value of a map, and for patterns: two equal ones are legal, the first of which counts. */
function keyOf(entry: Entry): string | undefined {
  const isKey =
    entry.scope.kind === 'map' && !/^(?:~|include$)/.test(entry.name) && !isTemplated(entry);
  return isKey ? entry.name.toLowerCase() : undefined;
}
