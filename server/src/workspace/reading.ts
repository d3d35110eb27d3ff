import type { Files, SourceFile } from '../dialects/dialect.ts';
import type { Sources } from '../syntax/sources.ts';
import type { Parse, SyntaxTree } from '../syntax/tree.ts';
import type { DirectoryEntry } from './filesystem.ts';
import { expandGlob } from './glob.ts';
import type { Content, FileStore, Folder } from './store.ts';
import { canonicalUri, childUri } from './uri.ts';

/** Texts that stand in for files, by canonical URI. */
export type Overlay = ReadonlyMap<string, SourceFile>;

/** One run of an analysis over the store: answers with what is there and notes all that was asked. */
export class Reading implements Files {
  readonly #store: FileStore;
  readonly #overlay: Overlay;
  readonly #repaired: boolean;
  readonly #files = new Map<string, Content | undefined>();
  readonly #folders = new Map<string, Folder | undefined>();
  readonly #globs = new Map<string, readonly string[]>();
  /** By the name of each link, what stood for it: its target, or the link where a document is open by its name. */
  readonly #links = new Map<string, { readonly target: string; readonly taken: string }>();
  #freshAt = -1;
  readonly #trees = new Map<string, SyntaxTree>();

  /** `repaired`: reads each file without the directives that have a syntax fault. */
  constructor(store: FileStore, overlay: Overlay = new Map(), repaired = false) {
    this.#store = store;
    this.#overlay = overlay;
    this.#repaired = repaired;
  }

  readonly read = (uri: string): Content => {
    const key = canonicalUri(uri);
    const content = this.#overlay.get(key) ?? this.#store.file(key);
    this.#files.set(key, content);
    return content ?? 'missing';
  };

  readonly glob = (pattern: string): readonly string[] => {
    const found = expandGlob(pattern, (folder) => {
      const entries = this.#store.folder(folder);
      this.#folders.set(canonicalUri(folder), entries);
      return entries === 'missing' ? undefined : entries?.map((each) => this.#entry(folder, each));
    });
    this.#globs.set(pattern, found);
    return found;
  };

  #entry(folder: string, entry: DirectoryEntry): DirectoryEntry {
    const { name, kind, target } = entry;
    if (target === undefined || kind === 'directory') return entry;
    const link = childUri(folder, name);
    const taken = this.#taken(link, target);
    this.#links.set(link, { target, taken });
    return { ...entry, target: taken };
  }

  #taken(link: string, target: string): string {
    return this.#store.isOpen(link) && !this.#store.isOpen(target) ? link : target;
  }

  readonly tree = (file: SourceFile, parse: Parse): SyntaxTree => {
    const tree = this.#repaired
      ? this.#store.repairedTree(file, parse)
      : this.#store.tree(file, parse);
    this.#trees.set(canonicalUri(file.uri), tree);
    return tree;
  };

  /** True where a file that was read has a syntax fault. */
  hasFaults(): boolean {
    return [...this.#trees.values()].some((tree) => tree.faults.length > 0);
  }

  /** The trees that were asked for in this run. */
  readonly sources: Sources = { tree: (uri) => this.#trees.get(canonicalUri(uri)) };

  /** All that this run was answered, once more, whatever has become of the store since. */
  readonly asRead: Files = {
    read: (uri) => this.#files.get(canonicalUri(uri)) ?? 'missing',
    glob: (pattern) => this.#globs.get(pattern) ?? [],
    tree: (file, parse) => this.#trees.get(canonicalUri(file.uri)) ?? parse(file.text),
  };

  /** Loads all that was asked and is not there yet; false where nothing was missing. */
  async complete(): Promise<boolean> {
    const files = [...this.#files].filter(([, content]) => content === undefined);
    const folders = [...this.#folders].filter(([, entries]) => entries === undefined);
    await Promise.all([
      ...files.map(([uri]) => this.#store.load(uri)),
      ...folders.map(([uri]) => this.#store.loadFolder(uri)),
    ]);
    return files.length + folders.length > 0;
  }

  /** True while the store holds the very versions that this run saw. */
  isFresh(): boolean {
    if (this.#freshAt === this.#store.revision) return true;
    for (const [uri, content] of this.#files) if (this.#store.file(uri) !== content) return false;
    for (const [uri, entries] of this.#folders)
      if (this.#store.folder(uri) !== entries) return false;
    for (const [link, { target, taken }] of this.#links)
      if (this.#taken(link, target) !== taken) return false;
    this.#freshAt = this.#store.revision;
    return true;
  }
}
