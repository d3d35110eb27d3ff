import type { IdentityRoute, RequestHeader } from '../delivery/delivery.ts';
import { samePlace } from '../text/place.ts';
import { findingAt, remediesOf } from './nodes.ts';
import type { Finding, Rule } from './rule.ts';
import { advice, listed } from './wording.ts';

const id = 'keycloak-forwarded-headers';

const NAMES: Readonly<Record<string, string>> = {
  'x-forwarded-for': 'X-Forwarded-For',
  'x-forwarded-proto': 'X-Forwarded-Proto',
  'x-forwarded-host': 'X-Forwarded-Host',
  'x-forwarded-port': 'X-Forwarded-Port',
};

/**
 * The headers from which Keycloak learns its own address and the client's. An X-Forwarded-For that is appended to
 * the client's is what every official sample writes: no fault.
 */
export const keycloakForwardedHeaders: Rule = {
  id,
  summary: 'X-Forwarded-… toward Keycloak is missing, can be forged, or is invalid',
  severity: 'warning',
  dialects: ['nginx', 'apache', 'haproxy', 'kubernetes', 'caddy', 'traefik', 'envoy'],
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
  const todo = advice(
    remediesOf(faulty),
    `Set ${listed(faulty.map((header) => NAMES[header.name] ?? header.name))} to what this proxy sees`,
  );
  const faults = listed(faulty.map(fault));
  const message =
    `Keycloak at ${route.path} takes its own address and the client's from X-Forwarded-…, but ${faults}: ` +
    `wrong ones give redirect loops, http links or 403. ${todo}`;
  const finding = findingAt(id, 'warning', faulty, message);
  if (faulty.length === 1) return [finding];
  const places = faulty
    .filter((header) => !samePlace(header.place, route.place))
    .map((header) => ({ ...header.place, message: `${fault(header)}.` }));
  return [{ ...finding, place: route.place, related: [...places, ...finding.related] }];
}

function isFaulty(header: RequestHeader): boolean {
  if (!(header.name in NAMES)) return false;
  if (!header.valid) return true;
  if (header.fate === 'appended') return header.name !== 'x-forwarded-for';
  return header.fate !== 'set';
}

function fault(header: RequestHeader): string {
  const name = NAMES[header.name] ?? header.name;
  if (!header.valid)
    return `${name} is set to "${header.value ?? ''}", which is never a legal value`;
  switch (header.fate) {
    case 'duplicated':
      return `${name} arrives twice`;
    case 'appended':
      return `${name} is added to what the client sent`;
    case 'conditional':
      return `${name} is set only sometimes`;
    case 'removed':
      return `${name} is removed`;
    default:
      return `${name} is whatever the client sent`;
  }
}
