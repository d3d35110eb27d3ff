import * as l10n from '@vscode/l10n';
import type { DocumentLink } from 'vscode-languageserver-types';
import type { Configuration } from '../dialects/configuration.ts';
import { rangeOf } from './positions.ts';

/** Includes as links: to the file, or to the first of the files that a glob matches. */
export function linksIn(
  uri: string,
  configurations: readonly Configuration[],
): readonly DocumentLink[] {
  const links = new Map<number, DocumentLink>();
  for (const { analysis, sources } of configurations) {
    const tree = sources.tree(uri);
    for (const { place, targets } of analysis.includes ?? []) {
      const [target] = targets;
      if (!tree || place.uri !== uri || target === undefined) continue;
      const tooltip =
        targets.length > 1
          ? l10n.t`First of ${targets.length} files`
          : l10n.t('Open the included file');
      links.set(place.start, { range: rangeOf(tree, place), target, tooltip });
    }
  }
  return [...links.values()];
}
