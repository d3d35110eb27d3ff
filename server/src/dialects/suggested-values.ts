import * as l10n from '@vscode/l10n';
import { endpoints } from '../stigman/endpoints.ts';
import { titleOf } from '../stigman/titles.ts';
import type { ValueDoc } from './language.ts';

/** Paths of STIG Manager that a mapping may name, below the usual mount. */
export function endpointPaths(): readonly ValueDoc[] {
  const fixed = endpoints.filter((endpoint) => !endpoint.template.includes('{'));
  return [
    { text: '/stigman/', summary: l10n.t('The usual mount of STIG Manager.'), kind: 'path' },
    ...fixed.map((endpoint) => ({
      text: `/stigman/${endpoint.template}`,
      summary: l10n.t`The ${titleOf(endpoint.operationId)} of STIG Manager.`,
      kind: 'path' as const,
    })),
    { text: '/kc/', summary: l10n.t('The usual mount of Keycloak.'), kind: 'path' },
  ];
}

/** A value with nothing to say about it. */
export function keyword(text: string, recommended = false): ValueDoc {
  return { text, summary: '', kind: 'keyword', recommended };
}

/** The rank of a name in a list of usual ones, in the words of `DirectiveDoc`; nothing for any other. */
export function rankOf(usual: string): (name: string) => { readonly rank?: number } {
  const ranks = new Map(usual.split(' ').map((name, rank) => [name, rank]));
  return (name) => {
    const rank = ranks.get(name);
    return rank === undefined ? {} : { rank };
  };
}

/** A header by its name. */
export function header(text: string): ValueDoc {
  return { text, summary: '', kind: 'header' };
}

/** Headers by which Keycloak knows the client, and its certificate. */
export const identityHeaders: readonly string[] = [
  'X-Forwarded-For',
  'X-Forwarded-Proto',
  'X-Forwarded-Host',
  'X-Forwarded-Port',
  'ssl-client-cert',
];

/** Headers that proxies add to answers. */
export const RESPONSE_HEADERS: readonly string[] = [
  'Cache-Control',
  'Strict-Transport-Security',
  'X-Content-Type-Options',
  'X-Frame-Options',
];
