import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver-types';
import type { Configuration } from '../dialects/configuration.ts';
import { usesIn } from './name-uses.ts';
import { rangeIn } from './positions.ts';

const MAX_SYMBOLS = 500;

/** Names that the configurations define and that hold the query's letters in order. */
export function workspaceSymbols(
  query: string,
  configurations: readonly Configuration[],
): readonly WorkspaceSymbol[] {
  const found = new Map<string, WorkspaceSymbol>();
  for (const configuration of configurations) {
    for (const uri of configuration.analysis.files) {
      for (const use of usesIn(uri, configuration)) {
        if (found.size >= MAX_SYMBOLS) return [...found.values()];
        if (use.role !== 'definition' || !matches(use.name, query)) continue;
        const location = { uri, range: rangeIn(configuration.sources, use) };
        found.set(`${uri} ${use.start}`, {
          name: use.name,
          containerName: use.kind,
          kind: SymbolKind.Variable,
          location,
        });
      }
    }
  }
  return [...found.values()];
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
