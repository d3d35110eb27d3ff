/** What one probe found. */
export interface Check {
  readonly id: string;
  /** skipped: the probe could not judge it; the message says why. */
  readonly outcome: 'passed' | 'failed' | 'warned' | 'skipped';
  readonly message: string;
  /** What was measured, where it is a time. */
  readonly seconds?: number;
}

export interface ProbeOptions {
  /** Address of the mount, with its trailing slash. */
  readonly base: URL;
  /** How long to watch a stream and a socket, in seconds. */
  readonly seconds: number;
  /** Accept a certificate that no known authority has signed. */
  readonly insecure: boolean;
}

/** Seconds after which an answer counts as missing. */
export const PATIENCE = 10;

export function passed(id: string, message: string, seconds?: number): Check {
  return made(id, 'passed', message, seconds);
}

export function failed(id: string, message: string, seconds?: number): Check {
  return made(id, 'failed', message, seconds);
}

export function warned(id: string, message: string, seconds?: number): Check {
  return made(id, 'warned', message, seconds);
}

export function skipped(id: string, message: string, seconds?: number): Check {
  return made(id, 'skipped', message, seconds);
}

function made(
  id: string,
  outcome: Check['outcome'],
  message: string,
  seconds: number | undefined,
): Check {
  const measured = seconds === undefined ? {} : { seconds: Number(seconds.toFixed(3)) };
  return { id, outcome, message, ...measured };
}

/** No connection could be made. */
export class Unreachable extends Error {}

/** A connection was made, and no headers came in time. */
export class Silent extends Error {}
