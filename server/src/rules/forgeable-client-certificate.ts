import * as l10n from '@vscode/l10n';
import type { Analysis, RequestHeader } from '../delivery/delivery.ts';
import { byNode, findingAt, remediesOf } from './nodes.ts';
import type { Finding, Rule } from './rule.ts';
import { advice, listed } from './wording.ts';

const id = 'forgeable-client-certificate';

/**
 * A way to Keycloak on which the client's own certificate header passes. A header counts as one where the
 * configuration writes the client's certificate into it anywhere.
 */
export const forgeableClientCertificate: Rule = {
  id,
  summary: "A client's own certificate header passes to Keycloak",
  severity: 'error',
  dialects: ['nginx', 'apache', 'haproxy'],
  check: (analysis) => {
    const names = certificateHeaders(analysis);
    const ways = analysis.entries
      .flatMap((entry) => entry.identityRoutes)
      .flatMap((route) => route.headers.map((fact) => ({ fact, path: route.path })))
      .filter(({ fact }) => names.has(fact.name) && letsThrough(fact));
    return byNode(ways, ({ fact }) => fact.fate).map(report);
  },
};

interface Way {
  readonly fact: RequestHeader;
  readonly path: string;
}

function certificateHeaders(analysis: Analysis): ReadonlySet<string> {
  const headers = analysis.entries
    .flatMap((entry) => entry.identityRoutes)
    .flatMap((route) => route.headers);
  return new Set(headers.filter((header) => header.certificate).map((header) => header.name));
}

/** True where the client's value can arrive; of two headers of one name, Keycloak takes the first. */
function letsThrough(header: RequestHeader): boolean {
  return header.fate === 'passed' || header.fate === 'conditional' || header.fate === 'duplicated';
}

function report(ways: readonly [Way, ...Way[]]): Finding {
  const facts = ways.map((way) => way.fact);
  const headers = listed([...new Set(facts.map((fact) => fact.name))]);
  const paths = listed([...new Set(ways.map((way) => way.path))]);
  const todo = advice(remediesOf(facts), l10n.t`Clear ${headers} on this way to Keycloak`);
  const why = whyPassed(ways[0].fact);
  const what = l10n.t`A client can send its own ${headers} header to Keycloak at ${paths} and log in with a certificate that it does not hold: ${why}.`;
  return findingAt(id, 'error', facts, `${what} ${todo}`);
}

function whyPassed({ fate }: RequestHeader): string {
  switch (fate) {
    case 'conditional':
      return l10n.t('the proxy replaces it only in some requests');
    case 'duplicated':
      return l10n.t("the proxy's own value comes second, and Keycloak reads the first");
    default:
      return l10n.t('the proxy does not replace it on this way');
  }
}
