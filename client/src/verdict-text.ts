import { l10n } from 'vscode';

/** The word that a reader is shown for a verdict of the server. */
export function verdictText(verdict: string): string {
  switch (verdict) {
    case 'ok':
      return l10n.t('ok');
    case 'held':
      return l10n.t('held');
    case 'cut':
      return l10n.t('cut');
    case 'refused':
      return l10n.t('refused');
    case 'unreachable':
      return l10n.t('unreachable');
    default:
      return l10n.t('unknown');
  }
}
