import type { Analysis, Delivery, IdentityRoute } from '../delivery/delivery.ts';
import { samePlace } from '../text/place.ts';
import type { Finding } from './rule.ts';

/** What is found in a configuration. */
export interface Judged {
  readonly analysis: Analysis;
  readonly findings: readonly Finding[];
}

/**
 * The findings that half-typed text neither brings about nor hides, from two readings of the same files: as they
 * stand, and without the directives that have a syntax fault. Told is what both find, and what only the second finds
 * because in the first the request no longer gets there. The edits of such a finding are made for another text, so it
 * comes without.
 */
export function soundFindings(standing: Judged, repaired: Judged): readonly Finding[] {
  const confirmed = new Set(repaired.findings.map(keyOf));
  const known = new Set(standing.findings.map(keyOf));
  const isHidden = hiddenIn(standing.analysis, repaired.analysis);
  const hidden = repaired.findings.filter(
    (finding) => !known.has(keyOf(finding)) && isHidden(finding),
  );
  return [
    ...standing.findings.filter((finding) => confirmed.has(keyOf(finding))),
    ...hidden.map((finding) => ({ ...finding, remedies: [] })),
  ];
}

function keyOf({ ruleId, severity, place }: Finding): string {
  return JSON.stringify([ruleId, severity, place.uri, place.start, place.end]);
}

function hiddenIn(standing: Analysis, repaired: Analysis): (finding: Finding) => boolean {
  const arriving = new Set<string>();
  for (const [delivery, key] of deliveriesOf(standing)) {
    if (delivery.route.outcome === 'application') arriving.add(key);
  }
  const keys = deliveriesOf(repaired);
  return (finding) => {
    if (finding.affects.length === 0) return isLostIdentity(finding, standing, repaired);
    return finding.affects.every((delivery) => !arriving.has(keys.get(delivery) ?? ''));
  };
}

/** Every delivery with the request that it is about. */
function deliveriesOf({ entries }: Analysis): ReadonlyMap<Delivery, string> {
  const found = new Map<Delivery, string>();
  for (const { url, mounts } of entries) {
    for (const { deliveries } of mounts) {
      for (const delivery of deliveries) {
        found.set(delivery, `${url} ${delivery.endpoint.operationId} ${delivery.path}`);
      }
    }
  }
  return found;
}

function isLostIdentity({ place }: Finding, standing: Analysis, repaired: Analysis): boolean {
  const concerned = identityRoutesOf(repaired).filter(
    (route) =>
      samePlace(route.place, place) ||
      route.headers.some((header) => samePlace(header.place, place)),
  );
  const left = identityRoutesOf(standing);
  return (
    concerned.length > 0 &&
    concerned.every((route) => !left.some((other) => samePlace(other.place, route.place)))
  );
}

function identityRoutesOf({ entries }: Analysis): readonly IdentityRoute[] {
  return entries.flatMap((entry) => entry.identityRoutes);
}
