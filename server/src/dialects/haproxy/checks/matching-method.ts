import type { HaproxyWording } from '../wording.ts';
import { type Complaint, complaint, oneOf } from './complaint.ts';
import { testsIn } from './condition-words.ts';

/** A variable as it is: what it holds has no type, and a converter behind it would give it one. */
const UNTYPED = /^var\([^()]*\)$/;

const METHODS = /^(?:found|bool|int|ip|bin|len|str|beg|sub|dir|dom|end|reg)$/;

/** HAProxy: `unknown matching method 'x'`; `matching method must be specified first (using '-m') when using a sample fetch of this type ('var')`. */
export function methodComplaints(wording: HaproxyWording): readonly Complaint[] {
  return testsIn(wording).flatMap(([sample, ...rest]) => {
    const at = rest.findIndex(({ value }) => value === '-m');
    const unknown =
      at < 0 ? undefined : oneOf(rest[at + 1], METHODS, 'a method such as str or reg');
    if (unknown) return [unknown];
    if (!sample || at >= 0 || !UNTYPED.test(sample.value)) return [];
    return [complaint(sample, 'has no type of its own. Write -m str or another method behind it')];
  });
}
