import type { IdentityRoute, RequestHeader } from '../delivery/delivery.ts';
import { groupBy } from '../text/group.ts';
import { headerName } from '../text/header-name.ts';
import { samePlace } from '../text/place.ts';
import { findingAt } from './nodes.ts';
import type { Finding, Rule } from './rule.ts';
import { listed } from './wording.ts';

const id = 'keycloak-forwarded-headers';

const FORWARDED = /^x-forwarded-(for|proto|host|port)$/;

/**
 * The headers from which Keycloak learns its own address and the client's. An X-Forwarded-For that is appended to
 * the client's is what every official sample writes: no fault.
 */
export const keycloakForwardedHeaders: Rule = {
  id,
  summary: 'X-Forwarded-… toward Keycloak is missing, can be forged, or is invalid',
  severity: 'warning',
  dialects: ['nginx', 'apache', 'haproxy'],
  check: (analysis) => {
    const routes = new Map<string, IdentityRoute>();
    for (const route of analysis.entries.flatMap((entry) => entry.identityRoutes)) {
      routes.set(`${route.place.uri} ${route.place.start}`, route);
    }
    return [...routes.values()].flatMap(report);
  },
};

function report(route: IdentityRoute): readonly Finding[] {
  const faulty = route.headers.filter(isFaulty);
  if (faulty.length === 0) return [];
  const message =
    `Keycloak at ${route.path} takes its own address and the client's from X-Forwarded-…, but ${faultsOf(faulty)}: ` +
    `wrong ones give redirect loops, http links or 403. Set ${namesOf(faulty)} to what this proxy sees.`;
  const finding = findingAt(id, 'warning', faulty, message);
  if (faulty.length === 1) return [finding];
  const places = faulty
    .filter((header) => !samePlace(header.place, route.place))
    .map((header) => ({
      ...header.place,
      message: `${headerName(header.name)} ${fault(header)}.`,
    }));
  return [{ ...finding, place: route.place, related: [...places, ...finding.related] }];
}

function isFaulty(header: RequestHeader): boolean {
  if (!FORWARDED.test(header.name)) return false;
  if (!header.valid) return true;
  if (header.fate === 'appended') return header.name !== 'x-forwarded-for';
  return header.fate !== 'set';
}

/** "X-Forwarded-For and X-Forwarded-Port pass as the client sent them and …" */
function faultsOf(headers: readonly RequestHeader[]): string {
  return listed([...groupBy(headers, fault)].map(([text, same]) => `${namesOf(same)} ${text}`));
}

function namesOf(headers: readonly RequestHeader[]): string {
  return listed(headers.map((header) => headerName(header.name)));
}

function fault(header: RequestHeader): string {
  if (!header.valid) return `with the value "${header.value ?? ''}" can never be right`;
  const faults: Record<string, string> = {
    duplicated: 'would arrive twice',
    appended: 'would be added to what the client sent',
    conditional: 'would be set only sometimes',
    removed: 'would not arrive',
  };
  return faults[header.fate] ?? 'would be what the client sent';
}
