/** An entry of a folder. `target` is the URI behind a symbolic link. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
  readonly target: string | undefined;
}

/** Where files that no editor has open come from. Nothing here throws: what cannot be had is `undefined`. */
export interface FileSystem {
  /**
   * The bytes of a file; undefined where there is none; `unreadable` where it exists and cannot be had: no
   * permission, no regular file, or over `MAX_FILE_BYTES`.
   */
  readonly readFile: (uri: string) => Promise<Uint8Array | undefined | 'unreadable'>;
  /** The entries of a folder in any order; undefined where there is none. */
  readonly readDirectory: (uri: string) => Promise<readonly DirectoryEntry[] | undefined>;
}

/** Larger files are not analysed. The longest configuration met in the wild is far below. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
