import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { folderWith, run } from './run.ts';

describe('check and faults of the language', () => {
  let folder: ReturnType<typeof folderWith>;
  before(() => {
    folder = folderWith({
      'nginx.conf': 'events {}\nhttp {\n  server {\n    proxy_bufering off;\n  }\n}\n',
    });
  });
  after(() => folder.remove());

  const check = (...flags: string[]) =>
    run(['check', 'nginx.conf', ...flags], { cwd: folder.path });

  it('reports them in every format, with their correction', async () => {
    const { code, stdout } = await check('--format', 'json');
    assert.equal(code, 1);
    const [finding, ...others] = JSON.parse(stdout).findings;
    assert.deepEqual(others, []);
    assert.equal(finding.ruleId, 'unknown-directive');
    assert.deepEqual([finding.line, finding.column, finding.endColumn], [4, 5, 19]);
    assert.equal(finding.fixes[0].title, 'Change to “proxy_buffering”');
    for (const format of ['text', 'sarif', 'github'])
      assert.match((await check('--format', format)).stdout, /unknown-directive/, format);
  });

  it('leaves them to the user where it mends the rest', async () => {
    const { code, stderr } = await check('--fix');
    assert.equal(code, 1);
    assert.match(stderr, /^0 fixes applied in 0 files\.$/m);
  });

  it('leaves them out where asked to', async () => {
    const { code, stdout } = await check('--no-language-checks');
    assert.equal(code, 0);
    assert.doesNotMatch(stdout, /unknown-directive/);
  });
});
