import type { Dialect } from '../dialects/dialect.ts';
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
export function dialectOf(file: FileFacts, dialects: readonly Dialect[]): Dialect | undefined {
  const named = dialects.filter((dialect) => dialect.languageIds.includes(file.languageId));
  const generic = GENERIC.has(file.languageId);
  if (!generic && named.length === 1) return named[0];
  const surest = mostCertain(file, named.length > 0 ? named : generic ? dialects : []);
  if (surest && surest.certainty >= SURE_ENOUGH) return surest.dialect;
  return generic ? undefined : named[0];
}

/** The first of those that are most certain; none is asked behind one that is certain. */
function mostCertain(file: FileFacts, dialects: readonly Dialect[]) {
  const name = fileNameOf(file.uri);
  let best: { readonly dialect: Dialect; readonly certainty: number } | undefined;
  for (const dialect of dialects) {
    const certainty = dialect.detect(name, file.text);
    if (certainty > (best?.certainty ?? -1)) best = { dialect, certainty };
    if (certainty === 1) break;
  }
  return best;
}
