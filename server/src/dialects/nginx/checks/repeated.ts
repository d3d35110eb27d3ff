import type { Entry, Scope } from '../scope.ts';

/** Directives with a key that another before them has in their block. */
export function repeatedIn(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string | undefined,
): readonly Entry[] {
  const seen = new Map<Scope, Set<string>>();
  return entries.filter((entry) => {
    const key = keyOf(entry);
    if (key === undefined) return false;
    const keys = seen.get(entry.scope);
    if (keys?.has(key)) return true;
    if (keys) keys.add(key);
    else seen.set(entry.scope, new Set([key]));
    return false;
  });
}
