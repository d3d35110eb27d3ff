import type { Dialect, DialectEntry } from '../dialects/dialect.ts';
import { fileNameOf } from './uri.ts';

/** From here on a text counts as one of the dialect. */
const SURE_ENOUGH = 0.5;

/** Language ids that say nothing of what the file configures. */
const GENERIC = new Set([
  'yaml',
  'json',
  'jsonc',
  'toml',
  'plaintext',
  'properties',
  'conf',
  'ini',
  '',
]);

/** What an editor or the file system tells about a file. */
export interface FileFacts {
  readonly uri: string;
  /** Empty where no editor has named one. */
  readonly languageId: string;
  readonly text: string;
}

/** The dialect that a file is written in: by its language id where that is plain, else by its name and text. */
export async function dialectOf(
  file: FileFacts,
  dialects: readonly DialectEntry[],
): Promise<Dialect | undefined> {
  const named = dialects.filter(({ languageIds }) => languageIds.includes(file.languageId));
  const generic = GENERIC.has(file.languageId);
  if (!generic && named.length === 1) return named[0]?.load();
  const possible = named.length > 0 ? named : generic ? dialects : [];
  const surest = await surestDialect(fileNameOf(file.uri), file.text, possible);
  return surest ?? (generic ? undefined : named[0]?.load());
}

/** The first of those that are most certain, if they are; none is asked, nor loaded, behind one that is certain. */
export async function surestDialect(
  fileName: string,
  text: string,
  dialects: readonly DialectEntry[],
): Promise<Dialect | undefined> {
  let best: { readonly dialect: Dialect; readonly certainty: number } | undefined;
  for (const entry of dialects) {
    const dialect = await entry.load();
    const certainty = dialect.detect(fileName, text);
    if (certainty > (best?.certainty ?? -1)) best = { dialect, certainty };
    if (certainty === 1) break;
  }
  return best && best.certainty >= SURE_ENOUGH ? best.dialect : undefined;
}
