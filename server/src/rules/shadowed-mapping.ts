import * as l10n from '@vscode/l10n';
import { findingAt } from './nodes.ts';
import type { Rule } from './rule.ts';
import { advice, clause } from './wording.ts';

const id = 'shadowed-mapping';

/** A mapping that never answers, or whose parameters are lost to another one. */
export const shadowedMapping: Rule = {
  id,
  summary: 'A mapping never answers, or its parameters are lost to an earlier one',
  severity: 'warning',
  dialects: ['apache'],
  check: (analysis) =>
    analysis.shadows.map((shadow) => {
      const todo = advice(
        shadow.remedies,
        l10n.t('Write the more specific mapping before the general one'),
      );
      const what = l10n.t`${shadow.subject}: this mapping ${clause(shadow.explanation)}.`;
      return findingAt(id, 'warning', [shadow], `${what} ${todo}`);
    }),
};
