import { PassThrough, type Readable, type Writable } from 'node:stream';
import {
  type ClientCapabilities,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import { dialectsOnDemand } from '../../server/src/dialects/on-demand.ts';
import { startServer } from '../../server/src/lsp/connection.ts';
import type { FileSystem } from '../../server/src/workspace/filesystem.ts';

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly folder?: string;
  /** What the client answers for the section `stigmanProxyLint`; null where it has nothing of it. */
  readonly settings?: object | null;
  readonly initializationOptions?: object;
}

interface Registration {
  readonly method: string;
  readonly registerOptions?: {
    readonly documentSelector?: readonly { readonly language: string }[];
  };
}

/** What a client that does without pull, but for that does all, says of itself. */
export const pushing: ClientCapabilities = {
  workspace: { configuration: true, didChangeWatchedFiles: { dynamicRegistration: true } },
  textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true } },
};

/** The same for one that pulls. */
export const pulling: ClientCapabilities = {
  ...pushing,
  workspace: { ...pushing.workspace, diagnostics: { refreshSupport: true } },
  textDocument: { ...pushing.textDocument, diagnostic: {} },
};

/** An editor's side of a connection, for tests. */
export class LanguageClient {
  readonly connection: ProtocolConnection;
  readonly log: string[] = [];
  readonly published = new Map<string, PublishDiagnosticsParams>();
  readonly registered: string[] = [];
  /** Languages for which each method was registered last. */
  readonly selectors = new Map<string, readonly string[]>();
  /** What the server asked to have asked again, by the method of that request. */
  readonly refreshed: string[] = [];
  settings: object | null;
  #waiting: (() => void)[] = [];

  constructor(input: Readable, output: Writable, settings: object | null) {
    this.settings = settings;
    this.connection = createProtocolConnection(
      new StreamMessageReader(input),
      new StreamMessageWriter(output),
    );
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.log.push(message);
    });
    this.connection.onNotification(
      'textDocument/publishDiagnostics',
      (params: PublishDiagnosticsParams) => {
        this.published.set(params.uri, params);
        for (const resume of this.#waiting.splice(0)) resume();
      },
    );
    this.connection.onRequest('workspace/configuration', () => [this.settings]);
    this.connection.onRequest(
      'client/registerCapability',
      ({ registrations }: { registrations: readonly Registration[] }) => {
        for (const { method, registerOptions } of registrations) {
          const selector = registerOptions?.documentSelector ?? [];
          this.registered.push(method);
          this.selectors.set(
            method,
            selector.map(({ language }) => language),
          );
        }
        for (const resume of this.#waiting.splice(0)) resume();
        return null;
      },
    );
    this.connection.onRequest('client/unregisterCapability', () => null);
    for (const asked of ['diagnostic', 'codeLens', 'inlayHint']) {
      this.connection.onRequest(`workspace/${asked}/refresh`, () => {
        this.refreshed.push(asked);
        for (const resume of this.#waiting.splice(0)) resume();
        return null;
      });
    }
    this.connection.listen();
  }

  async initialize(options: ClientOptions = {}): Promise<InitializeResult> {
    const { capabilities = pushing, folder, initializationOptions } = options;
    const result = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: null,
      rootUri: folder ?? null,
      workspaceFolders: folder ? [{ uri: folder, name: 'folder' }] : null,
      capabilities,
      initializationOptions,
    });
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  open(uri: string, text: string, languageId = 'nginx'): Promise<void> {
    const textDocument = { uri, languageId, version: 1, text };
    return this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  change(
    uri: string,
    version: number,
    ...contentChanges: readonly TextDocumentContentChangeEvent[]
  ): Promise<void> {
    return this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  filesChanged(...uris: readonly string[]): Promise<void> {
    const changes = uris.map((uri) => ({ uri, type: 2 }));
    return this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  /** The diagnostics of a document, pulled. */
  async pull(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.connection.sendRequest<{ items?: Diagnostic[] }>(
      'textDocument/diagnostic',
      { textDocument: { uri } },
    );
    return report.items ?? [];
  }

  /** Waits until what was pushed or asked meets a condition. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Waits for the pushed diagnostics of a version of a document. */
  async pushed(uri: string, version: number): Promise<readonly Diagnostic[]> {
    await this.until(() => (this.published.get(uri)?.version ?? 0) >= version);
    return this.published.get(uri)?.diagnostics ?? [];
  }

  /** Ends the session; `exit` ends the server's process, so only a server with its own gets it. */
  async shutDown(exit = false): Promise<void> {
    await this.connection.sendRequest('shutdown');
    if (exit) await this.connection.sendNotification('exit');
    this.connection.dispose();
  }
}

/** A server in this process over the given files, and a client connected to it. */
export async function connected(
  fileSystem: FileSystem,
  options: ClientOptions = {},
): Promise<LanguageClient> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const connection = createConnection(
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toClient),
  );
  startServer(connection, { fileSystem: () => fileSystem, dialects: dialectsOnDemand });
  const client = new LanguageClient(
    toClient,
    toServer,
    options.settings === undefined ? {} : options.settings,
  );
  await client.initialize(options);
  return client;
}
