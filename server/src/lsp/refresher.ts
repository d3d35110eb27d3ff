import { CodeLensRefreshRequest, InlayHintRefreshRequest } from 'vscode-languageserver';
import type { Feature } from './feature.ts';
import type { Server } from './server.ts';

/** Milliseconds between the last change and the look at what it has altered. */
const DELAY = 150;

/**
 * Has the client ask again for what stands beside the mappings, once a change has altered what becomes of the requests:
 * the change may have been in another file than the one on screen.
 */
export const refresher: Feature = {
  capabilities: () => ({}),
  register: (server) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shown = '';
    const look = async () => {
      const now = await server.settled(async () => shownIn(server));
      if (now === shown) return;
      shown = now;
      await refresh(server);
    };
    server.onChange(() => {
      const { refreshesCodeLenses, refreshesInlayHints } = server.abilities;
      if (!refreshesCodeLenses && !refreshesInlayHints) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        look().catch((error: unknown) => server.log('refresh', error));
      }, DELAY);
    });
  },
};

async function shownIn({ service, workspace, inlayHints }: Server): Promise<string> {
  const routes = service.routeMap(await workspace.configurations());
  return JSON.stringify([inlayHints, routes]);
}

async function refresh({ abilities, connection }: Server): Promise<void> {
  await Promise.all([
    abilities.refreshesCodeLenses && connection.sendRequest(CodeLensRefreshRequest.type),
    abilities.refreshesInlayHints && connection.sendRequest(InlayHintRefreshRequest.type),
  ]);
}
