import * as l10n from '@vscode/l10n';
import type { Verdict } from '../delivery/verdict.ts';

const WORDS: Readonly<Record<Verdict, () => string>> = {
  ok: () => l10n.t('ok'),
  held: () => l10n.t('held'),
  cut: () => l10n.t('cut'),
  refused: () => l10n.t('refused'),
  unreachable: () => l10n.t('unreachable'),
  unknown: () => l10n.t('unknown'),
};

/** The word that a reader is told for a verdict; the verdict itself stays English wherever a program reads it. */
export function verdictText(verdict: Verdict): string {
  return WORDS[verdict]();
}

/** Characters of the longest of these words. */
export function widthOfVerdicts(): number {
  return Math.max(...Object.values(WORDS).map((word) => word().length));
}
