import * as l10n from '@vscode/l10n';

/** What a reader is told for a kind of names (see `NameUse`); what is the proxy's own word, such as "acl", stays. */
export function kindText(kind: string): string {
  switch (kind) {
    case 'variable':
      return l10n.t('variable');
    case 'named location':
      return l10n.t('named location');
    case 'rewrite map':
      return l10n.t('rewrite map');
    case 'log format':
      return l10n.t('log format');
    case 'macro':
      return l10n.t('macro');
    case 'macro parameter':
      return l10n.t('macro parameter');
    default:
      return kind;
  }
}
