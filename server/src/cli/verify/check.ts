/** What one probe found. */
export interface Check {
  readonly id: string;
  /** skipped: the probe could not judge it; the message says why. */
  readonly outcome: 'passed' | 'failed' | 'warned' | 'skipped';
  readonly message: string;
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

export function passed(id: string, message: string): Check {
  return { id, outcome: 'passed', message };
}

export function failed(id: string, message: string): Check {
  return { id, outcome: 'failed', message };
}

export function warned(id: string, message: string): Check {
  return { id, outcome: 'warned', message };
}

export function skipped(id: string, message: string): Check {
  return { id, outcome: 'skipped', message };
}

/** The deployment did not answer at all. */
export class Unreachable extends Error {}
