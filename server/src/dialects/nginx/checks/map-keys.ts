import type { LanguageFault } from '../../language.ts';
import type { Entry, Scope } from '../scope.ts';
import { faultAtName } from './fault.ts';
import { quoted } from './messages.ts';
import { isTemplated, type Site } from './site.ts';

/** nginx: `duplicate default map parameter`, `conflicting parameter "x"`; it compares without regard to case. */
export function repeatedMapKeys({ others }: Site): readonly LanguageFault[] {
  const seen = new Map<Scope, Set<string>>();
  return others.filter(isKey).flatMap((entry) => {
    const keys = seen.get(entry.scope) ?? new Set();
    seen.set(entry.scope, keys);
    const key = entry.name.toLowerCase();
    if (!keys.has(key)) {
      keys.add(key);
      return [];
    }
    const message = `This map has ${quoted(entry.name)} already, and nginx refuses the file. Remove one of the two.`;
    return [faultAtName(entry, { code: 'duplicate-directive', severity: 'error', message })];
  });
}

/** True for a value of a map; two equal patterns are legal, the first of which counts. */
function isKey(entry: Entry): boolean {
  return entry.scope.kind === 'map' && !/^(?:~|include$)/.test(entry.name) && !isTemplated(entry);
}
