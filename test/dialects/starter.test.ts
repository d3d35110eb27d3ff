import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verdictOf } from '../../server/src/delivery/verdict.ts';
import { dialects } from '../../server/src/dialects/registry.ts';
import type { Choices } from '../../server/src/dialects/starter.ts';
import { stigManager } from '../../server/src/stigman/application.ts';
import { inspectedText } from '../support/inspected.ts';

/** Every combination that the command can ask for. */
export function allChoices(): readonly Choices[] {
  const keycloak = { upstream: 'keycloak:8080', mount: '/kc/' };
  return ['/stigman/', '/'].flatMap((mount) =>
    [true, false].flatMap((tls) =>
      [keycloak, undefined].flatMap((identity) =>
        (tls && identity ? [true, false] : [false]).map((smartCard) => ({
          host: 'stigman.example.org',
          mount,
          upstream: 'stigman:54000',
          tls,
          keycloak: identity,
          smartCard,
        })),
      ),
    ),
  );
}

describe('new configurations', () => {
  for (const dialect of dialects) {
    const starter = dialect.language?.starter;
    for (const choices of starter ? allChoices() : []) {
      it(`of ${dialect.id} are clean: ${JSON.stringify(choices)}`, () => {
        const inspected = inspectedText(dialect, starter?.(choices).text ?? '');
        const told = inspected.findings.filter(
          (finding) => choices.tls || finding.ruleId !== 'plain-http',
        );
        assert.deepEqual(
          told.map((finding) => `${finding.ruleId}: ${finding.message}`),
          [],
        );
        const served = inspected.analysis.entries
          .filter((entry) => entry.secure === choices.tls)
          .flatMap((entry) => entry.mounts);
        const wanted = served.find((mount) => mount.basePath === choices.mount);
        assert.deepEqual(
          wanted?.deliveries.map((delivery) => verdictOf(delivery, stigManager)),
          Array(6).fill('ok'),
        );
      });
    }
  }
});
