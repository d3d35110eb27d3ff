/** The longest name that is compared; longer ones are no misspelling of anything. */
const LONGEST = 60;

/**
 * The candidate that a name is most likely a misspelling of; undefined where none is near, two are equally near, or
 * only digits differ (`app1`, `app2`). Names of up to 3 characters are near to nothing, of up to 7 by one edit, longer
 * ones by two; an edit inserts, removes or replaces one character or swaps two neighbours. In names of 4 characters none
 * is replaced: too many words are as near.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length <= 3 || name.length > LONGEST) return undefined;
  const allowed = name.length <= 7 ? 1 : 2;
  let best = allowed + 1;
  let found: string | undefined;
  for (const candidate of new Set(candidates)) {
    if (candidate.length <= 3 || Math.abs(candidate.length - name.length) > allowed) continue;
    if (withoutDigits(candidate) === withoutDigits(name)) continue;
    if (name.length === 4 && candidate.length === 4 && !isAnagram(candidate, name)) continue;
    const distance = distanceOf(name, candidate, allowed);
    if (distance > allowed || distance > best) continue;
    found = distance < best ? candidate : undefined;
    best = distance;
  }
  return found;
}

function isAnagram(a: string, b: string): boolean {
  return [...a].sort().join('') === [...b].sort().join('');
}

function withoutDigits(text: string): string {
  return text.replace(/\d/g, '');
}

/** Edits between two texts; more than `most` where there are more. */
function distanceOf(a: string, b: string, most: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const at = (cells: readonly number[], index: number) => cells[index] ?? most + 1;
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, at(before, j - 2) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? most + 1;
}
