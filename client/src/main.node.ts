import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type Api, start } from './extension.ts';
import { SECTION } from './options.ts';
import { NODE_OPTIONS } from './server-process.ts';

export function activate(context: ExtensionContext): Promise<Api> {
  const server = {
    module: context.asAbsolutePath('dist/server.js'),
    transport: TransportKind.ipc,
    options: { execArgv: [...NODE_OPTIONS] },
  };
  return start(
    context,
    (options) =>
      new LanguageClient(
        SECTION,
        'Proxy Lint for STIG Manager',
        { run: server, debug: server },
        options,
      ),
  );
}
