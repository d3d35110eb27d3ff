import type { Configuration } from '../dialects/configuration.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import { wordTable } from '../text/word-table.ts';
import { definedNames, keyOf, usesIn } from './name-uses.ts';
import { linesOf } from './positions.ts';

/** Token types of the standard legend that the server uses, by their index in the encoding. */
export const tokenTypes = ['variable', 'class', 'function', 'macro'] as const;
export const tokenModifiers = ['definition'] as const;

const TYPES = wordTable<(typeof tokenTypes)[number]>({
  variable: 'variable',
  define: 'macro',
  'macro parameter': 'variable',
  macro: 'macro',
  'named location': 'function',
  acl: 'function',
});

/**
 * Names that a grammar cannot know to be names: those that the configuration itself defines, each where it is defined
 * and where it is used. Encoded as the protocol asks: five numbers a token, relative to the token before.
 */
export function semanticTokensOf(uri: string, configuration: Configuration): readonly number[] {
  const tree = configuration.sources.tree(uri);
  return tree ? encode(tree, definedUses(uri, configuration)) : [];
}

interface Marked {
  readonly start: number;
  readonly end: number;
  readonly type: (typeof tokenTypes)[number];
  readonly isDefinition: boolean;
}

function definedUses(uri: string, configuration: Configuration): readonly Marked[] {
  const defined = definedNames(configuration);
  return usesIn(uri, configuration)
    .filter((use) => defined.has(keyOf(use)))
    .map(({ start, end, kind, role }) => ({
      start,
      end,
      type: TYPES.get(kind) ?? 'class',
      isDefinition: role === 'definition',
    }));
}

function encode(tree: SyntaxTree, tokens: readonly Marked[]): readonly number[] {
  const lines = linesOf(tree);
  const data: number[] = [];
  let before = { line: 0, character: 0 };
  let end = 0;
  for (const token of [...tokens].sort((a, b) => a.start - b.start)) {
    if (token.start < end) continue;
    end = token.end;
    const at = lines.position(token.start);
    const character = at.line === before.line ? at.character - before.character : at.character;
    data.push(
      at.line - before.line,
      character,
      token.end - token.start,
      tokenTypes.indexOf(token.type),
      token.isDefinition ? 1 : 0,
    );
    before = at;
  }
  return data;
}
