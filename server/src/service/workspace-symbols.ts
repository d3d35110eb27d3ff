import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver-types';
import type { Configuration } from '../dialects/configuration.ts';
import { kindText } from '../dialects/name-kinds.ts';
import { usesIn } from './name-uses.ts';
import { outlineOf } from './outline.ts';
import { rangeIn } from './positions.ts';

const MAX_SYMBOLS = 500;

/** Names that the configurations define, servers and locations, as far as they hold the query's letters in order. */
export function workspaceSymbols(
  query: string,
  configurations: readonly Configuration[],
): readonly WorkspaceSymbol[] {
  const found = new Map<string, WorkspaceSymbol>();
  for (const configuration of configurations) {
    for (const uri of configuration.analysis.files) {
      for (const symbol of symbolsIn(uri, configuration)) {
        if (found.size >= MAX_SYMBOLS) return [...found.values()];
        if (matches(symbol.name, query)) found.set(JSON.stringify(symbol.location), symbol);
      }
    }
  }
  return [...found.values()];
}

function* symbolsIn(uri: string, configuration: Configuration): Generator<WorkspaceSymbol> {
  const { dialect, sources } = configuration;
  for (const use of usesIn(uri, configuration)) {
    if (use.role !== 'definition') continue;
    const location = { uri, range: rangeIn(sources, use) };
    yield {
      name: use.name,
      containerName: kindText(use.kind),
      kind: SymbolKind.Variable,
      location,
    };
  }
  const tree = sources.tree(uri);
  const names = dialect.language?.names;
  const open = tree && names ? outlineOf(tree, names).toReversed() : [];
  for (let at = open.pop(); at; at = open.pop()) {
    open.push(...(at.children ?? []).toReversed());
    if (at.kind === SymbolKind.Module || at.kind === SymbolKind.Namespace)
      yield {
        name: at.name,
        containerName: at.detail ?? '',
        kind: at.kind,
        location: { uri, range: at.selectionRange },
      };
  }
}

function matches(name: string, query: string): boolean {
  const letters = name.toLowerCase();
  let at = 0;
  for (const letter of query.toLowerCase()) {
    at = letters.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
