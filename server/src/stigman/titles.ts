import * as l10n from '@vscode/l10n';
import type { OperationId } from './endpoints.ts';

const TITLES: Readonly<Record<OperationId, () => string>> = {
  streamStateSse: () => l10n.t('state events'),
  cloneCollection: () => l10n.t('clone progress'),
  exportToCollection: () => l10n.t('export progress'),
  replaceAppData: () => l10n.t('data import progress'),
  logSocket: () => l10n.t('log socket'),
  postReviewsByAsset: () => l10n.t('review upload'),
};

const NOUNS: Readonly<Partial<Record<OperationId, () => string>>> = {
  logSocket: () => l10n.t('the log socket'),
  postReviewsByAsset: () => l10n.t('the review upload'),
};

/** What a label calls an endpoint. */
export function titleOf(operationId: OperationId): string {
  return TITLES[operationId]();
}

/** What a sentence calls it: with its article, where it has one. */
export function nounOf(operationId: OperationId): string {
  return (NOUNS[operationId] ?? TITLES[operationId])();
}
