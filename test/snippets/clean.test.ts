import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verdictOf } from '../../server/src/delivery/verdict.ts';
import { dialects } from '../../server/src/dialects/registry.ts';
import { stigManager } from '../../server/src/stigman/application.ts';
import { inspectedText } from '../support/inspected.ts';
import { expandedSnippets } from './expand.ts';

/** Each snippet, with its defaults filled in, is found to serve STIG Manager and Keycloak without a fault. */

/** Around the snippets that are parts of a server. */
const frames: Readonly<Record<string, (text: string) => string>> = {
  nginx: (text) =>
    `server {\nlisten 443 ssl;\nssl_certificate c;\nssl_certificate_key k;\n${text}\n}\n`,
  apacheconf: (text) => `<VirtualHost *:443>\nSSLEngine on\n${text}\n</VirtualHost>\n`,
};
/** The snippet that the partial ones stand beside. */
const base: Readonly<Record<string, string>> = {
  nginx: 'STIG Manager location',
  apacheconf: 'STIG Manager mapping',
};
const WHOLE = /^(server \{|<VirtualHost|frontend )/m;

for (const language of ['nginx', 'apacheconf', 'haproxy']) {
  const dialect = dialects.find((each) => each.languageIds.includes(language));
  const skip = dialect ? false : 'this language is not read yet';
  describe(`${language} snippets`, { skip }, () => {
    const snippets = expandedSnippets(language);
    for (const [name, text] of snippets) {
      it(name, () => {
        assert.ok(dialect);
        const main = base[language] === name ? '' : (snippets.get(base[language] ?? '') ?? '');
        const whole = WHOLE.test(text) ? text : (frames[language]?.(`${text}\n${main}`) ?? text);
        const { analysis, findings, sources } = inspectedText(dialect, whole);
        assert.deepEqual(
          findings.map(({ ruleId, message }) => `${ruleId}: ${message}`),
          [],
        );
        assert.deepEqual(sources.tree(analysis.root)?.faults, []);
        const mounts = analysis.entries.flatMap((entry) => entry.mounts);
        const routes = analysis.entries.flatMap((entry) => entry.identityRoutes);
        assert.ok(mounts.length + routes.length > 0, 'nothing was recognised');
        const verdicts = mounts.flatMap((mount) =>
          mount.deliveries.map((delivery) => verdictOf(delivery, stigManager)),
        );
        assert.deepEqual([...new Set(verdicts)], mounts.length > 0 ? ['ok'] : []);
      });
    }
  });
}
