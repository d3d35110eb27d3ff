/** A string of which parts may be unknown (`undefined`); adjacent literals are joined. */
export type Value = readonly (string | undefined)[];

export const unknownValue: Value = [undefined];

export function literal(text: string): Value {
  return text === '' ? [] : [text];
}

/** The text, where all of it is known. */
export function known(value: Value): string | undefined {
  return value.some((part) => part === undefined) ? undefined : value.join('');
}

export function concat(values: readonly Value[]): Value {
  const out: (string | undefined)[] = [];
  for (const part of values.flat()) {
    const last = out.length - 1;
    if (part === undefined && last >= 0 && out[last] === undefined) continue;
    if (part !== undefined && typeof out[last] === 'string') out[last] += part;
    else out.push(part);
  }
  return out;
}

/** Whether the value is that text: yes, no, or undefined where it could be. */
export function equals(value: Value, text: string, ignoreCase = false): boolean | undefined {
  const fold = (s: string) => (ignoreCase ? s.toLowerCase() : s);
  const all = known(value);
  if (all !== undefined) return fold(all) === fold(text);
  return couldMatch(value, fold, fold(text)) ? undefined : false;
}

function couldMatch(value: Value, fold: (s: string) => string, text: string): boolean {
  let at = 0;
  for (let i = 0; i < value.length; i++) {
    const part = value[i];
    if (part === undefined) continue;
    const found = i === 0 ? (text.startsWith(fold(part)) ? 0 : -1) : text.indexOf(fold(part), at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return value.at(-1) === undefined || text.endsWith(fold(value.at(-1) as string));
}
