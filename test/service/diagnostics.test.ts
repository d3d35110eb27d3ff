import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver-types';
import { apache } from '../../server/src/dialects/apache/index.ts';
import type { Dialect } from '../../server/src/dialects/dialect.ts';
import { nginx } from '../../server/src/dialects/nginx/index.ts';
import { atHand } from '../../server/src/dialects/registry.ts';
import { quickFixes } from '../../server/src/service/code-actions.ts';
import { LanguageService } from '../../server/src/service/service.ts';
import { stigManager } from '../../server/src/stigman/application.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { FakeDialect, timeoutRule } from '../support/fake-dialect.ts';
import { MemoryFileSystem } from '../support/memory-filesystem.ts';

/** The diagnostics of one of several open files. */
async function diagnosticsOf(
  uri: string,
  files: Readonly<Record<string, string>>,
  dialects: readonly Dialect[] = [new FakeDialect()],
): Promise<readonly Diagnostic[]> {
  const onFailure = (message: string, error: unknown) => {
    throw new Error(message, { cause: error });
  };
  const options = { application: stigManager, onFailure };
  const fileSystem = new MemoryFileSystem(files);
  const workspace = new Workspace({ ...options, fileSystem, dialects: atHand(dialects) });
  for (const [file, text] of Object.entries(files))
    workspace.setDocument(file, dialects[0]?.languageIds[0] ?? '', text);
  const service = new LanguageService({ ...options, pages: 'pages', rules: [timeoutRule] });
  return service.diagnostics(uri, await workspace.configurationsOf(uri), () => 7);
}

const part = 'file:///w/part.fake';

describe('diagnostics', () => {
  it('carry code, page, range and the edits of every fix with the version that they are of', async () => {
    const [diagnostic] = await diagnosticsOf(part, { [part]: '\n  timeout 5\n' });
    assert.equal(diagnostic?.code, 'short');
    assert.equal(diagnostic?.codeDescription?.href, 'pages/rules/short.md');
    assert.deepEqual(diagnostic?.range, {
      start: { line: 1, character: 2 },
      end: { line: 1, character: 11 },
    });
    const edit = (line: number, from: number, to: number, newText: string) => ({
      range: { start: { line, character: from }, end: { line, character: to } },
      newText,
    });
    assert.deepEqual(diagnostic?.data, {
      versions: { [part]: 7 },
      fixes: [
        {
          title: 'Set timeout to 3600',
          preferred: true,
          edits: { [part]: [edit(1, 10, 11, '3600')] },
        },
        {
          title: 'Ignore short here',
          preferred: false,
          edits: {
            [part]: [edit(1, 0, 0, '  # stigman-proxy-lint-ignore short -- reason\n')],
          },
        },
      ],
    });
  });

  it('of a file that two roots read are told once', async () => {
    const found = await diagnosticsOf(part, {
      'file:///w/a.fake': 'include part.fake\n',
      'file:///w/b.fake': 'include part.fake\n',
      [part]: 'timeout 5\n',
    });
    assert.deepEqual(
      found.map(({ code }) => code),
      ['short'],
    );
  });

  it('tell syntax faults as errors', async () => {
    const [fault] = await diagnosticsOf(part, { [part]: 'time?\n' });
    assert.equal(fault?.code, 'half-typed');
    assert.equal(fault?.severity, 1);
  });

  it('tell no missing bracket where httpd does not read', async () => {
    const uri = 'file:///w/a.conf';
    const within = (head: string) => `<${head}>\n<Location /a\n</Location>\n</IfVersion>\n`;
    const codes = async (text: string) =>
      (await diagnosticsOf(uri, { [uri]: text }, [apache])).map(({ code }) => code);
    assert.deepEqual(await codes(within('IfVersion < 2.2')), []);
    assert.deepEqual(await codes(within('IfVersion >= 2.2')), ['missing-bracket']);
  });
  it('of a missing semicolon come with the fix that writes it', async () => {
    const uri = 'file:///w/site.conf';
    const text = 'server {\n  listen 80\n  index a;\n}\n';
    const [diagnostic, ...others] = await diagnosticsOf(uri, { [uri]: text }, [nginx]);
    assert.ok(diagnostic && others.length === 0);
    const [fix] = quickFixes([diagnostic], () => 7);
    const end = { line: 1, character: 11 };
    const edit = { range: { start: end, end }, newText: ';' };
    assert.deepEqual(fix?.edit, { changes: { [uri]: [edit] } });
  });
});
