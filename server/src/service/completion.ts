import * as l10n from '@vscode/l10n';
import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  type Position,
  type Range,
} from 'vscode-languageserver-types';
import type { Configuration } from '../dialects/configuration.ts';
import type { DirectiveDoc, SnippetDoc, Vocabulary } from '../dialects/language.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import { type Cursor, cursorAt } from './cursor.ts';
import { documentationOf } from './documentation.ts';
import { fenced } from './markdown.ts';
import { offsetOf, rangeOf } from './positions.ts';
import { withDefaults } from './snippet.ts';
import { valueItems } from './value-completion.ts';

/**
 * What may be written at a position: directives that are legal there, or values of the argument. `values` asks for the
 * latter alone: who types the space of an indentation wants no list of directives.
 */
export function completionsAt(
  uri: string,
  position: Position,
  configurations: readonly Configuration[],
  scope: 'all' | 'values' = 'all',
): readonly CompletionItem[] {
  for (const configuration of configurations) {
    const tree = configuration.sources.tree(uri);
    const vocabulary = configuration.dialect.language?.vocabulary;
    const cursor = tree && vocabulary && cursorAt(uri, offsetOf(tree, position), configuration);
    if (!cursor) continue;
    if (cursor.directive === undefined && scope === 'values') return [];
    return cursor.directive === undefined
      ? directiveItems(tree, cursor, vocabulary, configuration)
      : valueItems({ uri, tree, cursor, vocabulary, configuration, directive: cursor.directive });
  }
  return [];
}

/**
 * Directives, the usual ones first; snippets stand before them where nothing is typed, and behind the usual ones where
 * it is, for most words are typed for a directive.
 */
function directiveItems(
  tree: SyntaxTree,
  cursor: Cursor,
  vocabulary: Vocabulary,
  { analysis, sources }: Configuration,
): readonly CompletionItem[] {
  const range = rangeOf(tree, cursor.word);
  const end = vocabulary.endOf?.(cursor.around);
  const ends = end === undefined ? [] : [endItem(end, rangeOf(tree, withBracket(cursor)))];
  if (cursor.typed.startsWith('</')) return ends;
  const context = vocabulary.contextAt(cursor.around, sources.tree(analysis.root));
  const directives = vocabulary
    .directivesIn(context)
    .map((doc) => directiveItem(doc, tree, cursor, vocabulary));
  if (cursor.rest !== '') return [...ends, ...directives];
  const fitting = vocabulary.snippets.filter(
    ({ contexts }) => context === undefined || contexts.length === 0 || contexts.includes(context),
  );
  const front = cursor.typed === '' ? ' ' : '0~';
  const snippets = fitting.map((snippet, i) => snippetItem(snippet, front + padded(i), range));
  return [...snippets, ...ends, ...directives];
}

/** A directive with its terminator or its end where the line or the block around ends, else its name alone. */
function directiveItem(
  doc: DirectiveDoc,
  tree: SyntaxTree,
  cursor: Cursor,
  vocabulary: Vocabulary,
): CompletionItem {
  const opening = doc.name.startsWith('<');
  const ends = opening ? cursor.rest === '>' : !doc.block && /^\s*\}/.test(cursor.rest);
  const whole = cursor.rest === '' || ends;
  return {
    label: doc.name,
    kind: doc.block ? CompletionItemKind.Module : CompletionItemKind.Property,
    detail: doc.syntax[0] ?? '',
    documentation: { kind: 'markdown', value: documentationOf(doc) },
    sortText: doc.rank === undefined ? `1${doc.name}` : `0${padded(doc.rank)}${doc.name}`,
    insertTextFormat: whole ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(whole && { insertTextMode: InsertTextMode.adjustIndentation }),
    textEdit: {
      range: rangeOf(tree, whole && opening ? withBracket(cursor) : cursor.word),
      newText: whole ? vocabulary.snippetFor(doc) : doc.name,
    },
  };
}

/** A number that sorts as text. */
function padded(rank: number): string {
  return String(rank).padStart(3, '0');
}

/** The word at the cursor with the bracket that an editor closed by itself. */
function withBracket({ word, rest }: Cursor) {
  return { start: word.start, end: word.end + (rest === '>' ? 1 : 0) };
}

function endItem(end: string, range: Range): CompletionItem {
  return {
    label: end,
    kind: CompletionItemKind.Module,
    detail: l10n.t('ends the section'),
    sortText: ` ${end}`,
    textEdit: { range, newText: end },
  };
}

function snippetItem(
  { trigger, description, body }: SnippetDoc,
  sortText: string,
  range: Range,
): CompletionItem {
  const newText = body.join('\n');
  return {
    label: trigger,
    kind: CompletionItemKind.Snippet,
    detail: description,
    documentation: { kind: 'markdown', value: fenced(withDefaults(newText)) },
    sortText,
    insertTextFormat: InsertTextFormat.Snippet,
    insertTextMode: InsertTextMode.adjustIndentation,
    textEdit: { range, newText },
  };
}
