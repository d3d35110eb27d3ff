import type { Question } from '../dialect.ts';
import { fileUri } from '../file-uri.ts';

/** The files of patterns and maps that acls and converters name. */
export interface Lists {
  /** The lines that count; undefined where the file is not at hand. */
  readonly linesOf: (path: string) => readonly string[] | undefined;
  /** URIs of the files that were read. */
  readonly read: () => readonly string[];
}

/** Reads lists through the question's files; relative paths start at the root file's folder. */
export function listFiles(question: Question): Lists {
  const known = new Map<string, readonly string[] | undefined>();
  const read: string[] = [];
  const load = (path: string) => {
    const uri = fileUri(path, question.root);
    const file = question.files.read(uri);
    if (typeof file === 'string') return undefined;
    read.push(uri);
    return file.text
      .split(/\r?\n/)
      .filter((line) => !line.startsWith('#'))
      .map((line) => line.replace(/^[ \t]+/, ''))
      .filter((line) => line !== '');
  };
  return {
    linesOf: (path) => {
      if (!known.has(path)) known.set(path, path === '' ? undefined : load(path));
      return known.get(path);
    },
    read: () => read,
  };
}
