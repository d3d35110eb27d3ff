import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { createConfiguration } from './create.ts';
import { explainEndpoint } from './explain-endpoint.ts';
import type { Explanations } from './explanation.ts';
import { fixWorkspace } from './fix-workspace.ts';
import { CONFIGURATION_FILES, languageIds, SECTION } from './options.ts';
import type { RouteMap } from './route-map/panel.ts';

const EXCLUDED = '**/node_modules/**';
const MAXIMUM_FILES = 20_000;

export interface Tools {
  readonly client: BaseLanguageClient;
  readonly explanations: Explanations;
  readonly routes: RouteMap;
  readonly log: vscode.LogOutputChannel;
}

/** Registers every command that the manifest contributes. */
export function registerCommands({ client, explanations, routes, log }: Tools): vscode.Disposable {
  const commands: Record<string, (...args: readonly unknown[]) => unknown> = {
    restart: () => restart(client),
    showOutput: () => log.show(),
    explain: () => onActiveFile((uri) => explanations.show(uri)),
    explainEndpoint: () => onActiveFile((uri) => explainEndpoint(uri, client, explanations)),
    showRouteMap: (uri) =>
      typeof uri === 'string'
        ? routes.show(vscode.Uri.parse(uri))
        : onActiveFile((file) => routes.show(file)),
    checkWorkspace: () => checkWorkspace(client),
    createConfiguration: () => createConfiguration(client),
    fixWorkspace: async () => {
      await checkWorkspace(client);
      await fixWorkspace(client);
    },
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

async function onActiveFile(run: (uri: vscode.Uri) => Promise<void>): Promise<void> {
  const active = vscode.window.activeTextEditor?.document;
  const document = active && isConfiguration(active) ? active : await chosenOfOpen();
  if (document) await run(document.uri);
}

/** An open configuration where another page is in front, as the walkthrough is that offers these commands. */
async function chosenOfOpen(): Promise<vscode.TextDocument | undefined> {
  const open = vscode.workspace.textDocuments.filter(isConfiguration);
  if (open.length > 1) {
    const choices = open.map((document) => ({
      label: vscode.workspace.asRelativePath(document.uri),
      document,
    }));
    const placeHolder = vscode.l10n.t('Which configuration?');
    // A page that slides in takes the focus, and would close the list with it.
    const options = { placeHolder, ignoreFocusOut: true };
    return (await vscode.window.showQuickPick(choices, options))?.document;
  }
  if (open.length === 0)
    await vscode.window.showInformationMessage(vscode.l10n.t('Open a proxy configuration first.'));
  return open[0];
}

function isConfiguration({ languageId }: vscode.TextDocument): boolean {
  return languageIds.includes(languageId);
}

interface Checked {
  readonly files: number;
  readonly findings: number;
}

async function checkWorkspace(client: BaseLanguageClient): Promise<Checked> {
  const location = vscode.ProgressLocation.Window;
  const checked = await vscode.window.withProgress(
    { location, title: vscode.l10n.t('Checking proxy configurations') },
    async () => {
      const found = await vscode.workspace.findFiles(CONFIGURATION_FILES, EXCLUDED, MAXIMUM_FILES);
      const uris = found.map((uri) => uri.toString());
      return client.sendRequest<Checked>(`${SECTION}/checkFiles`, { uris });
    },
  );
  if (checked.findings > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Files of proxy configurations checked: {0}, findings: {1}.',
      checked.files,
      checked.findings,
    ),
  );
  return checked;
}
