import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { withDefaults } from '../../server/src/service/snippet.ts';
import { Acceptor, missingProxy, type ProxyLanguage } from '../support/acceptance.ts';
import { expandedSnippets } from './expand.ts';

/** Each snippet, with its defaults filled in, is a configuration that the real proxy accepts. */

let acceptor: Acceptor;
before(() => {
  acceptor = new Acceptor();
});
after(() => acceptor.close());

describe('expansion', () => {
  it('keeps escaped characters and takes defaults', () => {
    assert.equal(withDefaults('a ${1:/x/} \\$b \\\\1 $1${2}$0'), 'a /x/ $b \\1 ');
  });
});

const languages: readonly ProxyLanguage[] = ['nginx', 'apacheconf', 'haproxy'];
for (const language of languages) {
  describe(`${language} snippets`, { skip: missingProxy(language) }, () => {
    for (const [name, text] of expandedSnippets(language)) {
      it(name, () => {
        const { accepted, log } = acceptor[language](text);
        assert.ok(accepted, `${log}\n${text}`);
      });
    }
  });
}
