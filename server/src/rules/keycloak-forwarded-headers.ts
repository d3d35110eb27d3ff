import * as l10n from '@vscode/l10n';
import type { IdentityRoute, RequestHeader } from '../delivery/delivery.ts';
import { groupBy } from '../text/group.ts';
import { headerName } from '../text/header-name.ts';
import { samePlace } from '../text/place.ts';
import { findingAt } from './nodes.ts';
import type { Finding, Rule } from './rule.ts';
import { listed, sentence } from './wording.ts';

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
  const message = l10n.t`Keycloak at ${route.path} takes its own address and the client's from X-Forwarded-…, but ${faultsOf(faulty)}: wrong ones give redirect loops, http links or 403. Set ${namesOf(faulty)} to what this proxy sees.`;
  const finding = findingAt(id, 'warning', faulty, message);
  if (faulty.length === 1) return [finding];
  const places = faulty
    .filter((header) => !samePlace(header.place, route.place))
    .map((header) => ({
      ...header.place,
      message: sentence(fault(headerName(header.name), header)),
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
  const groups = groupBy(headers, ({ valid, fate, value }) => (valid ? fate : `"${value ?? ''}"`));
  return listed([...groups.values()].map((same) => fault(namesOf(same), same[0] as RequestHeader)));
}

function namesOf(headers: readonly RequestHeader[]): string {
  return listed(headers.map((header) => headerName(header.name)));
}

/** What is wrong with headers that share a fault, as a clause; `names` lists them. */
function fault(names: string, { valid, value = '', fate }: RequestHeader): string {
  if (!valid) return l10n.t`${names} with the value "${value}" can never be right`;
  switch (fate) {
    case 'duplicated':
      return l10n.t`${names} would arrive twice`;
    case 'appended':
      return l10n.t`${names} would be added to what the client sent`;
    case 'conditional':
      return l10n.t`${names} would be set only sometimes`;
    case 'removed':
      return l10n.t`${names} would not arrive`;
    default:
      return l10n.t`${names} would be what the client sent`;
  }
}
