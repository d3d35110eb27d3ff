import { endpoints } from '../stigman/endpoints.ts';
import type { ValueDoc } from './language.ts';

/** Paths of STIG Manager that a mapping may name, below the usual mount. */
export function endpointPaths(): readonly ValueDoc[] {
  const fixed = endpoints.filter((endpoint) => !endpoint.template.includes('{'));
  return [
    { text: '/stigman/', summary: 'The usual mount of STIG Manager.', kind: 'path' },
    ...fixed.map((endpoint) => ({
      text: `/stigman/${endpoint.template}`,
      summary: `The ${endpoint.title} of STIG Manager.`,
      kind: 'path' as const,
    })),
    { text: '/kc/', summary: 'The usual mount of Keycloak.', kind: 'path' },
  ];
}

/** A value with nothing to say about it. */
export function keyword(text: string, recommended = false): ValueDoc {
  return { text, summary: '', kind: 'keyword', recommended };
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
