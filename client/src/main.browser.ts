import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { type Api, start } from './extension.ts';
import { SECTION } from './options.ts';

export function activate(context: ExtensionContext): Promise<Api> {
  const server = Uri.joinPath(context.extensionUri, 'dist/browser/server.js').toString(true);
  return start(
    context,
    (options) =>
      new LanguageClient(
        SECTION,
        'Proxy Lint for STIG Manager',
        async () => new Worker(server),
        options,
      ),
  );
}
