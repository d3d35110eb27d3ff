import { WorkspaceSymbolRequest } from 'vscode-languageserver';
import { workspaceSymbols } from '../service/workspace-symbols.ts';
import type { Feature } from './feature.ts';
import { guarded } from './guard.ts';

/** Names across every configuration that is open or pinned. */
export const symbols: Feature = {
  capabilities: () => ({ workspaceSymbolProvider: true }),
  register: (server) => {
    server.connection.onRequest(WorkspaceSymbolRequest.type, ({ query }) =>
      guarded(server, WorkspaceSymbolRequest.method, null, async () => {
        const configurations = await server.settled(() => server.workspace.configurations());
        return workspaceSymbols(query, configurations).map(({ location, ...symbol }) => ({
          ...symbol,
          location: { ...location, uri: server.clientUri(location.uri) },
        }));
      }),
    );
  },
};
