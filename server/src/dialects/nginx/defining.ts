/** Named groups of patterns, which define variables: `(?<name>…)`, `(?P<name>…)`, `(?'name'…)`. */
export const NAMED_GROUP = /\(\?(?:P?<|')([A-Za-z_]\w*)[>']/g;

/** The index, as `at` takes it, of the argument that names the variable which a directive defines; undefined where none does. */
export function definingIndex(name: string): number | undefined {
  if (/^(?:map|geo|split_clients|num_map)$/.test(name)) return -1;
  if (name === 'keyval') return 1;
  return /^(?:set|\w+_set|js_var|set_by_lua\w*)$/.test(name) ? 0 : undefined;
}
