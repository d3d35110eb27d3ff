import {
  type CancellationToken,
  type CodeAction,
  type Connection,
  LSPErrorCodes,
  ResponseError,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Configuration } from '../dialects/configuration.ts';
import type { DialectEntry } from '../dialects/dialect.ts';
import { LanguageService } from '../service/service.ts';
import { stigManager } from '../stigman/application.ts';
import type { FileSystem } from '../workspace/filesystem.ts';
import { canonicalUri } from '../workspace/uri.ts';
import { Workspace } from '../workspace/workspace.ts';
import { Diagnostics } from './diagnostics.ts';
import { standsAside } from './neighbours.ts';
import { Publisher } from './publisher.ts';
import type { Runtime } from './runtime.ts';
import { type Settings, settingsOf } from './settings.ts';

const PAGES = 'https://github.com/stigman-proxy-lint/stigman-proxy-lint/blob/main/docs';
const MAX_RETRIES = 20;

/** What the client said that it can do. */
export interface ClientAbilities {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesCodeLenses: boolean;
  readonly refreshesInlayHints: boolean;
  readonly givesConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly registersFolders: boolean;
  readonly showsProgress: boolean;
  readonly takesSnippets: boolean;
  /** Whether formatters can be registered for one language and not for another. */
  readonly registersFormatting: boolean;
}

export const noAbilities: ClientAbilities = {
  pullsDiagnostics: false,
  refreshesDiagnostics: false,
  refreshesCodeLenses: false,
  refreshesInlayHints: false,
  givesConfiguration: false,
  registersConfiguration: false,
  registersWatchers: false,
  registersFolders: false,
  showsProgress: false,
  takesSnippets: false,
  registersFormatting: false,
};

/** What every feature shares: the connection, the documents, the workspace and the language service. */
export class Server {
  readonly connection: Connection;
  readonly documents = new TextDocuments(TextDocument);
  readonly fileSystem: FileSystem;
  readonly dialects: readonly DialectEntry[];
  readonly workspace: Workspace;
  readonly service: LanguageService;
  readonly diagnostics: Diagnostics;
  readonly publisher: Publisher;
  abilities: ClientAbilities = noAbilities;
  /** Whether the user wants values in force shown in the text. */
  inlayHints = false;
  /** Ids of the dialects that another extension knows in depth. */
  neighbours: ReadonlySet<string> = new Set();
  /** Settles once the first settings are in force; requests wait for it. */
  ready: Promise<void> = Promise.resolve();
  #editorFeatures: Settings['editorFeatures'] = {};
  readonly #listeners: (() => void)[] = [];

  constructor(connection: Connection, runtime: Runtime) {
    const onFailure = (message: string, error: unknown) => this.log(message, error);
    this.connection = connection;
    this.fileSystem = runtime.fileSystem(connection);
    this.dialects = runtime.dialects;
    this.workspace = new Workspace({
      fileSystem: this.fileSystem,
      dialects: this.dialects,
      application: stigManager,
      onFailure,
    });
    this.service = new LanguageService({ application: stigManager, onFailure, pages: PAGES });
    this.diagnostics = new Diagnostics(this);
    this.publisher = new Publisher(this, this.diagnostics);
  }

  /** Writes a failure to the client's log. */
  log(message: string, error: unknown): void {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.connection.console.error(`${message}: ${told}`);
  }

  /** Calls back after each change of a document, a file, a folder or a setting. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** To be called after each change of what answers depend on. */
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  apply(section: unknown): void {
    const settings: Settings = settingsOf(section);
    this.workspace.setRecognition(settings.recognition);
    this.service.configure(settings);
    this.inlayHints = settings.inlayHints;
    this.#editorFeatures = settings.editorFeatures;
    this.diagnostics.reset();
    this.changed();
  }

  /** Whether keywords, documentation and formatting of a dialect are left to others. */
  standsAside(dialect: string): boolean {
    return standsAside(this.#editorFeatures[dialect] ?? 'on', this.neighbours.has(dialect));
  }

  /** Those of some configurations whose language is ours in depth, and not left to others. */
  inDepth(configurations: readonly Configuration[]): readonly Configuration[] {
    return configurations.filter(({ dialect }) => !this.standsAside(dialect.id));
  }

  /** The document as the client names it, by any spelling of its URI. */
  document(uri: string): TextDocument | undefined {
    return this.#byCanonicalUri().get(canonicalUri(uri));
  }

  readonly versionOf = (uri: string): number | undefined => this.document(uri)?.version;

  /** The spelling of a URI that the client knows. */
  clientUri(uri: string): string {
    return this.document(uri)?.uri ?? uri;
  }

  /** An action whose edits name files as the client does. */
  forClient(action: CodeAction): CodeAction {
    if (!action.edit?.changes) return action;
    const changes = Object.entries(action.edit.changes);
    return {
      ...action,
      edit: {
        changes: Object.fromEntries(changes.map(([uri, edits]) => [this.clientUri(uri), edits])),
      },
    };
  }

  /** The configurations of a file, none of them older than the newest change. */
  configurationsOf(uri: string, token?: CancellationToken): Promise<readonly Configuration[]> {
    return this.settled(() => this.workspace.configurationsOf(uri), token);
  }

  /** The outcome of some work, done again if anything changed while it was under way. */
  async settled<T>(work: () => Promise<T>, token?: CancellationToken): Promise<T> {
    await this.ready;
    for (let attempt = 0; attempt < MAX_RETRIES; attempt++) {
      const { revision } = this.workspace;
      const result = await work();
      if (token?.isCancellationRequested) {
        throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      }
      if (revision === this.workspace.revision) return result;
    }
    throw new ResponseError(LSPErrorCodes.ServerCancelled, 'the text keeps changing', {
      retriggerRequest: true,
    });
  }

  #open: ReadonlyMap<string, TextDocument> | undefined;

  #byCanonicalUri(): ReadonlyMap<string, TextDocument> {
    this.#open ??= new Map(
      this.documents.all().map((document) => [canonicalUri(document.uri), document]),
    );
    return this.#open;
  }

  /** Keeps documents and workspace in step. */
  listen(): void {
    this.documents.onDidChangeContent(({ document }) => {
      this.#open = undefined;
      this.workspace.setDocument(document.uri, document.languageId, document.getText());
      this.changed();
    });
    this.documents.onDidSave(() => {
      if (this.abilities.registersWatchers) return;
      this.workspace.anyFileChanged();
      this.changed();
    });
    this.documents.onDidClose(({ document }) => {
      this.#open = undefined;
      this.workspace.closeDocument(document.uri);
      this.changed();
    });
    this.documents.listen(this.connection);
  }
}
