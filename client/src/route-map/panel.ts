import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { SECTION } from '../options.ts';
import { drawing } from './drawing.ts';
import type { RouteGroup, Target } from './model.ts';
import { page } from './page.ts';

const DELAY_MS = 150;

interface Click {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** The panel that draws how each endpoint travels through the configuration of a file, and follows its edits. */
export class RouteMap implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #subscription: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #file: vscode.Uri | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    this.#subscription = vscode.workspace.onDidChangeTextDocument(() => this.#refreshSoon());
  }

  /** Shows the routes of a file beside it. */
  async show(file: vscode.Uri): Promise<void> {
    this.#file = file;
    this.#panel ??= this.#open();
    this.#panel.title = vscode.l10n.t(
      'Routes of {0}',
      file.path.slice(file.path.lastIndexOf('/') + 1),
    );
    this.#panel.reveal(vscode.ViewColumn.Beside, true);
    await this.#refresh();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
    this.#panel?.dispose();
  }

  #open(): vscode.WebviewPanel {
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel(`${SECTION}.routeMap`, '', column, {
      enableScripts: true,
      localResourceRoots: [],
      retainContextWhenHidden: true,
    });
    panel.webview.html = page('', crypto.randomUUID().replaceAll('-', ''));
    panel.webview.onDidReceiveMessage((click: Click) => void openPlace(click));
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    return panel;
  }

  #refreshSoon(): void {
    if (!this.#panel) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), DELAY_MS);
  }

  async #refresh(): Promise<void> {
    const uri = this.#file?.toString();
    if (uri === undefined) return;
    const groups = await this.#client.sendRequest<readonly RouteGroup[]>(`${SECTION}/routeMap`, {
      uri,
    });
    await this.#panel?.webview.postMessage({ body: drawing(ownFirst(groups, uri)) });
  }
}

/** What comes in or is mapped in a file before the rest of its configuration. */
function ownFirst(groups: readonly RouteGroup[], file: string): readonly RouteGroup[] {
  const stands = ({ uri }: Target) => vscode.Uri.parse(uri).toString() === file;
  const isOwn = ({ entry, rows }: RouteGroup) =>
    stands(entry) || rows.some(({ mapping }) => stands(mapping));
  return [...groups.filter(isOwn), ...groups.filter((group) => !isOwn(group))];
}

async function openPlace({ uri, line, character }: Click): Promise<void> {
  const at = new vscode.Position(line, character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
    viewColumn: vscode.ViewColumn.One,
    selection: new vscode.Range(at, at),
  });
}
