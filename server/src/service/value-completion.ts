import * as l10n from '@vscode/l10n';
import { type CompletionItem, CompletionItemKind, type Range } from 'vscode-languageserver-types';
import type { Configuration } from '../dialects/configuration.ts';
import type { ReferenceDoc, ValueDoc, Vocabulary } from '../dialects/language.ts';
import { kindText } from '../dialects/name-kinds.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import type { Cursor } from './cursor.ts';
import { type PlacedUse, usesIn } from './name-uses.ts';
import { rangeOf } from './positions.ts';

/** A place at which an argument is being typed. */
export interface ValuePlace {
  readonly uri: string;
  readonly tree: SyntaxTree;
  readonly cursor: Cursor;
  readonly directive: string;
  readonly vocabulary: Vocabulary;
  readonly configuration: Configuration;
}

/** What an argument may be: after a dollar sign what that may name, else the values and names of the directive. */
export function valueItems(place: ValuePlace): readonly CompletionItem[] {
  const { cursor, directive, vocabulary, tree } = place;
  const { before, typed, around } = cursor;
  const argument = { directive, before, typed, around };
  const values = vocabulary.valuesFor(argument);
  const reference = referenceAt(place);
  if (reference) {
    const fitting = values.filter((value) => value.text.startsWith('$'));
    return items([...fitting, ...reference.values], reference.range);
  }
  const names = vocabulary
    .namesFor(argument)
    .flatMap((doc) =>
      definedNames(place, doc.kind, (name) => `${doc.before ?? ''}${name}${doc.after ?? ''}`),
    );
  const written = cursor.quoted ? values.map(unquoted) : values;
  const needed = written.filter(({ recommended }) => recommended);
  return items([...needed, ...names, ...written], rangeOf(tree, cursor.word));
}

/** The quote stands already. */
function unquoted(value: ValueDoc): ValueDoc {
  return { ...value, text: value.text.replace(/^(["'])(.*)\1$/, '$2') };
}

/** What may stand in place of the dollar sign before the cursor and the name behind it, braces included. */
function referenceAt(
  place: ValuePlace,
): { readonly values: readonly ValueDoc[]; readonly range: Range } | undefined {
  const { cursor, vocabulary, tree } = place;
  if (vocabulary.references.length === 0) return undefined;
  const typed = /\$(?:(\{)[\w.-]*|\w*)$/.exec(cursor.typed);
  if (!typed) return undefined;
  const offset = cursor.word.start + cursor.typed.length;
  const braced = typed[1] !== undefined;
  const ending = (braced ? /^[\w.-]*\}?/ : /^\w*/).exec(tree.text.slice(offset, offset + 200));
  const start = offset - typed[0].length;
  return {
    values: referenceValues(place, braced),
    range: rangeOf(tree, { start, end: offset + (ending?.[0].length ?? 0) }),
  };
}

function referenceValues(place: ValuePlace, braced: boolean): readonly ValueDoc[] {
  const own = place.vocabulary.references.flatMap((reference) =>
    definedNames(place, reference.kind, (name) => reference.written(name, braced)).map(asVariable),
  );
  const [first] = place.vocabulary.references;
  const builtIn = place.vocabulary.variables();
  return [...own, ...(braced && first ? builtIn.map((value) => inBraces(value, first)) : builtIn)];
}

function asVariable(value: ValueDoc): ValueDoc {
  return { ...value, kind: 'variable' };
}

function inBraces(value: ValueDoc, { written }: ReferenceDoc): ValueDoc {
  return { ...value, text: written(value.text.slice(1), true) };
}

/** The names of a kind that the configuration defines where they can be used from a place, but for one typed there. */
function definedNames(
  { uri, cursor, configuration }: ValuePlace,
  kind: string,
  written: (name: string) => string,
): readonly ValueDoc[] {
  const scope = configuration.dialect.language?.names?.scopeAt?.(cursor.around);
  const offset = cursor.word.start + cursor.typed.length;
  const isTyped = (use: PlacedUse) => use.uri === uri && use.start <= offset && offset <= use.end;
  const found = configuration.analysis.files
    .flatMap((file) => usesIn(file, configuration))
    .filter((use) => use.role === 'definition' && use.kind === kind && !isTyped(use))
    .filter((use) => use.scope === undefined || (use.scope === scope && use.uri === uri));
  return [...new Set(found.map((use) => use.name))].map((name) => ({
    text: written(name),
    summary: l10n.t`Defined in this configuration (${kindText(kind)}).`,
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
    ...(value.recommended && { detail: l10n.t('what STIG Manager needs') }),
    ...(value.summary && { documentation: { kind: 'markdown', value: value.summary } }),
    sortText: `${value.recommended ? 0 : 1}${String(i).padStart(4, '0')}`,
    preselect: value.recommended === true,
    filterText: value.text,
    textEdit: { range, newText: value.text },
  }));
}
