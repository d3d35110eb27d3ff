import * as l10n from '@vscode/l10n';
import type { Position, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Configuration } from '../dialects/configuration.ts';
import { kindText } from '../dialects/name-kinds.ts';
import { definedNames, keyOf, type PlacedUse, useAt } from './name-uses.ts';
import { usesAt } from './navigation.ts';
import { offsetOf, rangeIn } from './positions.ts';

/** The name at a position that can be renamed: one that the configuration itself defines. */
export function renamableAt(
  uri: string,
  position: Position,
  configurations: readonly Configuration[],
): { readonly range: Range; readonly placeholder: string } | undefined {
  for (const configuration of configurations) {
    const tree = configuration.sources.tree(uri);
    const use = tree && useAt(uri, offsetOf(tree, position), configuration);
    if (!use || isFixed(use, configuration)) continue;
    const defined = usesAt(uri, position, [configuration]).some(
      (one) => one.use.role === 'definition',
    );
    if (defined) return { range: rangeIn(configuration.sources, use), placeholder: use.name };
  }
  return undefined;
}

function isFixed({ kind, name }: PlacedUse, { dialect }: Configuration): boolean {
  return dialect.language?.names?.isFixed?.(kind, name) ?? false;
}

/** Why a new name cannot be given; undefined where it can. A name that is there already would make two things one. */
export function rejection(
  uri: string,
  position: Position,
  newName: string,
  configurations: readonly Configuration[],
): string | undefined {
  for (const configuration of configurations) {
    const tree = configuration.sources.tree(uri);
    const use = tree && useAt(uri, offsetOf(tree, position), configuration);
    if (!use || newName === use.name) continue;
    if (isFixed(use, configuration)) {
      return l10n.t`The proxy itself reads the ${kindText(use.kind)} ${use.name}.`;
    }
    const reason = configuration.dialect.language?.names?.reject(use.kind, newName);
    if (reason) return reason;
  }
  const uses = usesAt(uri, position, configurations);
  const taken = uses.find(({ use, configuration }) => {
    const folded = use.folded === undefined ? undefined : newName.toLowerCase();
    const key = keyOf({ ...use, name: newName, ...(folded !== undefined && { folded }) });
    return key !== keyOf(use) && definedNames(configuration).has(key);
  });
  if (!taken) return undefined;
  return l10n.t`The name ${newName} is taken: this configuration has that ${kindText(taken.use.kind)} already. Choose another name.`;
}

/** Writes a new name at every use, across files. */
export function renameAt(
  uri: string,
  position: Position,
  newName: string,
  configurations: readonly Configuration[],
): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  for (const { use, configuration } of usesAt(uri, position, configurations)) {
    changes[use.uri] ??= [];
    changes[use.uri]?.push({ range: rangeIn(configuration.sources, use), newText: newName });
  }
  return { changes };
}
