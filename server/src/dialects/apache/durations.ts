import { wordTable } from '../../text/word-table.ts';
/** A duration as httpd reads it, and as its author meant it. Seconds. */
export interface Duration {
  readonly written: string;
  readonly seconds: number;
  /** Set where a unit is written that atoi drops. */
  readonly meantSeconds: number | undefined;
}

const UNITS = wordTable<number>({
  ms: 0.001,
  s: 1,
  sec: 1,
  secs: 1,
  second: 1,
  seconds: 1,
  m: 60,
  mi: 60,
  min: 60,
  mins: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hour: 3600,
  hours: 3600,
  d: 86_400,
});

/**
 * Timeout, ProxyTimeout and timeout= are read by atoi: leading digits are seconds, a unit is dropped; a negative Timeout
 * never ends (measured).
 */
export function readDuration(written: string): Duration {
  if (/^\s*-0*[1-9]/.test(written)) return { written, seconds: Infinity, meantSeconds: undefined };
  const digits = /^\s*\+?(\d+)/.exec(written)?.[1];
  const seconds = digits === undefined ? 0 : Number(digits);
  const spelled = /^\s*\+?(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(written);
  const unit = UNITS.get(spelled?.[2]?.toLowerCase() ?? '');
  const meant = unit === undefined ? seconds : Number(spelled?.[1]) * unit;
  return { written, seconds, meantSeconds: meant === seconds ? undefined : meant };
}
