import type { DirectoryEntry, FileSystem } from '../../server/src/workspace/filesystem.ts';
import { fileNameOf, parentUri } from '../../server/src/workspace/uri.ts';

/** Files in memory by URI; `reads` counts how often each was asked for. */
export class MemoryFileSystem implements FileSystem {
  readonly files: Map<string, string | Uint8Array | 'unreadable'>;
  readonly reads = new Map<string, number>();
  /** Targets of symbolic links, by the link; both are files. */
  readonly links = new Map<string, string>();

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    this.files = new Map(Object.entries(files));
  }

  readonly readFile = async (uri: string) => {
    this.reads.set(uri, (this.reads.get(uri) ?? 0) + 1);
    const content = this.files.get(uri);
    if (content === undefined || content === 'unreadable') return content;
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };

  readonly readDirectory = async (uri: string) => {
    const entries = new Map<string, DirectoryEntry>();
    for (const file of this.files.keys()) {
      for (let at = file; at !== parentUri(at); at = parentUri(at)) {
        if (parentUri(at) !== uri) continue;
        const kind = at === file ? 'file' : 'directory';
        entries.set(at, { name: fileNameOf(at), kind, target: this.links.get(at) });
      }
    }
    return entries.size > 0 ? [...entries.values()] : undefined;
  };
}
