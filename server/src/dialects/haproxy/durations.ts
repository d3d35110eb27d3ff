const UNITS: Readonly<Record<string, number>> = {
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
};

/** A time as HAProxy reads it. */
export interface Duration {
  readonly seconds: number;
  /** False where the number stands alone and counts as milliseconds. */
  readonly unit: boolean;
}

/** Reads "50s", "1h" or "5000" (milliseconds); undefined where HAProxy refuses it. Zero means no limit. */
export function parseDuration(text: string): Duration | undefined {
  const [, digits, unit] = /^(\d+)(us|ms|s|m|h|d)?$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const seconds = Number(digits) * (UNITS[unit ?? 'ms'] as number);
  return { seconds, unit: unit !== undefined };
}

/** Timeouts that last as long as a person or an application takes, so that under a second is a slip. */
const LONG_TIMEOUTS: ReadonlySet<string> = new Set(['client', 'server', 'tunnel', 'http-request']);
const SLIP_MS = 100;
const LONG_SLIP_MS = 1000;

/** What the author of a unitless number meant, in seconds; undefined where milliseconds are plausible. */
export function meantSeconds(timeout: string, text: string): number | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const number = Number(text);
  const limit = LONG_TIMEOUTS.has(timeout) ? LONG_SLIP_MS : SLIP_MS;
  return number > 0 && number < limit ? number : undefined;
}
