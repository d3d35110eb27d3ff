import * as vscode from 'vscode';
import { dialects } from '../../server/src/dialects/registry.ts';

/** Languages that VS Code gives to configuration files that no extension claims. */
const UNCLAIMED = new Set(['plaintext', 'properties', 'ini']);
const FILE_NAME = /\.(conf|cfg|inc|vhost|template|tmpl|j2)$|^[^.]+$/i;
const INSPECTED_CHARACTERS = 65_536;
/** Below this a dialect only might be meant, and the file keeps the language that it has. */
const SURE = 0.5;

/** The language id that a text speaks by its name and content, or undefined where no dialect is sure. */
export function languageOf(fileName: string, text: string): string | undefined {
  let best: { languageId: string | undefined; score: number } | undefined;
  for (const dialect of dialects) {
    const score = dialect.detect(fileName, text);
    if (score >= SURE && score > (best?.score ?? 0)) {
      best = { languageId: dialect.languageIds[0], score };
    }
  }
  return best?.languageId;
}

/**
 * Switches configuration files that VS Code opened as plain text, properties or ini to the language of their content.
 * A file is switched once; who then chooses another language keeps it.
 */
export function detectLanguages(log: vscode.LogOutputChannel): vscode.Disposable {
  const switched = new Set<string>();
  const inspect = async (document: vscode.TextDocument): Promise<void> => {
    const key = document.uri.toString();
    if (switched.has(key) || !UNCLAIMED.has(document.languageId)) return;
    const languageId = detectedLanguage(document);
    if (languageId === undefined) return;
    switched.add(key);
    log.info(`${key}: language ${languageId} by content`);
    await vscode.languages.setTextDocumentLanguage(document, languageId);
  };
  for (const document of vscode.workspace.textDocuments) void inspect(document);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(inspect),
    vscode.workspace.onDidSaveTextDocument(inspect),
  );
}

function detectedLanguage(document: vscode.TextDocument): string | undefined {
  const name = document.uri.path.split('/').at(-1) ?? '';
  if (document.isUntitled || !FILE_NAME.test(name)) return undefined;
  const end = document.positionAt(INSPECTED_CHARACTERS);
  const text = document.getText(new vscode.Range(new vscode.Position(0, 0), end));
  return languageOf(document.uri.path, text);
}
