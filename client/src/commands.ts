import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Explanations } from './explanation.ts';
import { languageOf } from './languages.ts';
import { CONFIGURATION_FILES, languageIds, SECTION } from './options.ts';

const MAXIMUM_FILES = 2_000;
const CHECKED_AT_ONCE = 16;

export interface Tools {
  readonly client: BaseLanguageClient;
  readonly explanations: Explanations;
  readonly log: vscode.LogOutputChannel;
}

/** Registers every command that the manifest contributes. */
export function registerCommands({ client, explanations, log }: Tools): vscode.Disposable {
  const commands: Record<string, () => unknown> = {
    restart: () => restart(client),
    showOutput: () => log.show(),
    explain: () => explainActiveFile(explanations),
    checkWorkspace: () => checkWorkspace(client),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`${SECTION}.${name}`, run),
    ),
  );
}

async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.isRunning()) await client.stop();
  await client.start();
}

async function explainActiveFile(explanations: Explanations): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || !languageIds.includes(document.languageId)) {
    await vscode.window.showInformationMessage('Open a proxy configuration to have it explained.');
    return;
  }
  await explanations.show(document.uri);
}

interface Checked {
  readonly files: number;
  readonly findings: number;
}

async function checkWorkspace(client: BaseLanguageClient): Promise<Checked> {
  const location = vscode.ProgressLocation.Window;
  const checked = await vscode.window.withProgress(
    { location, title: 'Checking proxy configurations' },
    async () => {
      const uris = await configurationFiles(client);
      return client.sendRequest<Checked>(`${SECTION}/checkFiles`, { uris });
    },
  );
  if (checked.findings > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
  void vscode.window.showInformationMessage(
    `${checked.files} proxy configurations checked, ${checked.findings} findings.`,
  );
  return checked;
}

/** Files of the workspace whose name or content is a dialect's. */
async function configurationFiles(client: BaseLanguageClient): Promise<string[]> {
  const candidates = await vscode.workspace.findFiles(
    CONFIGURATION_FILES,
    '**/node_modules/**',
    MAXIMUM_FILES,
  );
  const found: string[] = [];
  for (let start = 0; start < candidates.length; start += CHECKED_AT_ONCE) {
    const group = candidates.slice(start, start + CHECKED_AT_ONCE);
    const speaking = await Promise.all(group.map((uri) => speaksDialect(client, uri)));
    found.push(...group.filter((_, index) => speaking[index]).map((uri) => uri.toString()));
  }
  return found;
}

async function speaksDialect(client: BaseLanguageClient, uri: vscode.Uri): Promise<boolean> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return (await languageOf(client, uri, text)) !== undefined;
  } catch {
    return false;
  }
}
