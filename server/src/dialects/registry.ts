import { apache } from './apache/index.ts';
import type { Dialect, DialectEntry } from './dialect.ts';
import { haproxy } from './haproxy/index.ts';
import { nginx } from './nginx/index.ts';

/** Every dialect; a new one is a folder beside this file, one line here and an entry in `on-demand.ts`. */
export const dialects: readonly Dialect[] = [nginx, apache, haproxy];

/** Dialects that are loaded already, for what takes entries. */
export function atHand(loaded: readonly Dialect[]): readonly DialectEntry[] {
  return loaded.map((dialect) => ({
    id: dialect.id,
    languageIds: dialect.languageIds,
    load: async () => dialect,
  }));
}
