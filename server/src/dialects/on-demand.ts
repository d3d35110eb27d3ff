import type { DialectEntry } from './dialect.ts';

/** The dialects of `registry.ts`, each of which is loaded when the first file of it is read. */
export const dialectsOnDemand: readonly DialectEntry[] = [
  {
    id: 'nginx',
    languageIds: ['nginx'],
    load: async () => (await import('./nginx/index.ts')).nginx,
  },
  {
    id: 'apache',
    languageIds: ['apacheconf'],
    load: async () => (await import('./apache/index.ts')).apache,
  },
  {
    id: 'haproxy',
    languageIds: ['haproxy'],
    load: async () => (await import('./haproxy/index.ts')).haproxy,
  },
];
