import type { DocumentHighlight, Location, Position } from 'vscode-languageserver-types';
import { DocumentHighlightKind } from 'vscode-languageserver-types';
import type { Configuration } from '../dialects/configuration.ts';
import { type PlacedUse, sameName, useAt } from './name-uses.ts';
import { offsetOf, rangeIn } from './positions.ts';

/** Every use of the name at a position, over all configurations that read the file; each place once. */
export function usesAt(
  uri: string,
  position: Position,
  configurations: readonly Configuration[],
): readonly { readonly use: PlacedUse; readonly configuration: Configuration }[] {
  const found = new Map<string, { use: PlacedUse; configuration: Configuration }>();
  for (const configuration of configurations) {
    const tree = configuration.sources.tree(uri);
    const at = tree && useAt(uri, offsetOf(tree, position), configuration);
    if (!at) continue;
    for (const use of sameName(at, configuration))
      found.set(`${use.uri} ${use.start}`, { use, configuration });
  }
  return [...found.values()];
}

/** Where the name at a position is defined: every place of it, since proxies let some names stand twice. */
export function definitionsAt(
  uri: string,
  position: Position,
  configurations: readonly Configuration[],
): readonly Location[] {
  return locations(
    usesAt(uri, position, configurations).filter(({ use }) => use.role === 'definition'),
  );
}

export function referencesAt(
  uri: string,
  position: Position,
  configurations: readonly Configuration[],
  includeDeclaration: boolean,
): readonly Location[] {
  return locations(
    usesAt(uri, position, configurations).filter(
      ({ use }) => includeDeclaration || use.role === 'reference',
    ),
  );
}

function locations(
  uses: readonly { readonly use: PlacedUse; readonly configuration: Configuration }[],
): readonly Location[] {
  return uses.map(({ use, configuration }) => ({
    uri: use.uri,
    range: rangeIn(configuration.sources, use),
  }));
}

/** The uses of the name at a position in its own file. */
export function highlightsAt(
  uri: string,
  position: Position,
  configurations: readonly Configuration[],
): readonly DocumentHighlight[] {
  return usesAt(uri, position, configurations)
    .filter(({ use }) => use.uri === uri)
    .map(({ use, configuration }) => ({
      range: rangeIn(configuration.sources, use),
      kind: use.role === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
}
