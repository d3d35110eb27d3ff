import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { SECTION } from './options.ts';

/** Languages that VS Code gives to configuration files that no extension claims. */
const UNCLAIMED = new Set(['plaintext', 'properties', 'ini']);
const FILE_NAME = /\.(conf|cfg|inc|vhost|template|tmpl|j2)$|^[^.]+$/i;
/** The beginning of a file tells its language. */
const INSPECTED_CHARACTERS = 65_536;

/** The language id that a file speaks by its name and content; undefined where that is not sure. */
async function languageOf(
  client: BaseLanguageClient,
  uri: vscode.Uri,
  text: string,
): Promise<string | undefined> {
  const question = { fileName: uri.path, text: text.slice(0, INSPECTED_CHARACTERS) };
  const answer = await client.sendRequest<{ languageId: string | null }>(
    `${SECTION}/detectLanguage`,
    question,
  );
  return answer.languageId ?? undefined;
}

/**
 * Switches configuration files that VS Code opened as plain text, properties or ini to the language of their content.
 * A file is switched once; who then chooses another language keeps it.
 */
export function detectLanguages(
  client: BaseLanguageClient,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const switched = new Set<string>();
  const inspect = async (document: vscode.TextDocument): Promise<void> => {
    const key = document.uri.toString();
    if (switched.has(key) || !mayBeConfiguration(document) || !client.isRunning()) return;
    const languageId = await languageOf(client, document.uri, document.getText());
    if (languageId === undefined || document.isClosed) return;
    switched.add(key);
    log.info(`${key}: language ${languageId} by content`);
    await vscode.languages.setTextDocumentLanguage(document, languageId);
  };
  const attempt = (document: vscode.TextDocument): void => {
    inspect(document).catch((error: unknown) => log.error('language detection', error));
  };
  vscode.workspace.textDocuments.forEach(attempt);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(attempt),
    vscode.workspace.onDidSaveTextDocument(attempt),
  );
}

function mayBeConfiguration(document: vscode.TextDocument): boolean {
  const name = document.uri.path.split('/').at(-1) ?? '';
  return !document.isUntitled && UNCLAIMED.has(document.languageId) && FILE_NAME.test(name);
}
