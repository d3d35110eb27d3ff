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
  /** True where another server takes the requests that come to it on 127.0.0.1. */
  readonly isSplit: boolean;
  /** Where the mount stands. */
  readonly place: Place;
  /** Path of an endpoint below the mount: without `api/` where the configuration writes it so. */
  readonly pathOf: (endpoint: Endpoint) => string;
  /** How another endpoint gets to STIG Manager, to learn from. */
  readonly sibling: (endpoint: Endpoint) => Sibling | undefined;
}

/** The passage of an endpoint that arrives through the server that its clients ask. */
export interface Sibling {
  readonly hop: Hop;
  /** What stands before the endpoint's own path in what this server sends on. */
  readonly base: string;
}
