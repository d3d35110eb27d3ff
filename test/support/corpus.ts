import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Folder of the third-party configurations; it lies beside the checkout unless STIGMAN_CORPUS names another. */
export const corpusFolder =
  process.env.STIGMAN_CORPUS ?? join(import.meta.dirname, '../../../shared/corpus');

/** One file of the corpus. */
export interface CorpusFile {
  /** Path inside the corpus, with slashes. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** Every file below a folder of the corpus in a stable order; undefined where the corpus is absent. */
export function corpusFiles(folder: string): readonly CorpusFile[] | undefined {
  const root = join(corpusFolder, folder);
  if (!existsSync(root)) return undefined;
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((entry) => join(root, entry))
    .filter((path) => statSync(path).isFile())
    .map((path) => ({
      name: relative(corpusFolder, path).replaceAll('\\', '/'),
      path,
      text: readFileSync(path, 'utf8'),
    }));
}
