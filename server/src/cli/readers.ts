import type { Inspected } from '../service/inspected.ts';
import { canonicalUri } from '../workspace/uri.ts';

/** The configurations that read each file, by canonical URI. */
export function readersOf(
  configurations: readonly Inspected[],
): ReadonlyMap<string, readonly Inspected[]> {
  const readers = new Map<string, Inspected[]>();
  for (const configuration of configurations) {
    for (const uri of new Set(configuration.analysis.files.map(canonicalUri))) {
      const known = readers.get(uri);
      if (known) known.push(configuration);
      else readers.set(uri, [configuration]);
    }
  }
  return readers;
}
