import type { Mount } from '../../delivery/delivery.ts';
import { type MountCandidate, mountsOf } from '../../delivery/mounts.ts';
import type { Question } from '../dialect.ts';
import type { Candidate } from './candidates.ts';
import type { Door } from './doors.ts';
import { Traveller } from './traveller.ts';
import type { World } from './world.ts';

/** The mounts of STIG Manager behind a door, of all that may be. */
export function mountsAt(
  door: Door,
  candidates: readonly Candidate[],
  world: World,
  question: Question,
): readonly Mount[] {
  const travellers = new Map(
    [...documentedMounts(candidates)].map(([basePath, documented]) => [
      basePath,
      new Traveller(door, basePath, documented, world, question),
    ]),
  );
  const travellerFor = (basePath: string) => travellers.get(basePath) as Traveller;
  const chosen: MountCandidate[] = [];
  const tried = candidates.map((candidate) => {
    const basePath = bestOf(candidate.basePaths, travellerFor);
    return { ...candidate, basePath, isServed: travellerFor(basePath).served > 0 };
  });
  const served = tried.filter(({ isServed }) => isServed).map(({ basePath }) => basePath);
  for (const { basePath, place, certain, fromPattern, isServed } of tried) {
    const isPart = () =>
      (fromPattern && served.length > 0) ||
      served.some((around) => travellerFor(basePath).isPartOf(around));
    if (isServed || (certain && !isPart())) chosen.push({ basePath, place });
  }
  return mountsOf(chosen, {
    deliver: (endpoint, basePath) =>
      travellerFor(basePath).deliver(endpoint, placeFor(chosen, basePath)),
    withoutSlash: () => undefined,
  });
}

/** Every mount that may be, with whether all that name it write it as the documentation does. */
function documentedMounts(candidates: readonly Candidate[]): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  for (const { basePaths, documented } of candidates) {
    for (const basePath of basePaths)
      found.set(basePath, documented && found.get(basePath) !== false);
  }
  return found;
}

function placeFor(chosen: readonly MountCandidate[], basePath: string) {
  return (chosen.find((candidate) => candidate.basePath === basePath) as MountCandidate).place;
}

function bestOf(
  basePaths: readonly string[],
  travellerFor: (basePath: string) => Traveller,
): string {
  let best = basePaths[0] as string;
  if (basePaths.length === 1) return best;
  for (const basePath of basePaths) {
    if (travellerFor(basePath).served > travellerFor(best).served) best = basePath;
  }
  return best;
}
