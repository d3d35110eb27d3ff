import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { faultAtArgument, refused } from './fault.ts';
import { isSettledWord } from './settled.ts';
import type { Site } from './site.ts';

/**
 * httpd: `Cannot define multiple Listeners on the same IP:port`. Addresses count as they are written, but for the star:
 * a port alone and one of 0.0.0.0 go together (measured on 2.4.71).
 */
export function duplicateListens({ acting }: Site): readonly LanguageFault[] {
  const known = new Set<string>();
  const listens = acting.filter(({ node, certain }) => certain && node.name === 'listen');
  return listens.flatMap((each) => {
    const [address] = each.node.args;
    if (!address || !isSettledWord(address)) return [];
    const listened = address.value.toLowerCase().replace(/^\*:/, '');
    if (!known.has(listened)) {
      known.add(listened);
      return [];
    }
    const message = refused(
      l10n.t`Listen ${address.value} stands above already`,
      l10n.t('Take one of them out.'),
    );
    return [faultAtArgument(each, 0, { code: 'duplicate-listen', message })];
  });
}
