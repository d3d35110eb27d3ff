import * as vscode from 'vscode';
import type { BaseLanguageClient, TextEdit } from 'vscode-languageclient';
import { SECTION } from './options.ts';

/** Shows every preferred fix of the workspace in the refactoring preview, where each can be left out. */
export async function fixWorkspace(client: BaseLanguageClient): Promise<void> {
  const changes = await client.sendRequest<Record<string, readonly TextEdit[]>>(
    `${SECTION}/fixWorkspace`,
    {},
  );
  const edit = new vscode.WorkspaceEdit();
  const metadata = { label: vscode.l10n.t('Mend for STIG Manager'), needsConfirmation: true };
  for (const [uri, edits] of Object.entries(changes)) {
    for (const { range, newText } of edits) {
      const { start, end } = range;
      const place = new vscode.Range(start.line, start.character, end.line, end.character);
      edit.replace(vscode.Uri.parse(uri), place, newText, metadata);
    }
  }
  if (edit.size === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is nothing that a fix could mend.'),
    );
    return;
  }
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}
