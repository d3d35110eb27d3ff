import { type ExtensionContext, Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
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
        async () => transports(new Worker(await workerAddress(server))),
        options,
      ),
  );
}

/** The client does not know the workers of VS Code's extension host as such: they are no instance of its `Worker`. */
function transports(worker: Worker): MessageTransports {
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}

/** VS Code starts no worker from an extension that lies on a remote machine: its text is handed over as a blob. */
async function workerAddress(server: Uri): Promise<string> {
  if (server.scheme !== 'vscode-remote') return server.toString(true);
  const script = await workspace.fs.readFile(server);
  return URL.createObjectURL(new Blob([new Uint8Array(script)], { type: 'text/javascript' }));
}
