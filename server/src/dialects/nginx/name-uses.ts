import type { SyntaxTree, Word } from '../../syntax/tree.ts';
import type { Span } from '../../text/place.ts';
import type { NameUse } from '../language.ts';

export function definition(kind: string, span: Span, name: string, whole: Span): NameUse {
  return {
    kind,
    name,
    role: 'definition',
    start: span.start,
    end: span.end,
    whole: { start: whole.start, end: whole.end },
  };
}

export function reference(kind: string, span: Span, name: string): NameUse {
  return { kind, name, role: 'reference', start: span.start, end: span.end };
}

/** A reference to what the last group of a match names; the match ends with it. */
export function referenceWithin(word: Word, kind: string, match: RegExpMatchArray): NameUse {
  const name = match.at(-1) as string;
  const start = word.start + (match.index ?? 0) + match[0].length - name.length;
  return reference(kind, { start, end: start + name.length }, name);
}

/** The variables that a word reads. */
export function variablesIn(word: Word, { text }: SyntaxTree): readonly NameUse[] {
  const raw = text.slice(word.start, word.end);
  return [...raw.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map((match) =>
    referenceWithin(word, 'variable', match),
  );
}
