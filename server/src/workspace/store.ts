import type { SourceFile } from '../dialects/dialect.ts';
import { repair } from '../syntax/repair.ts';
import type { Parse, SyntaxTree } from '../syntax/tree.ts';
import { decode, looksBinary } from './decoding.ts';
import { type DirectoryEntry, type FileSystem, MAX_FILE_BYTES } from './filesystem.ts';
import { canonicalUri, parentUri } from './uri.ts';

/** What is known of a file. A new version of a file is a new object. */
export type Content = SourceFile | 'missing' | 'unreadable';
/** What is known of a folder. */
export type Folder = readonly DirectoryEntry[] | 'missing';

interface Parsed {
  readonly parse: Parse;
  readonly tree: SyntaxTree;
}

/**
 * Files by canonical URI: open documents first, then what was loaded. Answers at once with what it has; `load` and
 * `loadFolder` bring in the rest.
 */
export class FileStore {
  readonly #fileSystem: FileSystem;
  readonly #open = new Map<string, Content>();
  readonly #files = new Map<string, Content>();
  readonly #folders = new Map<string, Folder>();
  readonly #loading = new Map<string, Promise<void>>();
  #trees = new WeakMap<SourceFile, Parsed>();
  /** Trees that were not asked for since the last sweep. */
  #unused = new WeakMap<SourceFile, Parsed>();
  /** Trees of earlier versions of open documents that were not parsed since. */
  readonly #earlier = new WeakMap<SourceFile, Parsed>();
  readonly #repaired = new WeakMap<SyntaxTree, SyntaxTree>();
  #revision = 0;

  constructor(fileSystem: FileSystem) {
    this.#fileSystem = fileSystem;
  }

  /** Rises whenever anything that the store knows may have changed. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes the text of a document from an editor, in place of what the file system holds. */
  open(uri: string, text: string): void {
    this.#revision++;
    const key = canonicalUri(uri);
    const content = unusable(text) ? 'unreadable' : { uri: key, text };
    const before = this.#open.get(key);
    this.#open.set(key, content);
    if (typeof before === 'object' && typeof content === 'object') {
      const earlier =
        this.#trees.get(before) ?? this.#unused.get(before) ?? this.#earlier.get(before);
      if (earlier) this.#earlier.set(content, earlier);
    }
  }

  isOpen(uri: string): boolean {
    return this.#open.has(canonicalUri(uri));
  }

  /** Gives a document back to the file system. */
  close(uri: string): void {
    this.#open.delete(canonicalUri(uri));
    this.changed([uri]);
  }

  /** Forgets files and folders that changed, came or went, all below these folders, and what the folders around list. */
  changed(uris: readonly string[]): void {
    this.#revision++;
    this.#loading.clear();
    const changed = new Set(uris.map(canonicalUri));
    const around = new Set([...changed].map(parentUri));
    for (const known of [this.#files, this.#folders])
      for (const key of known.keys())
        if (around.has(key) || isBelowAny(key, changed)) known.delete(key);
  }

  /** Forgets all that was loaded. */
  forget(): void {
    this.#revision++;
    this.#files.clear();
    this.#folders.clear();
    this.#loading.clear();
  }

  /** What is known of a file; undefined where it was not loaded yet. */
  file(uri: string): Content | undefined {
    const key = canonicalUri(uri);
    return this.#open.get(key) ?? this.#files.get(key);
  }

  /** What is known of a folder; undefined where it was not loaded yet. */
  folder(uri: string): Folder | undefined {
    return this.#folders.get(canonicalUri(uri));
  }

  /** Brings a file in from the file system. */
  load(uri: string): Promise<void> {
    const file = canonicalUri(uri);
    return this.#once(
      `file ${file}`,
      () => this.#read(file),
      (content) => this.#files.set(file, content),
    );
  }

  /** Brings the entries of a folder in from the file system. */
  loadFolder(uri: string): Promise<void> {
    const folder = canonicalUri(uri);
    return this.#once(
      `folder ${folder}`,
      async () => (await this.#fileSystem.readDirectory(folder)) ?? 'missing',
      (entries) => this.#folders.set(folder, entries),
    );
  }

  /** The tree of a file, parsed once per version. */
  tree(file: SourceFile, parse: Parse): SyntaxTree {
    const known = this.#trees.get(file) ?? this.#unused.get(file);
    if (known?.parse === parse) {
      this.#trees.set(file, known);
      return known.tree;
    }
    const earlier = this.#earlier.get(file);
    this.#earlier.delete(file);
    const tree = parse(file.text, earlier?.parse === parse ? earlier.tree : undefined);
    this.#trees.set(file, { parse, tree });
    return tree;
  }

  /** Lets go of trees that were not asked for since the last sweep. */
  sweep(): void {
    this.#unused = this.#trees;
    this.#trees = new WeakMap();
  }

  /** The tree of a file without the directives that have a syntax fault; worked out once per version. */
  repairedTree(file: SourceFile, parse: Parse): SyntaxTree {
    const tree = this.tree(file, parse);
    const known = this.#repaired.get(tree);
    if (known) return known;
    const repaired = repair(tree, parse);
    this.#repaired.set(tree, repaired);
    return repaired;
  }

  async #read(uri: string): Promise<Content> {
    const bytes = await this.#fileSystem.readFile(uri);
    if (bytes === undefined) return 'missing';
    if (bytes === 'unreadable') return 'unreadable';
    const decoded = decode(bytes);
    return decoded ? { uri, text: decoded.text } : 'unreadable';
  }

  /** Keeps the result only if nothing changed while it was on its way. */
  #once<T>(key: string, read: () => Promise<T>, keep: (value: T) => void): Promise<void> {
    const running = this.#loading.get(key);
    if (running) return running;
    const loading = read().then((value) => {
      if (this.#loading.get(key) !== loading) return;
      this.#loading.delete(key);
      this.#revision++;
      keep(value);
    });
    this.#loading.set(key, loading);
    return loading;
  }
}

/** True where a file or folder is one of some, or lies in one. */
function isBelowAny(uri: string, folders: ReadonlySet<string>): boolean {
  for (let end = uri.length; end > 0; end = uri.lastIndexOf('/', end - 1))
    if (folders.has(uri.slice(0, end))) return true;
  return false;
}

/** Why the text of a document is not analysed; undefined where it is. */
export function unusable(text: string): 'binary' | 'too-large' | undefined {
  if (text.length > MAX_FILE_BYTES) return 'too-large';
  return looksBinary(text) ? 'binary' : undefined;
}
