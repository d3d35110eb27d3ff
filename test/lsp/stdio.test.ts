import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CodeAction } from 'vscode-languageserver-types';
import { LanguageClient } from '../support/language-client.ts';

const bundle = join(import.meta.dirname, '../../dist/server.js');
const main = 'http { server { listen 443 ssl; include site.conf; } }\n';
const site = 'location / {\n  proxy_pass http://stigman:54000;\n  proxy_read_timeout 20s;\n}\n';

describe('the bundled server over stdio', {
  skip: !existsSync(bundle) && 'dist is not built',
}, () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'proxy-lint-'));
    await writeFile(join(folder, 'nginx.conf'), main);
    await writeFile(join(folder, 'site.conf'), site);
  });
  after(() => rm(folder, { recursive: true }));

  it('serves a session from initialize to exit', async () => {
    const server = spawn(process.execPath, [bundle, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exited = once(server, 'exit');
    const client = new LanguageClient(server.stdout, server.stdin, {});
    const root = pathToFileURL(folder).href;
    const siteUri = `${root}/site.conf`;
    const mainUri = `${root}/nginx.conf`;
    const { capabilities, serverInfo } = await client.initialize({ folder: root });
    assert.equal(serverInfo?.name, 'stigman-proxy-lint');
    assert.ok(capabilities.hoverProvider);
    await client.open(mainUri, main);
    const read = () => client.published.get(siteUri)?.diagnostics ?? [];
    await client.until(() => read().some(({ code }) => code === 'short-read-timeout'));
    assert.ok(client.registered.includes('workspace/didChangeWatchedFiles'));

    await client.open(siteUri, site);
    const [diagnostic] = (await client.pushed(siteUri, 1)).filter(
      ({ code }) => code === 'short-read-timeout',
    );
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: siteUri },
      range: diagnostic?.range,
      context: { diagnostics: [diagnostic] },
    });
    const fix = actions.find(({ isPreferred }) => isPreferred);
    const [edit] = fix?.edit?.changes?.[siteUri] ?? [];
    assert.ok(edit);
    await client.change(siteUri, 2, { range: edit.range, text: edit.newText });
    const mended = await client.pushed(siteUri, 2);
    assert.ok(!mended.some(({ code }) => code === 'short-read-timeout'));

    await client.close(siteUri);
    await client.until(() => read().some(({ code }) => code === 'short-read-timeout'));
    await writeFile(join(folder, 'site.conf'), site.replace('20s', '1h'));
    await client.filesChanged(siteUri);
    await client.until(() => !read().some(({ code }) => code === 'short-read-timeout'));

    assert.deepEqual(client.log, []);
    await client.shutDown(true);
    assert.deepEqual(await exited, [0, null]);
  });
});
