import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { parseSize } from '../measures.ts';
import { quoted } from '../quoted.ts';
import type { Entry } from '../scope.ts';
import { faultAtHead } from './fault.ts';
import { isTemplated, type Site } from './site.ts';

/** Bytes of a line of the processor's cache, to which nginx rounds. */
const LINE = 64;
/** Bytes of a bucket that hold no letter of a name. */
const AROUND = 18;

/** nginx: `could not build map_hash, you should increase map_hash_bucket_size: 64`, of a key that is long (measured on 1.22). */
export function longMapKeys({ others, complete }: Site): readonly LanguageFault[] {
  if (!complete) return [];
  return others.filter(isLong).flatMap((entry) => {
    const map = entry.scope.owner;
    const around = map?.scope.entries ?? [];
    const before = around.slice(0, map && around.indexOf(map));
    const size = before.find(({ name }) => name === 'map_hash_bucket_size')?.args[0] ?? '';
    const bucket = Math.ceil((parseSize(size) ?? LINE) / LINE) * LINE;
    if (entry.name.length + AROUND <= bucket) return [];
    const message = l10n.t`${quoted(entry.name)} is too long for the buckets of a map, and nginx refuses the file. Write "map_hash_bucket_size ${bucket * 2};" before the map.`;
    return [faultAtHead(entry, { code: 'invalid-value', message })];
  });
}

function isLong(entry: Entry): boolean {
  const { name, scope } = entry;
  const isKey = scope.kind === 'map' && !/^(?:~|[*.]|include$)/.test(name);
  return isKey && name.length + AROUND > LINE && !isTemplated(entry);
}
