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
        await server.ready;
        return [...workspaceSymbols(query, await server.workspace.configurations())];
      }),
    );
  },
};
