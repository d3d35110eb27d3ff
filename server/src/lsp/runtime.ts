import type { Connection } from 'vscode-languageserver';
import type { DialectEntry } from '../dialects/dialect.ts';
import type { FileSystem } from '../workspace/filesystem.ts';

/** What a server needs from where it runs. */
export interface Runtime {
  /** The files that no editor has open. */
  readonly fileSystem: (connection: Connection) => FileSystem;
  readonly dialects: readonly DialectEntry[];
}
