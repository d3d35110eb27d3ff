import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { folderUri } from '../workspace/uri.ts';
import { features } from './features.ts';
import { speak } from './localisation.ts';
import { initialNeighbours } from './neighbours.ts';
import { pull } from './pull.ts';
import type { Runtime } from './runtime.ts';
import { type ClientAbilities, Server } from './server.ts';
import { SECTION } from './settings.ts';

const NAME = 'stigman-proxy-lint';

/** Globs of the files whose changes matter: configurations, and what their folders hold. */
const WATCHED = [
  '**/*.{conf,cfg,nginx,nginxconf,vhost,inc,map,template,tmpl,j2}',
  '**/{nginx,apache2,httpd,haproxy}/**',
  '**/{sites-enabled,sites-available,conf.d,snippets}/**',
  '**/.htaccess',
];

/** Serves a connection until it closes. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const server = new Server(connection, runtime);
  const all = [pull, ...features];
  for (const feature of all) feature.register(server);
  let initial: unknown;
  connection.onInitialize((params) => {
    speak(params.initializationOptions);
    initial = initialSettings(params);
    server.abilities = abilitiesOf(params.capabilities);
    server.neighbours = new Set(initialNeighbours(params.initializationOptions));
    server.workspace.setFolders(foldersOf(params));
    const offered = all.map((feature) => feature.capabilities(server.abilities));
    return initializeResult(offered);
  });
  connection.onInitialized(() => {
    server.ready = configure(server, initial);
    watch(server);
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    const section = (settings as Record<string, unknown> | null)?.[SECTION];
    return configure(server, section ?? initial);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    server.workspace.filesChanged(changes.map((change) => change.uri));
    server.changed();
  });
  server.listen();
  connection.listen();
}

function initializeResult(offered: readonly Partial<ServerCapabilities>[]): InitializeResult {
  return {
    serverInfo: { name: NAME },
    capabilities: {
      textDocumentSync: {
        openClose: true,
        change: TextDocumentSyncKind.Incremental,
        save: true,
      },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      ...Object.assign({}, ...offered),
    },
  };
}

function abilitiesOf({ textDocument, workspace, window }: ClientCapabilities): ClientAbilities {
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    givesConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    registersFolders: workspace?.workspaceFolders === true,
    showsProgress: window?.workDoneProgress === true,
    takesSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    registersFormatting: [
      textDocument?.formatting,
      textDocument?.rangeFormatting,
      textDocument?.onTypeFormatting,
    ].every((ability) => ability?.dynamicRegistration === true),
  };
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map((folder) => folder.uri);
  return rootUri ? [rootUri] : [];
}

function initialSettings({ initializationOptions }: InitializeParams): unknown {
  const options = initializationOptions as Record<string, unknown> | undefined;
  return options?.['settings'] ?? options?.[SECTION];
}

/** Puts settings in force: those that the client gives on request, where it has any, else those that it sent. */
async function configure(server: Server, sent: unknown): Promise<void> {
  const { connection, abilities } = server;
  try {
    const given: unknown =
      abilities.givesConfiguration && (await connection.workspace.getConfiguration(SECTION));
    server.apply(given || sent);
  } catch (error) {
    server.log('settings', error);
  }
}

function watch(server: Server): void {
  const { connection, abilities, workspace } = server;
  const failed = (error: unknown) => server.log('registration', error);
  if (abilities.registersConfiguration) {
    const options = { section: SECTION };
    connection.client.register(DidChangeConfigurationNotification.type, options).catch(failed);
  }
  if (abilities.registersWatchers) {
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(failed);
  }
  if (!abilities.registersFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const gone = new Set(removed.map((folder) => folderUri(folder.uri)));
    const kept = workspace.folders.filter((folder) => !gone.has(folder));
    workspace.setFolders([...kept, ...added.map((folder) => folder.uri)]);
    server.changed();
  });
}
