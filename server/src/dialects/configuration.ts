import type { Analysis } from '../delivery/delivery.ts';
import type { Sources } from '../syntax/sources.ts';
import type { Dialect, Files } from './dialect.ts';

/** One reading of the files of a configuration. */
export interface Reading {
  readonly analysis: Analysis;
  /** The trees that were read. */
  readonly sources: Sources;
  /** The same files, globs and trees once more, as they were when they were read. */
  readonly files: Files;
}

/** A root file with all it includes, as it was read, and what it does. */
export interface Configuration extends Reading {
  readonly dialect: Dialect;
  /** The reading without the directives that have a syntax fault; absent where there are none. */
  readonly repaired?: Reading | undefined;
}
