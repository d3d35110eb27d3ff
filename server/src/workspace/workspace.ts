import type { Configuration } from '../dialects/configuration.ts';
import type { Dialect, DialectEntry, SourceFile } from '../dialects/dialect.ts';
import { noRecognition, type Recognition } from '../stigman/recognition.ts';
import { dialectOf, type FileFacts } from './dialect-of.ts';
import type { FileSystem } from './filesystem.ts';
import { Loader, type LoaderOptions } from './loader.ts';
import { mainFileCandidates, outermost, readersOf, reads } from './roots.ts';
import { FileStore, unusable } from './store.ts';
import { canonicalUri, fileNameOf, folderUri, parentUri } from './uri.ts';

export interface WorkspaceOptions extends LoaderOptions {
  readonly fileSystem: FileSystem;
  readonly dialects: readonly DialectEntry[];
}

interface OpenDocument {
  /** What tells its dialect. */
  readonly facts: FileFacts;
  /** Its dialect, from when it is asked for. */
  asked: Promise<Dialect | undefined> | undefined;
  /** Undefined as well until that is known. */
  dialect: Dialect | undefined;
  /** Why it is not analysed. */
  readonly problem: 'binary' | 'too-large' | undefined;
}

interface Known {
  readonly revision: number;
  readonly configurations: Promise<readonly Configuration[]>;
}

/** The open documents, the files around them, and the configurations that they belong to. */
export class Workspace {
  readonly #options: WorkspaceOptions;
  readonly #store: FileStore;
  readonly #loader: Loader;
  readonly #documents = new Map<string, OpenDocument>();
  /** Files that are judged though no editor has them open. */
  readonly #pinned = new Set<string>();
  /** Dialects of files that no editor has open. */
  readonly #dialects = new WeakMap<SourceFile, Dialect | undefined>();
  /** Where main files may stand, by dialect and file. */
  readonly #candidates = new Map<string, readonly string[]>();
  /** What is behind each file that is a link, as far as it was asked for. */
  readonly #targets = new Map<string, string | undefined>();
  #recognition: Recognition = noRecognition;
  #folders: readonly string[] = [];
  #revision = 0;
  #known: Known | undefined;

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    this.#store = new FileStore(options.fileSystem);
    this.#loader = new Loader(this.#store, options);
  }

  /** Rises with every change of a document, a file, a folder or a setting. */
  get revision(): number {
    return this.#revision;
  }

  get folders(): readonly string[] {
    return this.#folders;
  }

  setRecognition(recognition: Recognition): void {
    this.#recognition = recognition;
    this.#revision++;
  }

  setFolders(folders: readonly string[]): void {
    this.#folders = folders.map(folderUri);
    this.#candidates.clear();
    this.#revision++;
  }

  /** Takes a document's text, when it is opened and after each change. */
  setDocument(uri: string, languageId: string, text: string): void {
    const problem = unusable(text);
    const facts = { uri, languageId, text: problem ? '' : text };
    this.#documents.set(canonicalUri(uri), {
      facts,
      asked: undefined,
      dialect: undefined,
      problem,
    });
    this.#store.open(uri, text);
    this.#revision++;
  }

  closeDocument(uri: string): void {
    this.#documents.delete(canonicalUri(uri));
    this.#store.close(uri);
    this.#revision++;
  }

  /** Files or folders that changed, came or went outside of the editor. */
  filesChanged(uris: readonly string[]): void {
    this.#store.changed(uris);
    this.#targets.clear();
    this.#revision++;
  }

  /** Any file may have changed, and nobody tells which. */
  anyFileChanged(): void {
    this.#store.forget();
    this.#targets.clear();
    this.#revision++;
  }

  /** Has files judged from now on though no editor has them open. */
  pin(uris: readonly string[]): void {
    for (const uri of uris) this.#pinned.add(canonicalUri(uri));
    this.#revision++;
  }

  /** Why an open document is not analysed, once its configurations were asked for; undefined where it is, or is not of a known dialect. */
  problemOf(uri: string): 'binary' | 'too-large' | undefined {
    const document = this.#documents.get(canonicalUri(uri));
    return document?.dialect && document.problem;
  }

  /**
   * The configurations that the open and the pinned files are part of: those of main files that include them, else
   * their own. Worked out once per revision.
   */
  configurations(): Promise<readonly Configuration[]> {
    if (this.#known?.revision !== this.#revision) {
      this.#known = { revision: this.#revision, configurations: this.#findAll() };
    }
    return this.#known.configurations;
  }

  /** The configurations that read a file, open or not; its own where no other does. */
  async configurationsOf(uri: string): Promise<readonly Configuration[]> {
    const all = await this.configurations();
    const readers = all.filter((configuration) => reads(configuration, uri));
    if (readers.length > 0) return readers;
    const file = canonicalUri(uri);
    const dialect = await this.#dialectOf(file);
    if (!dialect) return [];
    const mains = await this.#mainConfigurations(file, dialect);
    return mains.length > 0 ? mains : [await this.#load(file, dialect)];
  }

  /** The configuration as it would be with other texts in some of its files. */
  preview(
    configuration: Configuration,
    texts: ReadonlyMap<string, string>,
  ): Promise<Configuration> {
    const { dialect, analysis } = configuration;
    const request = { root: analysis.root, dialect, recognition: this.#recognition };
    return this.#loader.preview(request, texts);
  }

  async #findAll(): Promise<readonly Configuration[]> {
    const mains = new Set<Configuration>();
    const own = new Map<string, Dialect>();
    for (const file of new Set([...this.#documents.keys(), ...this.#pinned])) {
      const dialect = await this.#dialectOf(file);
      if (!dialect) continue;
      own.set(file, dialect);
      for (const main of await this.#mainConfigurations(file, dialect)) mains.add(main);
    }
    const found = [...mains];
    const read = readersOf(found);
    const isKnown = (file: string) => read.has(file) || own.has(file);
    for (const [file, dialect] of own) {
      if (read.has(file) || (await this.#isDouble(file, isKnown))) continue;
      found.push(await this.#load(file, dialect));
    }
    this.#loader.sweep();
    return outermost(found);
  }

  /** True for a file that no editor has open and that is judged by another name: that of its link, or of what is behind it. */
  async #isDouble(file: string, isKnown: (file: string) => boolean): Promise<boolean> {
    if (this.#documents.has(file)) return false;
    const target = await this.#targetOf(file);
    if (target !== undefined) return isKnown(target);
    for (const open of this.#documents.keys()) {
      if ((await this.#targetOf(open)) === file) return true;
    }
    return false;
  }

  /** What is behind a link. */
  async #targetOf(file: string): Promise<string | undefined> {
    if (!this.#targets.has(file)) {
      const folder = parentUri(file);
      if (this.#store.folder(folder) === undefined) await this.#store.loadFolder(folder);
      const entries = this.#store.folder(folder) ?? 'missing';
      const name = fileNameOf(file);
      const found = entries === 'missing' ? undefined : entries.find((each) => each.name === name);
      this.#targets.set(file, found?.target);
    }
    return this.#targets.get(file);
  }

  /**
   * The dialect of a file that can be analysed. Where the code of a dialect cannot be loaded, for want of a network
   * perhaps, the other files are judged without this one, and it is tried again when they are asked for again.
   */
  async #dialectOf(file: string): Promise<Dialect | undefined> {
    try {
      return await this.#foundDialect(file);
    } catch (error) {
      this.#options.onFailure(`dialect of ${file}`, error);
      const open = this.#documents.get(file);
      if (open) open.asked = undefined;
      this.#known = undefined;
      return undefined;
    }
  }

  async #foundDialect(file: string): Promise<Dialect | undefined> {
    const open = this.#documents.get(file);
    if (open) {
      open.asked ??= dialectOf(open.facts, this.#options.dialects);
      open.dialect = await open.asked;
      return open.problem ? undefined : open.dialect;
    }
    const content = await this.#contentOf(file);
    if (!content) return undefined;
    if (!this.#dialects.has(content)) {
      const facts = { uri: file, languageId: '', text: content.text };
      this.#dialects.set(content, await dialectOf(facts, this.#options.dialects));
    }
    return this.#dialects.get(content);
  }

  async #contentOf(file: string): Promise<SourceFile | undefined> {
    if (this.#store.file(file) === undefined) await this.#store.load(file);
    const content = this.#store.file(file);
    return typeof content === 'object' ? content : undefined;
  }

  async #mainConfigurations(file: string, dialect: Dialect): Promise<readonly Configuration[]> {
    const found: Configuration[] = [];
    for (const uri of this.#mainCandidates(file, dialect)) {
      if (!(await this.#contentOf(uri))) continue;
      const configuration = await this.#load(uri, dialect);
      if (reads(configuration, file)) found.push(configuration);
    }
    return found;
  }

  #mainCandidates(file: string, dialect: Dialect): readonly string[] {
    const key = `${dialect.id} ${file}`;
    const known = this.#candidates.get(key);
    if (known) return known;
    const found = mainFileCandidates(file, dialect.mainFiles, this.#folders);
    this.#candidates.set(key, found);
    return found;
  }

  #load(root: string, dialect: Dialect): Promise<Configuration> {
    return this.#loader.load({ root, dialect, recognition: this.#recognition });
  }
}
