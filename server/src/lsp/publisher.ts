import type { Diagnostic } from 'vscode-languageserver';
import { readersOf } from '../workspace/roots.ts';
import { canonicalUri } from '../workspace/uri.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Server } from './server.ts';

/** Milliseconds between a change and the work that it brings. */
const DELAY = 20;

/** How much was judged. */
export interface Checked {
  /** Files that belong to a configuration. */
  readonly files: number;
  /** What was found in them. */
  readonly findings: number;
}

interface Answer {
  readonly version: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Sends diagnostics after each change. Open documents are left to a client that pulls; such a client is told to pull
 * again when a change elsewhere has altered what it was answered.
 */
export class Publisher {
  readonly #server: Server;
  readonly #diagnostics: Diagnostics;
  readonly #published = new Map<string, readonly Diagnostic[]>();
  readonly #answered = new Map<string, Answer>();
  #checked: Checked = { files: 0, findings: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(server: Server, diagnostics: Diagnostics) {
    this.#server = server;
    this.#diagnostics = diagnostics;
    server.onChange(() => this.#schedule());
  }

  /** Notes what a pull was answered. */
  answered(uri: string, diagnostics: readonly Diagnostic[]): void {
    const version = this.#server.versionOf(uri);
    this.#answered.set(canonicalUri(uri), { version, diagnostics });
  }

  /** Brings everything up to date at once, and counts it. */
  async checkedNow(): Promise<Checked> {
    clearTimeout(this.#timer);
    await this.#enqueue();
    return this.#checked;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#enqueue(), DELAY);
  }

  #enqueue(): Promise<void> {
    this.#running = this.#running
      .then(() => this.#run())
      .catch((error: unknown) => {
        this.#server.log('diagnostics', error);
      });
    return this.#running;
  }

  async #run(): Promise<void> {
    const { workspace } = this.#server;
    const configurations = await this.#server.settled(() => workspace.configurations());
    const open = new Set(this.#server.documents.keys().map(canonicalUri));
    const readers = readersOf(configurations);
    const files = new Set([...open, ...readers.keys()]);
    const pulls = this.#server.abilities.pullsDiagnostics;
    let outdated = false;
    let findings = 0;
    for (const file of files) {
      const diagnostics = this.#diagnostics.of(file, readers.get(file) ?? []);
      findings += diagnostics.length;
      if (pulls && open.has(file)) {
        this.#publish(file, []);
        outdated ||= this.#isOutdated(file, diagnostics);
      } else {
        this.#publish(file, diagnostics);
      }
    }
    this.#checked = { files: files.size, findings };
    this.#dropAllBut(files, open);
    if (outdated && this.#server.abilities.refreshesDiagnostics) {
      const failed = (error: unknown) => this.#server.log('refresh', error);
      this.#server.connection.languages.diagnostics.refresh().catch(failed);
    }
  }

  /** A document that changed since is pulled again by the client itself. */
  #isOutdated(file: string, diagnostics: readonly Diagnostic[]): boolean {
    const answered = this.#answered.get(file);
    if (!answered || answered.version !== this.#server.versionOf(file)) return false;
    return answered.diagnostics !== diagnostics && !saysTheSame(answered.diagnostics, diagnostics);
  }

  #dropAllBut(files: ReadonlySet<string>, open: ReadonlySet<string>): void {
    for (const file of [...this.#published.keys()]) {
      if (files.has(file)) continue;
      this.#publish(file, []);
      this.#published.delete(file);
      this.#diagnostics.forget(file);
    }
    for (const file of this.#answered.keys()) if (!open.has(file)) this.#answered.delete(file);
  }

  #publish(file: string, diagnostics: readonly Diagnostic[]): void {
    const before = this.#published.get(file);
    if (before === diagnostics || (diagnostics.length === 0 && !before?.length)) return;
    this.#published.set(file, diagnostics);
    const { uri, version } = this.#server.document(file) ?? { uri: file, version: undefined };
    void this.#server.connection.sendDiagnostics({
      uri,
      diagnostics: [...diagnostics],
      ...(version !== undefined && { version }),
    });
  }
}

function saysTheSame(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
