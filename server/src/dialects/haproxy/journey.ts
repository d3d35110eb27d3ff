import type { Line, Section } from './configuration.ts';
import type { Request } from './exchange.ts';
import type { ResponseJourney } from './responses.ts';

/** How the proxy itself ends a request. */
export type End =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly line: Line;
      readonly challenge: boolean;
    }
  | {
      readonly kind: 'redirect';
      readonly status: number;
      readonly line: Line;
      readonly location: string | undefined;
      readonly toTls: boolean;
    }
  | { readonly kind: 'dropped'; readonly line: Line }
  | { readonly kind: 'foreign'; readonly line: Line; readonly explanation: string }
  | { readonly kind: 'unknown'; readonly line: Line; readonly explanation: string }
  | { readonly kind: 'unrouted'; readonly explanation: string };

/** A server that a backend sends requests to. */
export interface Server {
  readonly name: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly line: Line;
}

/** A time that `http-request set-timeout` puts in place of the backend's. */
export interface TimeoutOverride {
  readonly kind: string;
  /** As written; undefined where an expression decides. */
  readonly text: string | undefined;
  readonly line: Line;
}

/** Headers of the request that a rule took away. */
export interface Deletion {
  readonly names: readonly string[];
  readonly line: Line;
}

/** What became of one request on its way through the rules. */
export interface Journey {
  readonly frontend: Section;
  readonly backend: Section | undefined;
  /** The line that chose the backend; undefined where a listen section answers itself. */
  readonly chosenBy: Line | undefined;
  readonly servers: readonly Server[];
  /** The request as the application gets it. */
  readonly request: Request;
  /** Rules that changed the path, in order. */
  readonly rewrites: readonly Line[];
  readonly end: End | undefined;
  readonly timeouts: readonly TimeoutOverride[];
  readonly deletions: readonly Deletion[];
  /** Rules that send a 103 ahead of the answer. */
  readonly hints: readonly Line[];
  readonly response: ResponseJourney | undefined;
  /** The way through the other section of this configuration that the request is handed on to. */
  readonly beyond: Journey | undefined;
}

/** A journey and those through the sections behind it, one after another. */
export function legsOf(journey: Journey): readonly [Journey, ...Journey[]] {
  return journey.beyond ? [journey, ...legsOf(journey.beyond)] : [journey];
}

/** The journey through the last section that a request comes to. */
export function lastLeg(journey: Journey): Journey {
  return journey.beyond ? lastLeg(journey.beyond) : journey;
}
