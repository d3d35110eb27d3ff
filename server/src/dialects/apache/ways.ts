import { applicationOf, type Recognition, type Target } from '../../stigman/recognition.ts';
import { kept } from '../once.ts';
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

const lastAnswers = kept<
  Ways,
  { readonly recognition: Recognition; readonly elsewhere: boolean }
>();

/** True where all of them lead to other applications than those that are known here. */
export function leadElsewhere(ways: Ways, recognition: Recognition): boolean {
  const last = lastAnswers.get(ways);
  if (last?.recognition === recognition) return last.elsewhere;
  const elsewhere = ways.targets.every((target) => applicationOf(target, recognition) === 'other');
  lastAnswers.set(ways, { recognition, elsewhere });
  return elsewhere;
}
