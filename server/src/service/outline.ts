import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import type { Names, OutlineKind } from '../dialects/language.ts';
import { headOf } from '../syntax/find.ts';
import type { Block, Directive, SyntaxTree } from '../syntax/tree.ts';
import { rangeOf } from './positions.ts';

const KINDS: Readonly<Record<OutlineKind, SymbolKind>> = {
  server: SymbolKind.Module,
  location: SymbolKind.Namespace,
  upstream: SymbolKind.Interface,
  map: SymbolKind.Variable,
  section: SymbolKind.Class,
  macro: SymbolKind.Function,
  other: SymbolKind.Property,
};

const MAX_DEPTH = 100;

/** The tree of servers, locations and sections, each with a name that a reader knows it by. */
export function outlineOf(tree: SyntaxTree, names: Names): readonly DocumentSymbol[] {
  return symbolsIn(tree.root, tree, names, 0);
}

function symbolsIn(block: Block, tree: SyntaxTree, names: Names, depth: number): DocumentSymbol[] {
  if (depth > MAX_DEPTH || block.raw) return [];
  return block.directives.flatMap((directive) => symbolsOf(directive, tree, names, depth));
}

function symbolsOf(
  directive: Directive,
  tree: SyntaxTree,
  names: Names,
  depth: number,
): DocumentSymbol[] {
  const children = directive.block ? symbolsIn(directive.block, tree, names, depth + 1) : [];
  const shown = names.outline(directive);
  if (!shown) return children;
  return [
    {
      name: shown.name || directive.name.value || '?',
      detail: shown.detail,
      kind: KINDS[shown.kind],
      range: rangeOf(tree, directive),
      selectionRange: rangeOf(tree, headOf(directive)),
      children,
    },
  ];
}
