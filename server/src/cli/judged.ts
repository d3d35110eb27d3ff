import type { Diagnostic } from 'vscode-languageserver-types';
import { diagnosticsIn } from '../service/diagnostics.ts';
import type { Inspected } from '../service/inspected.ts';
import type { Reader } from '../workspace/roots.ts';
import { canonicalUri } from '../workspace/uri.ts';

/** What a report needs of a configuration: little beside the configuration itself, of which a run may read thousands. */
export interface Judged extends Reader {
  readonly hasMounts: boolean;
  /** What there is to say about each of its files, by canonical URI. */
  readonly diagnostics: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Texts of the files about which there is something to say, by canonical URI. */
  readonly texts: ReadonlyMap<string, string>;
}

export function judged(inspected: Inspected): Judged {
  const { analysis, sources } = inspected;
  const { root, files, entries } = analysis;
  const diagnostics = new Map<string, readonly Diagnostic[]>();
  const texts = new Map<string, string>();
  for (const uri of files) {
    const found = diagnosticsIn(uri, inspected, { versionOf: () => undefined, pages: '' });
    diagnostics.set(canonicalUri(uri), found);
    const text = found.length > 0 && sources.tree(uri)?.text;
    if (text) texts.set(canonicalUri(uri), text);
  }
  const hasMounts = entries.some(({ mounts }) => mounts.length > 0);
  return { analysis: { root, files }, hasMounts, diagnostics, texts };
}
