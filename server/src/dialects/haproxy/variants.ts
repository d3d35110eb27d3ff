import type { Analysis, Delivery, EntryPoint, Mount } from '../../delivery/delivery.ts';
import type { Application } from '../../stigman/application.ts';
import { type Answered, merged } from './delivery.ts';

/** What a configuration does where the open terms of its macros are answered so. */
export interface Variant {
  readonly answers: readonly (readonly [string, boolean])[];
  readonly analysis: Analysis;
}

/** Open terms that are tried both ways. */
const MOST_TERMS = 3;

/** Every way to answer open terms; those beyond the first few stay open. */
export function answersTo(terms: readonly string[]): readonly Variant['answers'][] {
  return terms
    .slice(0, MOST_TERMS)
    .reduce<readonly Variant['answers'][]>(
      (ways, term) =>
        [true, false].flatMap((answer) => ways.map((way) => [...way, [term, answer] as const])),
      [[]],
    );
}

/** True where all ways to answer the terms are tried. */
export function isAnswered(terms: readonly string[]): boolean {
  return terms.length <= MOST_TERMS;
}

/** The analyses of all variants in one: a verdict in which they differ is open. */
export function mergedVariants(
  variants: readonly Variant[],
  complete: boolean,
  application: Application,
): Analysis {
  const [first, ...others] = variants;
  if (!first) throw new Error('no variant');
  const urls = variants.flatMap(({ analysis }) => analysis.entries.map((entry) => entry.url));
  const entries = [...new Set(urls)].map((url) => {
    const found = variants.flatMap(({ answers, analysis }) => {
      const entry = analysis.entries.find((one) => one.url === url);
      return entry ? [{ answers, entry }] : [];
    });
    return mergedEntry(found, complete && found.length === variants.length, application);
  });
  const all = <K extends 'misreadDurations' | 'files'>(key: K) => [
    ...new Map(
      [first, ...others].flatMap(({ analysis }) =>
        analysis[key].map((one) => [JSON.stringify(one), one] as const),
      ),
    ).values(),
  ];
  return {
    ...first.analysis,
    entries,
    misreadDurations: all('misreadDurations') as Analysis['misreadDurations'],
    files: all('files') as Analysis['files'],
  };
}

interface EntryVariant {
  readonly answers: Variant['answers'];
  readonly entry: EntryPoint;
}

function mergedEntry(
  variants: readonly EntryVariant[],
  complete: boolean,
  application: Application,
): EntryPoint {
  const [first] = variants;
  if (!first) throw new Error('no entry');
  const paths = variants.flatMap(({ entry }) => entry.mounts.map((mount) => mount.basePath));
  const mounts = [...new Set(paths)].flatMap((basePath) => {
    const found = variants.flatMap(({ answers, entry }) => {
      const mount = entry.mounts.find((one) => one.basePath === basePath);
      return mount ? [{ answers, mount }] : [];
    });
    return mergedMount(found, complete && found.length === variants.length, application);
  });
  return { ...first.entry, mounts };
}

function mergedMount(
  variants: readonly { readonly answers: Variant['answers']; readonly mount: Mount }[],
  complete: boolean,
  application: Application,
): readonly Mount[] {
  const [first] = variants;
  if (!first) return [];
  const deliveries = first.mount.deliveries.map((delivery): Delivery => {
    const same = variants.flatMap(({ answers, mount }): readonly Answered[] => {
      const other = mount.deliveries.find((one) => one.endpoint === delivery.endpoint);
      return other ? [{ delivery: other, answers }] : [];
    });
    return merged(same, complete, application);
  });
  return [{ ...first.mount, deliveries }];
}
