import { applicationOf, type Recognition, type Target } from '../../stigman/recognition.ts';
import { kept, oncePer } from '../once.ts';
import { type HostWording, hostWordingOf } from './host-wording.ts';
import { looksAround, sendersOf } from './senders.ts';
import type { Server } from './server.ts';

/** Where the directives of a server send requests. */
export interface Ways {
  readonly targets: readonly Target[];
  /** Host and port of each, as they are written. */
  readonly authorities: readonly string[];
}

const lastWays = kept<HostWording, Ways>();

/** The ways of a server; found once for a virtual host of the same words, if nothing but they decide. */
export function waysOf(server: Server): Ways {
  const wording = hostWordingOf(server.section);
  const last = wording && lastWays.get(wording);
  if (last) return last;
  const addresses = sendersOf(server).flatMap((sender) => sender.addresses);
  const ways = {
    targets: addresses.map(({ target }) => target),
    authorities: addresses.map(({ authority }) => authority),
  };
  if (wording && !looksAround(server)) lastWays.set(wording, ways);
  return ways;
}

/** True for ways all of which lead to other applications than those that are known here. */
export const leadElsewhere = oncePer((recognition: Recognition) =>
  oncePer((ways: Ways): boolean =>
    ways.targets.every((target) => applicationOf(target, recognition) === 'other'),
  ),
);
