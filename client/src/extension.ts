import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { registerCommands } from './commands.ts';
import { Explanations } from './explanation.ts';
import { serveFiles } from './files.ts';
import { detectLanguages } from './languages.ts';
import { neighboursAmong } from './neighbours.ts';
import { clientOptions, SECTION } from './options.ts';
import { RouteMap } from './route-map/panel.ts';
import { showStatus } from './status.ts';

/** Makes the client for this host: one that forks a process, or one that starts a worker. */
export type ClientFactory = (options: LanguageClientOptions) => BaseLanguageClient;

/** What `activate` hands to other extensions. */
export interface Api {
  readonly client: BaseLanguageClient;
}

/** Starts the extension in either host. */
export async function start(
  context: vscode.ExtensionContext,
  createClient: ClientFactory,
): Promise<Api> {
  const { subscriptions } = context;
  const log = vscode.window.createOutputChannel('Proxy Lint for STIG Manager', { log: true });
  const neighbours = () => neighboursAmong(vscode.extensions.all, context.extension.id);
  const client = createClient(clientOptions(log, neighbours()));
  const explanations = new Explanations(client);
  const routes = new RouteMap(client);
  subscriptions.push(
    log,
    explanations,
    routes,
    serveFiles(client),
    showStatus(client),
    registerCommands({ client, explanations, routes, log }),
    { dispose: () => void client.dispose() },
  );
  await client.start();
  subscriptions.push(
    detectLanguages(client, log),
    vscode.extensions.onDidChange(() => {
      void client.sendNotification(`${SECTION}/neighbours`, { dialects: neighbours() });
    }),
  );
  return { client };
}
