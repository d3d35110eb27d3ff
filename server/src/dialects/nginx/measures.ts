const SECONDS: Readonly<Record<string, number>> = {
  w: 604_800,
  d: 86_400,
  h: 3600,
  m: 60,
  s: 1,
  ms: 0.001,
  '': 1,
};
const UNIT_ORDER = ['w', 'd', 'h', 'm', 's', 'ms', ''];

/**
 * Seconds of a time that nginx keeps in milliseconds ("60", "1m30s", "1m 30s", "500ms"); undefined where nginx rejects
 * it, as it does years and months there (source of 1.22, and measured).
 */
export function parseTime(text: string): number | undefined {
  let seconds = 0;
  let lastUnit = -1;
  let at = 0;
  const term = /(\d+)(ms|[wdhms]?)[ ]*/y;
  while (at < text.length) {
    term.lastIndex = at;
    const match = term.exec(text);
    const unit = match ? UNIT_ORDER.indexOf(match[2] ?? '') : -1;
    if (!match || unit <= lastUnit) return undefined;
    seconds += Number(match[1]) * (SECONDS[match[2] ?? ''] ?? 1);
    lastUnit = unit;
    at = term.lastIndex;
  }
  return lastUnit < 0 ? undefined : seconds;
}

const TIME = /^\d+(?:(?:(?:ms|[yMwdhms]) *| +)\d+)*(?:ms|[yMwdhms])? *$/;

/** Units as nginx takes them one behind the other, each once at most. */
const DESCENDING = /^y?M?w?d?h?m?s?(?:ms)?$/;

/** True for what nginx reads as a time, whether it keeps it in seconds or in milliseconds ("90", "1h 30m", "1y"). */
export function isTime(text: string): boolean {
  return TIME.test(text) && DESCENDING.test(text.replace(/[\d ]/g, ''));
}

const BYTES: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1_048_576, g: 1_073_741_824 };

/** Bytes of an nginx size ("100m"); undefined where nginx rejects it. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+)([kmg]?)$/i.exec(text);
  return match ? Number(match[1]) * (BYTES[(match[2] ?? '').toLowerCase()] ?? 1) : undefined;
}
