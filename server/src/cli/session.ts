import type { Configuration } from '../dialects/configuration.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { dialectsOnDemand } from '../dialects/on-demand.ts';
import { nodeFileSystem } from '../node/filesystem.ts';
import type { Severities } from '../rules/inspect.ts';
import { type Inspected, inspected } from '../service/inspected.ts';
import { stigManager } from '../stigman/application.ts';
import type { Recognition } from '../stigman/recognition.ts';
import { dialectOf } from '../workspace/dialect-of.ts';
import { Loader } from '../workspace/loader.ts';
import { type Content, FileStore } from '../workspace/store.ts';

export interface SessionOptions {
  readonly recognition: Recognition;
  readonly severities: Severities;
  /** Whether faults of the language itself are reported. */
  readonly languageChecks: boolean;
}

/** Files that are read side by side. */
const AT_A_TIME = 64;

/** One run of the command line over the files of the machine. */
export class Session {
  /** What threw; a run with failures is never clean. */
  readonly failures: string[] = [];
  readonly #options: SessionOptions;
  readonly #store = new FileStore(nodeFileSystem);
  readonly #loader: Loader;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#loader = new Loader(this.#store, {
      application: stigManager,
      onFailure: (message, error) => this.#failed(message, error),
    });
  }

  /** Brings files in that will be asked for, some at a time. */
  async fetch(uris: readonly string[]): Promise<void> {
    for (let at = 0; at < uris.length; at += AT_A_TIME) {
      await Promise.all(uris.slice(at, at + AT_A_TIME).map((uri) => this.content(uri)));
    }
  }

  async content(uri: string): Promise<Content> {
    if (this.#store.file(uri) === undefined) await this.#store.load(uri);
    return this.#store.file(uri) ?? 'missing';
  }

  /** Has a file that the user names known by that name, though it may be a link. */
  async take(uri: string): Promise<void> {
    const content = await this.content(uri);
    if (typeof content === 'object') this.#store.open(uri, content.text);
  }

  /** The dialect of a file by its name and text; a file that cannot be read goes by its name. */
  async dialectOf(uri: string): Promise<Dialect | undefined> {
    const content = await this.content(uri);
    const text = typeof content === 'object' ? content.text : '';
    return dialectOf({ uri, languageId: '', text }, dialectsOnDemand);
  }

  /** A configuration; it is held until the next but one is loaded. */
  async load(root: string, dialect: Dialect): Promise<Inspected> {
    const { recognition } = this.#options;
    this.#loader.sweep();
    this.#store.sweep();
    return this.#inspected(await this.#loader.load({ root, dialect, recognition }));
  }

  /** The configurations as they would be with other texts in some of their files. */
  async reread(
    configurations: readonly Configuration[],
    texts: ReadonlyMap<string, string>,
  ): Promise<readonly Inspected[]> {
    const { recognition } = this.#options;
    const found: Inspected[] = [];
    for (const { dialect, analysis } of configurations) {
      const request = { root: analysis.root, dialect, recognition };
      found.push(this.#inspected(await this.#loader.preview(request, texts)));
    }
    return found;
  }

  #inspected(configuration: Configuration): Inspected {
    return inspected(configuration, {
      application: stigManager,
      severities: this.#options.severities,
      languageChecks: this.#options.languageChecks,
      onFailure: (message, error) => this.#failed(message, error),
    });
  }

  #failed(message: string, error: unknown): void {
    this.failures.push(`${message}: ${error instanceof Error ? error.message : error}`);
  }
}
