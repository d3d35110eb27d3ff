import type { DocumentHighlight, Location, Position } from 'vscode-languageserver-types';
import { DocumentHighlightKind } from 'vscode-languageserver-types';
import type { Configuration } from '../dialects/configuration.ts';
import { directivesAt } from '../syntax/find.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import type { Span } from '../text/place.ts';
import { type PlacedUse, sameName, useAt } from './name-uses.ts';
import { offsetOf, rangeIn, rangeOf } from './positions.ts';

/** A use and a configuration that reads its file. */
export interface FoundUse {
  readonly use: PlacedUse;
  readonly configuration: Configuration;
}

/**
 * Every use of the name at a position, over some configurations; each place once. A file that several of them read ties
 * their uses together: a name that it defines, or that it uses, is the same in all of them.
 */
export function usesAt(
  uri: string,
  position: Position,
  configurations: readonly Configuration[],
): readonly FoundUse[] {
  const found = new Map<string, FoundUse>();
  const open = new Set(configurations);
  for (let [at] = usesUnder(uri, position, open); at; [at] = usesShared(found, open)) {
    open.delete(at.configuration);
    for (const use of sameName(at.use, at.configuration))
      found.set(`${use.uri} ${use.start}`, { use, configuration: at.configuration });
  }
  return [...found.values()];
}

function usesUnder(
  uri: string,
  position: Position,
  configurations: Iterable<Configuration>,
): readonly FoundUse[] {
  return [...configurations].flatMap((configuration) => {
    const tree = configuration.sources.tree(uri);
    const use = tree && useAt(uri, offsetOf(tree, position), configuration);
    return use ? [{ use, configuration }] : [];
  });
}

/** Those of the uses found that stand in files which other configurations read too. */
function usesShared(
  found: ReadonlyMap<string, FoundUse>,
  others: ReadonlySet<Configuration>,
): readonly FoundUse[] {
  return [...others].flatMap((configuration) => {
    const files = new Set(configuration.analysis.files);
    return [...found.values()]
      .filter(({ use }) => files.has(use.uri))
      .map(({ use }) => ({ use, configuration }));
  });
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

function locations(uses: readonly FoundUse[]): readonly Location[] {
  return uses.map(({ use, configuration }) => ({
    uri: use.uri,
    range: rangeIn(configuration.sources, use),
  }));
}

/** The uses of the name at a position in its own file; at the head or the end of a section, both. */
export function highlightsAt(
  uri: string,
  position: Position,
  configurations: readonly Configuration[],
): readonly DocumentHighlight[] {
  const tree = configurations.map(({ sources }) => sources.tree(uri)).find((one) => one);
  const ends = tree ? sectionEndsAt(tree, offsetOf(tree, position)) : [];
  if (tree && ends.length > 0)
    return ends.map((span) => ({ range: rangeOf(tree, span), kind: DocumentHighlightKind.Text }));
  return usesAt(uri, position, configurations)
    .filter(({ use }) => use.uri === uri)
    .map(({ use, configuration }) => ({
      range: rangeIn(configuration.sources, use),
      kind: use.role === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
}

/** The names in the head and in the end of the section that has either at an offset: `<Location` and `</Location>`. */
function sectionEndsAt(tree: SyntaxTree, offset: number): readonly Span[] {
  const section = directivesAt(tree, offset).at(-1);
  const close = section?.block?.close;
  if (!section || !close) return [];
  const end = /[A-Za-z]\w*/.exec(tree.text.slice(close.start, close.end));
  if (!end) return [];
  const start = close.start + end.index;
  const ends = [section.name, { start, end: start + end[0].length }];
  return ends.some((span) => span.start <= offset && offset <= span.end) ? ends : [];
}
