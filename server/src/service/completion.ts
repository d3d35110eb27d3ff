import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  type Position,
  type Range,
} from 'vscode-languageserver-types';
import type { Configuration } from '../dialects/configuration.ts';
import type { SnippetDoc, ValueDoc, Vocabulary } from '../dialects/language.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import { type Cursor, cursorAt } from './cursor.ts';
import { documentationOf } from './documentation.ts';
import { fenced } from './markdown.ts';
import { usesIn } from './name-uses.ts';
import { offsetOf, rangeOf } from './positions.ts';
import { withDefaults } from './snippet.ts';

/** What may be written at a position: directives that are legal there, or values of the argument. */
export function completionsAt(
  uri: string,
  position: Position,
  configurations: readonly Configuration[],
): readonly CompletionItem[] {
  for (const configuration of configurations) {
    const tree = configuration.sources.tree(uri);
    const vocabulary = configuration.dialect.language?.vocabulary;
    const cursor = tree && vocabulary && cursorAt(tree, offsetOf(tree, position), vocabulary);
    if (!cursor) continue;
    return cursor.directive === undefined
      ? directiveItems(tree, cursor, vocabulary)
      : valueItems(tree, cursor, cursor.directive, vocabulary, configuration);
  }
  return [];
}

function directiveItems(
  tree: SyntaxTree,
  cursor: Cursor,
  vocabulary: Vocabulary,
): readonly CompletionItem[] {
  const range = rangeOf(tree, cursor.word);
  const context = vocabulary.contextAt(cursor.around);
  const directives = vocabulary.directivesIn(context).map((doc): CompletionItem => {
    const newText = cursor.atLineEnd ? vocabulary.snippetFor(doc) : doc.name;
    return {
      label: doc.name,
      kind: doc.block ? CompletionItemKind.Module : CompletionItemKind.Property,
      detail: doc.syntax[0] ?? '',
      documentation: { kind: 'markdown', value: documentationOf(doc) },
      insertTextFormat: cursor.atLineEnd ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      textEdit: { range, newText },
    };
  });
  if (!cursor.atLineEnd) return directives;
  const fitting = vocabulary.snippets.filter(
    ({ contexts }) => context === undefined || contexts.length === 0 || contexts.includes(context),
  );
  return [...fitting.map((snippet, i) => snippetItem(snippet, i, range)), ...directives];
}

function snippetItem(
  { trigger, description, body }: SnippetDoc,
  rank: number,
  range: Range,
): CompletionItem {
  const newText = body.join('\n');
  return {
    label: trigger,
    kind: CompletionItemKind.Snippet,
    detail: description,
    documentation: { kind: 'markdown', value: fenced(withDefaults(newText)) },
    sortText: ` ${rank}`,
    insertTextFormat: InsertTextFormat.Snippet,
    insertTextMode: InsertTextMode.adjustIndentation,
    textEdit: { range, newText },
  };
}

function valueItems(
  tree: SyntaxTree,
  cursor: Cursor,
  directive: string,
  vocabulary: Vocabulary,
  configuration: Configuration,
): readonly CompletionItem[] {
  const index = cursor.before.length;
  const values = vocabulary.valuesFor(directive, index, cursor.before);
  const dollar = cursor.typed.lastIndexOf('$');
  if (dollar >= 0 && vocabulary.variables().length > 0) {
    const range = rangeOf(tree, { start: cursor.word.start + dollar, end: cursor.word.end });
    const fitting = values.filter((value) => value.text.startsWith('$'));
    return items(
      [...fitting, ...definedVariables(configuration), ...vocabulary.variables()],
      range,
    );
  }
  const names = definedNames(
    configuration,
    vocabulary.nameKindsFor(directive, index, cursor.before),
  );
  return items([...values, ...names], rangeOf(tree, cursor.word));
}

function definedVariables(configuration: Configuration): readonly ValueDoc[] {
  return definedNames(configuration, ['variable']).map((value) => ({
    ...value,
    text: `$${value.text}`,
    kind: 'variable',
  }));
}

function definedNames(configuration: Configuration, kinds: readonly string[]): readonly ValueDoc[] {
  if (kinds.length === 0) return [];
  const found = configuration.analysis.files
    .flatMap((uri) => usesIn(uri, configuration))
    .filter((use) => use.role === 'definition' && kinds.includes(use.kind));
  return [...new Map(found.map((use) => [use.name, use])).values()].map((use) => ({
    text: use.name,
    summary: `A ${use.kind} of this configuration.`,
    kind: 'name',
  }));
}

const KINDS: Readonly<Record<ValueDoc['kind'], CompletionItemKind>> = {
  keyword: CompletionItemKind.Value,
  variable: CompletionItemKind.Variable,
  header: CompletionItemKind.Field,
  name: CompletionItemKind.Reference,
  path: CompletionItemKind.File,
  duration: CompletionItemKind.Unit,
  size: CompletionItemKind.Unit,
};

function items(values: readonly ValueDoc[], range: Range): readonly CompletionItem[] {
  const unique = new Map<string, ValueDoc>();
  for (const value of values) if (!unique.has(value.text)) unique.set(value.text, value);
  return [...unique.values()].map((value, i) => ({
    label: value.text,
    kind: KINDS[value.kind],
    ...(value.recommended && { detail: 'what STIG Manager needs' }),
    ...(value.summary && { documentation: { kind: 'markdown', value: value.summary } }),
    sortText: `${value.recommended ? 0 : 1}${String(i).padStart(4, '0')}`,
    preselect: value.recommended === true,
    filterText: value.text,
    textEdit: { range, newText: value.text },
  }));
}
