import type { Application } from '../stigman/application.ts';
import type { Delivery, Doubt, TimeLimit } from './delivery.ts';

export type Verdict = 'ok' | 'held' | 'cut' | 'refused' | 'unreachable' | 'unknown';

/**
 * The limit that ends the exchange although the application keeps its heartbeat, if any.
 * A limit equal to the gap is lost too: 29 s and 30 s cut, 31 s lives (measured on nginx, httpd and HAProxy).
 */
export function breakingLimit(delivery: Delivery, application: Application): TimeLimit | undefined {
  return delivery.limits.find((limit) => breaks(limit, delivery, application));
}

/** True where the configuration leaves open whether the delivery ends so. */
export function isDoubted(delivery: Delivery, could: Doubt['could']): boolean {
  return delivery.doubts.some((doubt) => doubt.could === could);
}

function longestGap(delivery: Delivery, application: Application): number {
  if (delivery.endpoint.heartbeat === 'regular') return application.heartbeat;
  return delivery.endpoint.kind === 'stream' ? application.lineGap : 0;
}

/** True where this limit ends the exchange although the application keeps its heartbeat. */
export function breaks(limit: TimeLimit, delivery: Delivery, application: Application): boolean {
  if (limit.kind === 'total') {
    const isBrief = delivery.endpoint.kind === 'upload' && limit.seconds > 0;
    return !isBrief && limit.seconds !== Infinity;
  }
  return limit.isStarved || limit.seconds <= longestGap(delivery, application);
}

/** The verdict on a delivery, tested in the order of the contract. */
export function verdictOf(delivery: Delivery, application: Application): Verdict {
  if (isDoubted(delivery, 'unspoken')) return 'unknown';
  if (delivery.refusals.length > 0) return 'refused';
  if (delivery.route.outcome === 'unknown' || isDoubted(delivery, 'unreachable')) return 'unknown';
  if (delivery.route.outcome !== 'application')
    return isDoubted(delivery, 'refused') ? 'unknown' : 'unreachable';
  if (isRefused(delivery)) return 'refused';
  if (isDoubted(delivery, 'refused') || delivery.upgrade?.outcome === 'unknown') return 'unknown';
  if (delivery.endpoint.kind === 'stream') {
    if (delivery.holds.some((hold) => hold.certainty === 'proven'))
      return heldOrCut(delivery, application);
    if (isDoubted(delivery, 'held')) return 'unknown';
  }
  if (breakingLimit(delivery, application)) return 'cut';
  return isDoubted(delivery, 'cut') || isDoubted(delivery, 'any') ? 'unknown' : 'ok';
}

/** What was held comes when a limit ends the exchange: before the web app gives up, the stream is cut rather than held. */
function heldOrCut(delivery: Delivery, application: Application): Verdict {
  const { patience } = application;
  const isCut = delivery.limits.some(
    (limit) => limit.seconds < patience && breaks(limit, delivery, application),
  );
  return isCut ? 'cut' : 'held';
}

function isRefused(delivery: Delivery): boolean {
  const limit = delivery.bodyLimit?.bytes ?? Infinity;
  return delivery.endpoint.bodyBytes > limit || delivery.upgrade?.outcome === 'refused';
}
