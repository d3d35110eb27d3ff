import type { Endpoint } from '../../stigman/endpoints.ts';
import type { Place } from '../../text/place.ts';
import type { Question } from '../dialect.ts';
import type { Hop } from './journey.ts';
import type { Listen } from './servers.ts';
import type { World } from './world.ts';

/** What all deliveries of one mount share. */
export interface Ground {
  readonly world: World;
  readonly question: Question;
  readonly basePath: string;
  /** The address that clients come to. */
  readonly listen: Listen;
  /** Where the mount stands. */
  readonly place: Place;
  /** Path of an endpoint below the mount: without `api/` where the configuration writes it so. */
  readonly pathOf: (endpoint: Endpoint) => string;
  /** The last hop of another endpoint that reaches STIG Manager, to learn from. */
  readonly sibling: (endpoint: Endpoint) => Hop | undefined;
}
