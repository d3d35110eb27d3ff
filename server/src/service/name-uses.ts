import type { Configuration } from '../dialects/configuration.ts';
import type { NameUse } from '../dialects/language.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import type { Place } from '../text/place.ts';

/** A use of a name with the file it stands in. */
export interface PlacedUse extends NameUse, Place {}

const known = new WeakMap<SyntaxTree, readonly NameUse[]>();

/** Every name that a file of a configuration defines or uses. */
export function usesIn(uri: string, { dialect, sources }: Configuration): readonly PlacedUse[] {
  const tree = sources.tree(uri);
  const names = dialect.language?.names;
  if (!tree || !names) return [];
  const uses = known.get(tree) ?? names.uses(tree);
  known.set(tree, uses);
  return uses.map((use) => ({ ...use, uri }));
}

/** The use under an offset. */
export function useAt(
  uri: string,
  offset: number,
  configuration: Configuration,
): PlacedUse | undefined {
  return usesIn(uri, configuration).find((use) => use.start <= offset && offset <= use.end);
}

/** Every use of the same name across the files of a configuration, in loading order. */
export function sameName(wanted: NameUse, configuration: Configuration): readonly PlacedUse[] {
  return configuration.analysis.files.flatMap((uri) =>
    usesIn(uri, configuration).filter((use) => means(use, wanted)),
  );
}

function means(a: NameUse, b: NameUse): boolean {
  return a.kind === b.kind && a.name === b.name && a.scope === b.scope;
}
