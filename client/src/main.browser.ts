import { type ExtensionContext, Uri, workspace } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { type Api, start } from './extension.ts';
import { SECTION } from './options.ts';

export function activate(context: ExtensionContext): Promise<Api> {
  const server = Uri.joinPath(context.extensionUri, 'dist/browser/server.js');
  return start(
    context,
    (options) =>
      new LanguageClient(
        SECTION,
        'Proxy Lint for STIG Manager',
        async () => new Worker(await workerAddress(server)),
        options,
      ),
  );
}

/** VS Code starts no worker from an extension that lies on a remote machine: its text is handed over as a blob. */
async function workerAddress(server: Uri): Promise<string> {
  if (server.scheme !== 'vscode-remote') return server.toString(true);
  const script = await workspace.fs.readFile(server);
  return URL.createObjectURL(new Blob([new Uint8Array(script)], { type: 'text/javascript' }));
}
