import { URI, Utils } from 'vscode-uri';

const known = new Map<string, string>();
const KNOWN_LIMIT = 20_000;

/** One spelling for each file: the same escapes, the same drive letter. */
export function canonicalUri(uri: string): string {
  const found = known.get(uri);
  if (found !== undefined) return found;
  if (known.size >= KNOWN_LIMIT) known.clear();
  const canonical = URI.parse(uri).toString();
  known.set(uri, canonical);
  return canonical;
}

/** One spelling for each folder: no slash at the end but that of the top. */
export function folderUri(uri: string): string {
  return canonicalUri(uri).replace(/(?<!\/)\/$/, '');
}

/** The folder of a file, or the folder around a folder; the top is its own parent. */
export function parentUri(uri: string): string {
  return Utils.dirname(URI.parse(uri)).toString();
}

/** A file or folder within a folder. */
export function childUri(folder: string, name: string): string {
  return Utils.joinPath(URI.parse(folder), name).toString();
}

/** The last part of the path, decoded. */
export function fileNameOf(uri: string): string {
  return Utils.basename(URI.parse(uri));
}

/** True where the file or folder is the folder or lies in it. */
export function isWithin(uri: string, folder: string): boolean {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  return uri === folder || uri.startsWith(base);
}
