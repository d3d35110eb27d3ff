import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verdictOf } from '../../server/src/delivery/verdict.ts';
import { dialects } from '../../server/src/dialects/registry.ts';
import { stigManager } from '../../server/src/stigman/application.ts';
import { Acceptor, missingProxy, type ProxyLanguage } from '../support/acceptance.ts';
import { allChoices } from '../support/choices.ts';
import { inspectedText } from '../support/inspected.ts';

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

describe('new configurations, asked of the real proxies', () => {
  let acceptor: Acceptor;
  before(() => {
    acceptor = new Acceptor();
  });
  after(() => acceptor.close());
  for (const dialect of dialects) {
    const starter = dialect.language?.starter;
    const language = dialect.languageIds[0] as ProxyLanguage;
    it(`${dialect.id} accepts each`, { skip: missingProxy(language) }, () => {
      assert.ok(starter, `${dialect.id} can write none`);
      for (const choices of allChoices()) {
        const { text } = starter(choices);
        const { accepted, log } = acceptor[language](text);
        assert.ok(accepted, `${log}\n${text}`);
      }
    });
  }
});
