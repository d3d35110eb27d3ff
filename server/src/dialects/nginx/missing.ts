import * as l10n from '@vscode/l10n';
import type { Delivery, Doubt, Route } from '../../delivery/delivery.ts';
import { breaks } from '../../delivery/verdict.ts';
import type { Application } from '../../stigman/application.ts';
import { doubt } from './facts.ts';
import type { Hop } from './journey.ts';
import { chain, type Entry, type Scope } from './scope.ts';

/**
 * The include of a file that is not here and that could decide a directive for a scope; undefined where none could.
 * nginx takes a scalar from the nearest block that has it and rejects a second one in the same block; a set is all
 * that the nearest block has.
 */
function openInclude(scope: Scope, name: string, kind: 'scalar' | 'set'): Entry | undefined {
  for (const at of chain(scope)) {
    const missing = at.missing[0];
    if (at.has(name)) return kind === 'set' ? missing : undefined;
    if (missing) return missing;
  }
  return undefined;
}

/**
 * Takes back the breaks of a delivery that a file which is not here may prevent, and says so. What is sound stays so:
 * most files that are not here hold certificates, logs and types. `last` is the scope that answers.
 */
export function withMissingFiles(
  delivery: Delivery,
  hops: readonly Hop[],
  last: Scope,
  application: Application,
): Delivery {
  const { holds, limits, upgrade, bodyLimit, endpoint } = delivery;
  const decides = (name: string, kind: 'scalar' | 'set' = 'scalar') =>
    hops.map((hop) => openInclude(hop.scope, name, kind)).find((entry) => entry);

  const held = holds.length > 0 ? decides('proxy_buffering') : undefined;
  const open = decides('proxy_read_timeout');
  const breaking = limits.some((limit) => breaks(limit, delivery, application));
  const handshake = upgrade?.outcome === 'refused' ? decides('proxy_set_header', 'set') : undefined;
  const tooSmall = bodyLimit !== undefined && bodyLimit.bytes < endpoint.bodyBytes;
  const limited = tooSmall ? decides('client_max_body_size') : undefined;
  const doubts = [
    ...doubtOf('held', holds.some(({ certainty }) => certainty === 'proven') ? held : undefined),
    ...doubtOf('cut', breaking ? open : undefined),
    ...doubtOf('refused', limited),
  ];
  return {
    ...delivery,
    route: routeWithMissingFiles(delivery.route, last),
    holds: held ? [] : holds,
    limits: open ? [] : limits,
    upgrade: upgrade && handshake ? { ...upgrade, outcome: 'unknown' } : upgrade,
    bodyLimit: limited ? undefined : bodyLimit,
    doubts: [...delivery.doubts, ...doubts],
  };
}

/** A location that is not here may take the request, or a rewrite mend its path. */
function routeWithMissingFiles(route: Route, last: Scope): Route {
  if (route.outcome === 'application' || route.outcome === 'unknown') return route;
  const scopes = route.outcome === 'wrong-path' ? [last] : [...chain(last)];
  const missing = scopes.find((at) => at.missing.length > 0)?.missing[0];
  if (!missing) return route;
  const explanation = l10n.t`depends on ${fileOf(missing)}, which is not here`;
  return { ...route, outcome: 'unknown', explanation };
}

function doubtOf(could: Doubt['could'], entry: Entry | undefined): readonly Doubt[] {
  if (!entry) return [];
  return doubt(entry, l10n.t`${fileOf(entry)} is not here, and it may decide this.`, could);
}

/** The file that an include names. */
function fileOf({ args }: Entry): string {
  return args[0] ?? '';
}
