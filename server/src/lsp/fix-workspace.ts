import { RequestType } from 'vscode-languageserver';
import type { FileEdits } from '../service/fixes.ts';
import type { Feature } from './feature.ts';
import { guarded } from './guard.ts';
import { SECTION } from './settings.ts';

const request = new RequestType<object, FileEdits, void>(`${SECTION}/fixWorkspace`);

/** The edits of every preferred fix in all configurations that were checked, for the client to preview. */
export const fixWorkspace: Feature = {
  capabilities: () => ({}),
  register: (server) => {
    server.connection.onRequest(request, (_params, token) =>
      guarded<FileEdits>(server, 'fixWorkspace', {}, async () => {
        const configurations = await server.settled(() => server.workspace.configurations(), token);
        const edits = await server.service.fixEverything(configurations, (each, texts) =>
          server.workspace.preview(each, texts),
        );
        const named = Object.entries(edits).map(([uri, list]) => [server.clientUri(uri), list]);
        return Object.fromEntries(named) as FileEdits;
      }),
    );
  },
};
