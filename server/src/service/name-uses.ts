import type { Configuration } from '../dialects/configuration.ts';
import type { NameUse } from '../dialects/language.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import type { Place } from '../text/place.ts';

/** A use of a name with the file it stands in. */
export interface PlacedUse extends NameUse, Place {}

const known = new WeakMap<SyntaxTree, readonly NameUse[]>();

/** Every name that a file of a configuration defines or uses. */
export function usesIn(uri: string, configuration: Configuration): readonly PlacedUse[] {
  return written(uri, configuration)
    .filter(
      ({ kind, by = '' }) => kind === 'variable' || by === '' || carriersIn(configuration).has(by),
    )
    .map((use) => ({ ...use, uri }));
}

function written(uri: string, { dialect, sources }: Configuration): readonly NameUse[] {
  const tree = sources.tree(uri);
  const names = dialect.language?.names;
  if (!tree || !names) return [];
  const uses = known.get(tree) ?? names.uses(tree);
  known.set(tree, uses);
  return uses;
}

const carriers = new WeakMap<Configuration, ReadonlySet<string>>();

/** The variables that requests are sent to, and those that give these their values, over all files. */
function carriersIn(configuration: Configuration): ReadonlySet<string> {
  const before = carriers.get(configuration);
  if (before) return before;
  const handed = configuration.analysis.files.flatMap((uri) =>
    written(uri, configuration).filter(({ kind, by }) => kind === 'variable' && by !== undefined),
  );
  const found = new Set(['']);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const { name, by = '' } of handed) if (found.has(by)) found.add(name);
  }
  carriers.set(configuration, found);
  return found;
}

/** The use under an offset; right before the dollar sign of a variable, that of the variable. */
export function useAt(
  uri: string,
  offset: number,
  configuration: Configuration,
): PlacedUse | undefined {
  const uses = usesIn(uri, configuration);
  const under = (at: number) => uses.find((use) => use.start <= at && at <= use.end);
  const sign = /^\$\{?/.exec(configuration.sources.tree(uri)?.text.slice(offset, offset + 2) ?? '');
  return under(offset) ?? (sign ? under(offset + sign[0].length) : undefined);
}

/** Every use of the same name across the files of a configuration, in loading order. */
export function sameName(wanted: PlacedUse, configuration: Configuration): readonly PlacedUse[] {
  const key = keyOf(wanted);
  return configuration.analysis.files.flatMap((uri) =>
    usesIn(uri, configuration).filter((use) => keyOf(use) === key),
  );
}

/** Uses with the same key mean the same thing. */
export function keyOf({ kind, name, folded = name, scope, uri }: PlacedUse): string {
  return scope === undefined ? `${kind}\n${folded}` : `${kind}\n${folded}\n${uri}\n${scope}`;
}

const defined = new WeakMap<Configuration, ReadonlySet<string>>();

/** The keys of every name that some file of the configuration defines. */
export function definedNames(configuration: Configuration): ReadonlySet<string> {
  const found =
    defined.get(configuration) ??
    new Set(
      configuration.analysis.files
        .flatMap((uri) => usesIn(uri, configuration))
        .filter((use) => use.role === 'definition')
        .map(keyOf),
    );
  defined.set(configuration, found);
  return found;
}
