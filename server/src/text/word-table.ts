/** A table that is asked for words which users write: `constructor` and its kin are in it only where they are put there. */
export function wordTable<V>(entries: Readonly<Record<string, V>>): ReadonlyMap<string, V> {
  return new Map(Object.entries(entries));
}
