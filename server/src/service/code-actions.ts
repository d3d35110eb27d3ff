import * as l10n from '@vscode/l10n';
import type { CodeAction, Diagnostic, WorkspaceEdit } from 'vscode-languageserver-types';
import { type FileEdits, type Fix, fixDataIn, type VersionOf } from './fixes.ts';

export const QUICK_FIX = 'quickfix';
export const FIX_ALL = 'source.fixAll.stigmanProxyLint';

/** Quick fixes of diagnostics, read from their data alone; none for a diagnostic of an older version of the text. */
export function quickFixes(
  diagnostics: readonly Diagnostic[],
  versionOf: VersionOf,
): readonly CodeAction[] {
  return diagnostics.flatMap((diagnostic) => {
    const data = fixDataIn(diagnostic);
    const current =
      data && Object.entries(data.versions).every(([uri, version]) => versionOf(uri) === version);
    if (!current) return [];
    return data.fixes.map((fix) => actionOf(fix, diagnostic));
  });
}

function actionOf(fix: Fix, diagnostic: Diagnostic): CodeAction {
  return {
    title: fix.title,
    kind: QUICK_FIX,
    diagnostics: [diagnostic],
    ...(fix.preferred && { isPreferred: true }),
    edit: workspaceEdit(fix.edits),
  };
}

/** The action that mends all of one file. */
export function fixAllAction(edits: FileEdits): CodeAction {
  const title = l10n.t('Mend all that breaks STIG Manager');
  return { title, kind: FIX_ALL, edit: workspaceEdit(edits) };
}

/** True where the client asks for a kind of action, or for one above it; every kind is below the empty one. */
export function isWanted(kind: string, only: readonly string[] = ['']): boolean {
  return only.some((wanted) => wanted === '' || `${kind}.`.startsWith(`${wanted}.`));
}

function workspaceEdit(edits: FileEdits): WorkspaceEdit {
  return {
    changes: Object.fromEntries(Object.entries(edits).map(([uri, list]) => [uri, [...list]])),
  };
}
