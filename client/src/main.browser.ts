import { type ExtensionContext, Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { type Api, start } from './extension.ts';
import { SECTION } from './options.ts';
import { startingScript } from './worker-script.ts';

export function activate(context: ExtensionContext): Promise<Api> {
  const folder = Uri.joinPath(context.extensionUri, 'dist/browser');
  return start(
    context,
    (options) =>
      new LanguageClient(
        SECTION,
        'Proxy Lint for STIG Manager',
        async () => transports(await workerOf(folder)),
        options,
      ),
  );
}

/** The client does not know the workers of VS Code's extension host as such: they are no instance of its `Worker`. */
function transports(worker: Worker): MessageTransports {
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}

/** A worker that runs the server, whose scripts lie in a folder. */
async function workerOf(folder: Uri): Promise<Worker> {
  const scripts =
    folder.scheme === 'vscode-remote'
      ? await textsOf(folder)
      : [startingScript(Uri.joinPath(folder, 'server.js'))];
  return new Worker(URL.createObjectURL(new Blob(scripts, { type: 'text/javascript' })));
}

/** A worker loads nothing from an extension that lies on a remote machine: it is given all scripts at once. */
async function textsOf(folder: Uri): Promise<Uint8Array<ArrayBuffer>[]> {
  const parts = Uri.joinPath(folder, 'server');
  const names = (await workspace.fs.readDirectory(parts)).map(([name]) => name);
  const scripts = [
    ...names.map((name) => Uri.joinPath(parts, name)),
    Uri.joinPath(folder, 'server.js'),
  ];
  const read = async (script: Uri) => new Uint8Array(await workspace.fs.readFile(script));
  return Promise.all(scripts.map(read));
}
