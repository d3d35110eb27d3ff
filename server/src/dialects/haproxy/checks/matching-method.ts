import type { HaproxyWording } from '../wording.ts';
import { type Complaint, complaint } from './complaint.ts';
import { testsIn } from './condition-words.ts';

/** A variable as it is: what it holds has no type, and a converter behind it would give it one. */
const UNTYPED = /^var\([^()]*\)$/;

/** HAProxy: `matching method must be specified first (using '-m') when using a sample fetch of this type ('var')`. */
export function methodComplaints(wording: HaproxyWording): readonly Complaint[] {
  return testsIn(wording).flatMap(([sample, ...rest]) => {
    if (!sample || !UNTYPED.test(sample.value)) return [];
    if (rest.some(({ value }) => value === '-m')) return [];
    return [complaint(sample, 'has no type of its own. Write -m str or another method behind it')];
  });
}
