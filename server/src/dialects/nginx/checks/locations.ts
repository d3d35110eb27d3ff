import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { quoted } from '../quoted.ts';
import type { Entry } from '../scope.ts';
import { faultAtHead } from './fault.ts';
import { repeatedIn } from './repeated.ts';
import { isTemplated, type Site } from './site.ts';

/**
 * nginx: `duplicate location "/x"`, of two exact or two prefix locations in one block (`^~` is a prefix). Patterns and
 * named locations may be there twice.
 */
export function duplicateLocations({ groups }: Site): readonly LanguageFault[] {
  return groups.flatMap(({ name, entries }) =>
    name === 'location' ? repeatedIn(entries, keyOf).map(duplicate) : [],
  );
}

function duplicate(entry: Entry): LanguageFault {
  const message = l10n.t`This block has a location ${quoted(keyOf(entry) ?? '')} already, and nginx refuses the file. Remove one of the two, or merge them.`;
  return faultAtHead(entry, { code: 'duplicate-location', message });
}

/** "= /x" or "/x"; undefined where a location may be there twice. */
function keyOf(entry: Entry): string | undefined {
  const { args } = entry;
  const [first = '', second] = args;
  if (isTemplated(entry)) return undefined;
  if (args.length === 2) {
    if (first === '=') return `= ${second}`;
    return first === '^~' ? second : undefined;
  }
  if (args.length !== 1 || /^[~@]/.test(first)) return undefined;
  if (first.startsWith('=')) return `= ${first.slice(1)}`;
  return first.startsWith('^~') ? first.slice(2) : first;
}
