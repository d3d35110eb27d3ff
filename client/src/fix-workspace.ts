import * as vscode from 'vscode';
import type { BaseLanguageClient, TextEdit } from 'vscode-languageclient';
import { SECTION } from './options.ts';

/** Shows every preferred fix of the workspace in the refactoring preview, ticked; each can be left out there. */
export async function fixWorkspace(client: BaseLanguageClient): Promise<void> {
  const changes = await client.sendRequest<Record<string, readonly TextEdit[]>>(
    `${SECTION}/fixWorkspace`,
    {},
  );
  const label = vscode.l10n.t('Mend for STIG Manager');
  const edit = new vscode.WorkspaceEdit();
  const asked = askForPreview(edit, Object.keys(changes), label);
  for (const [uri, edits] of Object.entries(changes)) {
    for (const { range, newText } of edits) {
      const { start, end } = range;
      const place = new vscode.Range(start.line, start.character, end.line, end.character);
      const metadata = { label, needsConfirmation: !asked };
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

/**
 * True where an edit that changes nothing now asks for the preview. VS Code shows it if some edit needs confirmation, and
 * leaves just those edits unticked; the creation of a file that exists is not listed there, and not done.
 */
function askForPreview(
  edit: vscode.WorkspaceEdit,
  uris: readonly string[],
  label: string,
): boolean {
  const existing = uris.find((uri) => !uri.startsWith('untitled:'));
  if (existing === undefined) return false;
  const metadata = { label, needsConfirmation: true };
  edit.createFile(vscode.Uri.parse(existing), { ignoreIfExists: true }, metadata);
  return true;
}
