import type { LanguageFault } from '../../language.ts';
import type { Entry, Scope } from '../scope.ts';
import { faultAtHead } from './fault.ts';
import { quoted } from './messages.ts';
import { isTemplated, type Site } from './site.ts';

/**
 * nginx: `duplicate location "/x"`, of two exact or two prefix locations in one block (`^~` is a prefix). Patterns and
 * named locations may be there twice.
 */
export function duplicateLocations({ groups }: Site): readonly LanguageFault[] {
  return groups.flatMap(({ name, entries }) => (name === 'location' ? duplicatesIn(entries) : []));
}

function duplicatesIn(locations: readonly Entry[]): readonly LanguageFault[] {
  const seen = new Map<Scope, Set<string>>();
  return locations.flatMap((entry) => {
    const key = keyOf(entry);
    if (key === undefined || isTemplated(entry)) return [];
    const known = seen.get(entry.scope);
    if (!known) seen.set(entry.scope, new Set([key]));
    if (!known?.has(key)) {
      known?.add(key);
      return [];
    }
    const message = `This block has a location ${quoted(key)} already, and nginx refuses the file. Remove one of the two, or merge them.`;
    return [faultAtHead(entry, { code: 'duplicate-location', severity: 'error', message })];
  });
}

/** "= /x" or "/x"; undefined where a location may be there twice. */
function keyOf({ args }: Entry): string | undefined {
  const [first = '', second] = args;
  if (args.length === 2) {
    if (first === '=') return `= ${second}`;
    return first === '^~' ? second : undefined;
  }
  if (args.length !== 1 || /^[~@]/.test(first)) return undefined;
  if (first.startsWith('=')) return `= ${first.slice(1)}`;
  return first.startsWith('^~') ? first.slice(2) : first;
}
