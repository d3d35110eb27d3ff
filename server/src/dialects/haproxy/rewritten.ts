import type { Section } from './configuration.ts';
import { resolved } from './definitions.ts';
import { type Call, type FormatPiece, parseExpression, parseFormat } from './expressions.ts';
import { linesIn, linesWhere } from './lines-in-force.ts';
import { prefixesOfRegex } from './regex-heads.ts';

/** Paths that the rewriting rules of a section speak of, those that rewrite by way of a variable among them. */
export function pathsRewritten(proxy: Section): readonly string[] {
  const lines = linesIn(proxy, rewritingLines);
  if (lines.length === 0) return [];
  return lines
    .flatMap(({ words: [, action = '', word = ''] }) => pathsIn(action, word))
    .filter((path) => /^\/+[^/]/.test(path));
}

/** True where the path that arrives depends on positions in the one that is asked for, so that no mount can be read off the rules. */
export function cutsPath(proxy: Section): boolean {
  const cuts = (piece: FormatPiece) =>
    piece.kind === 'sample' && /,(?:bytes|field|word)\(/.test(resolved(piece.text, proxy));
  return linesIn(proxy, rewritingLines).some(
    ({ words: [, , word = ''] }) => /^\^?\.[.{]/.test(word) || parseFormat(word).some(cuts),
  );
}

const rewritingLines = linesWhere(
  ([keyword, action = '', word = '']) =>
    keyword === 'http-request' &&
    (/^(set|replace)-(path|pathq|uri)$/.test(action) ||
      (action.startsWith('set-var(') && word.includes('regsub('))),
);

function pathsIn(action: string, word: string): readonly string[] {
  if (action.startsWith('replace')) return prefixesOfRegex(word);
  const isExpression = action.startsWith('set-var(');
  return pathsSubstituted(isExpression ? (parseExpression(word)?.calls ?? []) : callsIn(word));
}

function callsIn(format: string): readonly Call[] {
  return parseFormat(format).flatMap((piece) =>
    piece.kind === 'sample' ? (piece.expression?.calls ?? []) : [],
  );
}

/** Paths that `regsub` looks for. */
function pathsSubstituted(calls: readonly Call[]): readonly string[] {
  return calls
    .filter((call) => call.name === 'regsub')
    .flatMap(({ args: [regex = '', , flags = ''] }) =>
      prefixesOfRegex(flags.includes('i') ? regex.toLowerCase() : regex),
    );
}
