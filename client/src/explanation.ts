import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { SECTION } from './options.ts';

const SCHEME = 'stigman-proxy-lint-explain';
/** Its long lines are wrapped. */
const LANGUAGE = 'stigman-explanation';

/** An endpoint by the address of its mount, such as `https://localhost:443/stigman/`, and its whole path. */
interface Endpoint {
  readonly mount: string;
  readonly path: string;
}

/** Read-only documents that say what the proxy does to each endpoint; the query of their URI names the file. */
export class Explanations implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    this.#registration = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidSaveTextDocument((document) =>
        this.#changed.fire(explanationUri(document.uri)),
      ),
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const answer = await this.#client.sendRequest<{ content: string | null }>(
      `${SECTION}/explain`,
      { uri: uri.query },
    );
    return (
      answer.content ??
      `${vscode.l10n.t('This file is no proxy configuration that Proxy Lint reads.')}\n`
    );
  }

  /** Opens the explanation of a file beside it; an endpoint of it is marked. */
  async show(file: vscode.Uri, endpoint?: Endpoint): Promise<void> {
    const uri = explanationUri(file);
    this.#changed.fire(uri);
    const text = await vscode.workspace.openTextDocument(uri);
    const document = await vscode.languages.setTextDocumentLanguage(text, LANGUAGE);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preview: true,
      preserveFocus: endpoint === undefined,
      ...(endpoint && { selection: lineOf(endpoint, document) }),
    });
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

/** The line of an endpoint: the first below the head of its mount that has its path. */
function lineOf({ mount, path }: Endpoint, document: vscode.TextDocument): vscode.Range {
  const lines = document.getText().split('\n');
  const head = lines.findIndex((line) => line.split(' ').includes(mount));
  const at = lines.findIndex((line, i) => i > head && line.split(' ').includes(path));
  return document.lineAt(Math.max(at, 0)).range;
}

/** Its path has no folders, so that no pattern of a language takes the explanation for a configuration. */
function explanationUri(file: vscode.Uri): vscode.Uri {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  return vscode.Uri.from({ scheme: SCHEME, path: `/${name}.txt`, query: file.toString() });
}
