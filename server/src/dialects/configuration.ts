import type { Analysis } from '../delivery/delivery.ts';
import type { Sources } from '../syntax/sources.ts';
import type { Dialect } from './dialect.ts';

/** A root file with all it includes, as it was read, and what it does. */
export interface Configuration {
  readonly dialect: Dialect;
  readonly analysis: Analysis;
  readonly sources: Sources;
  /** What it does without the directives that have a syntax fault; absent where there are none. */
  readonly repaired?: Analysis | undefined;
}
