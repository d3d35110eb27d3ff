import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { quoted } from '../quoted.ts';
import type { Entry, Scope } from '../scope.ts';
import { faultAtName } from './fault.ts';
import { isTemplated, type Site } from './site.ts';

/** nginx: `invalid percent value "0%"`, `percent total is greater than 100%`, of split_clients (measured on 1.22). */
export function invalidShares({ others }: Site): readonly LanguageFault[] {
  const totals = new Map<Scope, number>();
  return others.filter(isShare).flatMap((entry) => {
    const given = /^(?=\.?\d)(\d*\.?\d{0,2})%$/.exec(entry.name)?.[1];
    const share = Math.round(Number(given ?? 0) * 100);
    const before = totals.get(entry.scope) ?? 0;
    totals.set(entry.scope, before + share);
    if (share > 0 && before + share <= 10_000) return [];
    const message =
      share > 0
        ? l10n.t(
            'The shares come to more than 100%, and nginx refuses the file. Write a percentage such as 5% or 0.25%, or * for the rest.',
          )
        : l10n.t`${quoted(entry.name)} is no share, and nginx refuses the file. Write a percentage such as 5% or 0.25%, or * for the rest.`;
    return [faultAtName(entry, { code: 'invalid-value', message })];
  });
}

function isShare(entry: Entry): boolean {
  return entry.scope.kind === 'split_clients' && entry.name !== '*' && !isTemplated(entry);
}
