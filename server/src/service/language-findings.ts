import * as l10n from '@vscode/l10n';
import type { Configuration } from '../dialects/configuration.ts';
import type { LanguageFault } from '../dialects/language.ts';
import type { Finding } from '../rules/rule.ts';

/**
 * The faults of the language in a configuration; none where the dialect does not look for them, undefined where its
 * checks throw. While a file has syntax faults, told is only what is found with and without the faulty directives, so
 * that half-typed text brings no fault about elsewhere.
 */
export function languageFindings(
  configuration: Configuration,
  onFailure: (message: string, error: unknown) => void,
): readonly Finding[] | undefined {
  const { dialect, repaired } = configuration;
  const checks = dialect.language?.checks;
  if (!checks) return [];
  try {
    const faults = checks.faults(configuration);
    return (repaired ? confirmed(faults, checks.faults({ dialect, ...repaired })) : faults).map(
      findingOf,
    );
  } catch (error) {
    onFailure(`language checks of ${dialect.id}`, error);
    return undefined;
  }
}

function confirmed(
  faults: readonly LanguageFault[],
  others: readonly LanguageFault[],
): readonly LanguageFault[] {
  const known = new Set(others.map(keyOf));
  return faults.filter((fault) => known.has(keyOf(fault)));
}

function keyOf({ code, place }: LanguageFault): string {
  return JSON.stringify([code, place.uri, place.start, place.end]);
}

function findingOf({ place, code, message, severity, replacement }: LanguageFault): Finding {
  const remedies =
    replacement === undefined
      ? []
      : [
          {
            kind: 'correction' as const,
            title: l10n.t`Change to “${replacement}”`,
            preferred: false,
            edits: () => [{ ...place, newText: replacement }],
          },
        ];
  return { ruleId: code, severity, place, message, related: [], remedies, affects: [] };
}
