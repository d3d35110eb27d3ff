import { NotificationType } from 'vscode-languageserver';
import type { Feature } from './feature.ts';
import { SECTION } from './settings.ts';

/**
 * Whether the plain editor features of a language (keywords, the proxy's documentation, formatting) are offered:
 * always, never, or unless another extension has them.
 */
export type EditorFeatures = 'auto' | 'on' | 'off';

/** Other extensions that know a language in depth. */
export interface Neighbours {
  /** Ids of the dialects that they are for. */
  readonly dialects: readonly string[];
}

const changed = new NotificationType<Neighbours>(`${SECTION}/neighbours`);

/** What a client says of its neighbours at the start; nobody where it says nothing. */
export function initialNeighbours(initializationOptions: unknown): readonly string[] {
  const options = initializationOptions as Partial<Record<string, unknown>> | null | undefined;
  const told = options?.['neighbours'];
  return Array.isArray(told) ? told.filter((each) => typeof each === 'string') : [];
}

/** Whether plain features of a language are left to a neighbour, or to nobody. */
export function standsAside(wanted: EditorFeatures, hasNeighbour: boolean): boolean {
  return wanted === 'off' || (wanted === 'auto' && hasNeighbour);
}

/** Hears of extensions that come and go. */
export const neighbours: Feature = {
  capabilities: () => ({}),
  register: (server) => {
    server.connection.onNotification(changed, ({ dialects }) => {
      server.neighbours = new Set(dialects);
      server.changed();
    });
  },
};
