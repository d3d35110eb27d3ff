import * as l10n from '@vscode/l10n';
import { byNode, findingAt, remediesOf } from './nodes.ts';
import { arrives } from './passages.ts';
import type { Rule } from './rule.ts';
import { advice, clause } from './wording.ts';

const id = 'missing-slash-redirect';

/** STIG Manager's links are relative: its mount without the slash must be redirected to the one with it. */
export const missingSlashRedirect: Rule = {
  id,
  summary: 'The mount without its trailing slash is not redirected to the one with it',
  severity: 'warning',
  dialects: ['apache', 'haproxy'],
  check: (analysis) => {
    const missing = analysis.entries
      .flatMap((entry) => entry.mounts)
      .filter((mount) => mount.primary && mount.deliveries.some(arrives))
      .flatMap(({ withoutSlash, basePath }) =>
        withoutSlash && !withoutSlash.redirects ? [{ fact: withoutSlash, basePath }] : [],
      );
    return byNode(missing, ({ basePath }) => basePath).map((group) => {
      const [{ fact, basePath }] = group;
      const bare = basePath.slice(0, -1);
      const facts = group.map((charge) => charge.fact);
      const todo = advice(remediesOf(facts), l10n.t`Redirect ${bare} to ${basePath}`);
      const what = l10n.t`Who asks for ${bare} does not get to STIG Manager, for it is not redirected to ${basePath}: ${clause(fact.answer)}.`;
      return findingAt(id, 'warning', facts, `${what} ${todo}`);
    });
  },
};
