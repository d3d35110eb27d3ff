/** A function that works out its answer for an object once, and keeps it as long as the object lives. */
export function oncePer<K extends object, V>(find: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    let answer = known.get(key);
    if (!answer) {
      answer = { value: find(key) };
      known.set(key, answer);
    }
    return answer.value;
  };
}
