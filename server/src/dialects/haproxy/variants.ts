import type { Analysis, Delivery, EntryPoint, Mount } from '../../delivery/delivery.ts';
import type { Application } from '../../stigman/application.ts';
import { type Answered, merged } from './merging.ts';

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
  variants: readonly [Variant, ...Variant[]],
  complete: boolean,
  application: Application,
): Analysis {
  const [{ analysis: first }] = variants;
  const held = variants.flatMap(({ answers, analysis }) =>
    analysis.entries.map((value) => ({ answers, value })),
  );
  const isComplete = (same: Alike<unknown>) => complete && same.length === variants.length;
  return {
    ...first,
    entries: alike(held, ({ url }) => url).map((same) =>
      mergedEntry(same, isComplete(same), application),
    ),
    misreadDurations: distinct(variants.flatMap(({ analysis }) => analysis.misreadDurations)),
    files: distinct(variants.flatMap(({ analysis }) => analysis.files)),
  };
}

/** What one variant has. */
interface Held<T> {
  readonly answers: Variant['answers'];
  readonly value: T;
}

/** What variants have under one key, each at most once. */
type Alike<T> = readonly [Held<T>, ...Held<T>[]];

function alike<T>(all: readonly Held<T>[], keyOf: (value: T) => string): readonly Alike<T>[] {
  const groups = new Map<string, [Held<T>, ...Held<T>[]]>();
  for (const one of all) {
    const key = keyOf(one.value);
    const group = groups.get(key);
    if (!group) groups.set(key, [one]);
    else if (group.at(-1)?.answers !== one.answers) group.push(one);
  }
  return [...groups.values()];
}

function distinct<T>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

function mergedEntry(
  same: Alike<EntryPoint>,
  complete: boolean,
  application: Application,
): EntryPoint {
  const held = same.flatMap(({ answers, value }) =>
    value.mounts.map((mount) => ({ answers, value: mount })),
  );
  const mounts = alike(held, ({ basePath }) => basePath).map((mount) =>
    mergedMount(mount, complete && mount.length === same.length, application),
  );
  return { ...same[0].value, mounts };
}

function mergedMount(same: Alike<Mount>, complete: boolean, application: Application): Mount {
  const [{ value: first }] = same;
  const deliveries = first.deliveries.map(({ endpoint }): Delivery => {
    const answered = same.flatMap(({ answers, value }): readonly Answered[] => {
      const delivery = value.deliveries.find((one) => one.endpoint === endpoint);
      return delivery ? [{ delivery, answers }] : [];
    });
    return merged(answered, complete, application);
  });
  return { ...first, deliveries };
}
