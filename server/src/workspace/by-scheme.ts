import type { FileSystem } from './filesystem.ts';

/** One file system for the URIs of one scheme, another for all else. */
export function byScheme(scheme: string, own: FileSystem, others: FileSystem): FileSystem {
  const of = (uri: string) => (uri.startsWith(`${scheme}:`) ? own : others);
  return {
    readFile: (uri) => of(uri).readFile(uri),
    readDirectory: (uri) => of(uri).readDirectory(uri),
  };
}
