import {
  type CompletionItem,
  CompletionItemKind,
  type Position,
  type Range,
} from 'vscode-languageserver-types';
import type { Configuration } from '../dialects/configuration.ts';
import { fileUri } from '../dialects/file-uri.ts';
import { cursorAt } from './cursor.ts';
import { offsetOf, rangeOf } from './positions.ts';

/** The last part of an include's path, which is being typed, and the folder whose entries it may be. */
export interface IncludePath {
  readonly folder: string;
  readonly range: Range;
}

/** An entry of a folder. */
export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
}

/** The include path at a position: relative paths start at the main file's folder. */
export function includePathAt(
  uri: string,
  position: Position,
  configurations: readonly Configuration[],
): IncludePath | undefined {
  for (const configuration of configurations) {
    const { analysis, dialect, sources } = configuration;
    const tree = sources.tree(uri);
    const vocabulary = dialect.language?.vocabulary;
    const cursor = tree && cursorAt(uri, offsetOf(tree, position), configuration);
    const directive = cursor?.directive?.toLowerCase();
    if (!cursor || directive === undefined || cursor.before.length > 0) continue;
    if (!vocabulary?.includes.includes(directive)) continue;
    const above = cursor.typed.slice(0, cursor.typed.lastIndexOf('/') + 1);
    const start = cursor.word.start + above.length;
    const range = rangeOf(tree, { start, end: cursor.word.end });
    return { folder: fileUri(above, analysis.root), range };
  }
  return undefined;
}

/** The entries of a folder as what may be written there; a folder with the slash after which its own are offered. */
export function includePathItems(
  entries: readonly Entry[],
  range: Range,
): readonly CompletionItem[] {
  const visible = entries.filter(({ name }) => !name.startsWith('.'));
  return visible.map(({ name, kind }) => {
    const isFolder = kind === 'directory';
    const label = isFolder ? `${name}/` : name;
    return {
      label,
      kind: isFolder ? CompletionItemKind.Folder : CompletionItemKind.File,
      textEdit: { range, newText: label },
    };
  });
}
