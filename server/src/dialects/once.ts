/** A function that works out its answer for an object once, and keeps it as long as the object lives. */
export function oncePer<K extends object, V>(find: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    const answer = known.get(key);
    if (answer !== undefined || known.has(key)) return answer as V;
    const found = find(key);
    known.set(key, found);
    return found;
  };
}
