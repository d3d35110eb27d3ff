import { type CodeAction, CodeActionRequest } from 'vscode-languageserver';
import { FIX_ALL, isWanted, QUICK_FIX, quickFixes } from '../service/code-actions.ts';
import { documentFeature } from './feature.ts';

/** Quick fixes from the diagnostics that the client shows; the action that mends all only where it is asked for. */
export const codeActions = documentFeature(
  CodeActionRequest.type,
  { codeActionProvider: { codeActionKinds: [QUICK_FIX, FIX_ALL] } },
  async ({ service, server, uri, params, configurations }) => {
    const { only, diagnostics } = params.context;
    const actions: CodeAction[] = [];
    if (isWanted(QUICK_FIX, only)) actions.push(...quickFixes(diagnostics, server.versionOf));
    if (only && isWanted(FIX_ALL, only)) {
      const { revision } = server.workspace;
      const all = await service.fixAll(uri, configurations, (each, texts) =>
        server.workspace.preview(each, texts),
      );
      if (all && revision === server.workspace.revision) actions.push(all);
    }
    return actions.map((action) => server.forClient(action));
  },
);
