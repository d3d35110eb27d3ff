import {
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from 'vscode-languageserver';
import type { Feature } from './feature.ts';
import { guarded } from './guard.ts';

/** Diagnostics of open documents for a client that asks for them. */
export const pull: Feature = {
  capabilities: ({ pullsDiagnostics }) =>
    pullsDiagnostics
      ? {
          diagnosticProvider: {
            identifier: 'stigman-proxy-lint',
            interFileDependencies: true,
            workspaceDiagnostics: false,
          },
        }
      : {},
  register: (server) => {
    const ids = new WeakMap<readonly Diagnostic[], string>();
    let count = 0;
    const idOf = (diagnostics: readonly Diagnostic[]) => {
      const id = ids.get(diagnostics) ?? String(++count);
      ids.set(diagnostics, id);
      return id;
    };
    const full = (diagnostics: readonly Diagnostic[]): DocumentDiagnosticReport => ({
      kind: DocumentDiagnosticReportKind.Full,
      resultId: idOf(diagnostics),
      items: [...diagnostics],
    });
    server.connection.languages.diagnostics.on((params, token) =>
      guarded(server, 'diagnostics', full([]), async () => {
        const { uri } = params.textDocument;
        const configurations = await server.configurationsOf(uri, token);
        const diagnostics = server.diagnostics.of(uri, configurations);
        server.publisher.answered(uri, diagnostics);
        const resultId = idOf(diagnostics);
        if (resultId !== params.previousResultId) return full(diagnostics);
        return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
      }),
    );
  },
};
