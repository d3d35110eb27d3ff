/** The command cannot run; its message goes to standard error and the exit code is 2. */
export class Failure extends Error {}

export const EXIT_CLEAN = 0;
export const EXIT_FINDINGS = 1;
export const EXIT_FAILURE = 2;

/** What to say of a file that no dialect knows. */
export const UNKNOWN_DIALECT =
  'cannot tell which proxy it configures; name its language with --dialect';
