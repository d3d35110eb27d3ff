import { RequestType } from 'vscode-languageserver';
import type { Explanation } from '../service/explain.ts';
import { explanationText } from '../service/explain-text.ts';
import { decoded } from '../text/decoded.ts';
import { canonicalUri, isWithin } from '../workspace/uri.ts';
import type { Feature } from './feature.ts';
import { guarded } from './guard.ts';
import type { Server } from './server.ts';
import { SECTION } from './settings.ts';

interface Answer {
  /** For a reader; null for a file that is no configuration. */
  readonly content: string | null;
  readonly explanation: Explanation | null;
}

const request = new RequestType<{ readonly uri: string }, Answer, void>(`${SECTION}/explain`);
const nothing: Answer = { content: null, explanation: null };

/** What the configurations of a file do to each endpoint. */
export const explanation: Feature = {
  capabilities: () => ({}),
  register: (server) => {
    server.connection.onRequest(request, ({ uri }, token) =>
      guarded(server, 'explain', nothing, async () => {
        const configurations = await server.configurationsOf(canonicalUri(uri), token);
        if (configurations.length === 0) return nothing;
        const told = server.service.explain(configurations, (file) => shown(file, server));
        return { content: explanationText(told), explanation: told };
      }),
    );
  },
};

/** Path below the workspace folder, as a reader would name it; else the URI. */
function shown(uri: string, { workspace }: Server): string {
  const folder = workspace.folders.find((each) => isWithin(uri, each));
  return decoded(folder === undefined ? uri : uri.slice(folder.length).replace(/^\//, ''));
}
