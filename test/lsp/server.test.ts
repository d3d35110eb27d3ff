import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  Diagnostic,
  Hover,
} from 'vscode-languageserver-types';
import { applyEdits } from '../../server/src/text/edits.ts';
import { LineIndex } from '../../server/src/text/lines.ts';
import { connected, pulling } from '../support/language-client.ts';
import { MemoryFileSystem } from '../support/memory-filesystem.ts';

const folder = 'file:///etc/nginx';
const main = `${folder}/nginx.conf`;
const site = `${folder}/conf.d/stigman.conf`;

const files = {
  [main]: 'events {}\nhttp {\n  proxy_read_timeout 20s;\n  include conf.d/*.conf;\n}\n',
  [site]: `server {
  listen 443 ssl; ssl_certificate c; ssl_certificate_key k;
  location /stigman/ {
    proxy_pass http://stigman:54000/;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection upgrade;
    proxy_http_version 1.1;
    client_max_body_size 40m;
  }
}
`,
};

function codes(diagnostics: readonly Diagnostic[] | undefined): readonly string[] {
  return (diagnostics ?? []).map(({ code }) => String(code)).sort();
}

/** The text after the edits that an action makes in one file. */
function applied(text: string, action: CodeAction | undefined, uri: string): string {
  const lines = new LineIndex(text);
  const edits = (action?.edit?.changes?.[uri] ?? []).map(({ range, newText }) => ({
    start: lines.offset(range.start.line, range.start.character),
    end: lines.offset(range.end.line, range.end.character),
    newText,
  }));
  return applyEdits(text, edits);
}

describe('a client without pull', () => {
  it('gets diagnostics of the open file and of the file that decides', async () => {
    const client = await connected(new MemoryFileSystem(files), { folder });
    await client.open(site, files[site]);
    await client.until(() => client.published.has(main));
    const [diagnostic] = client.published.get(main)?.diagnostics ?? [];
    assert.equal(diagnostic?.code, 'short-read-timeout');
    assert.equal(diagnostic?.range.start.line, 2);
    assert.match(diagnostic?.codeDescription?.href ?? '', /docs\/rules\/short-read-timeout\.md$/);
    await client.shutDown();
  });

  it('gets them anew when an included file changes on disk, and none once they are gone', async () => {
    const fileSystem = new MemoryFileSystem(files);
    const client = await connected(fileSystem, { folder });
    await client.open(main, files[main]);
    assert.deepEqual(codes(await client.pushed(main, 1)), ['short-read-timeout']);
    const mended = files[site].replace('{\n', '{\n  proxy_read_timeout 1h;\n');
    fileSystem.files.set(site, mended);
    await client.filesChanged(site);
    await client.until(() => client.published.get(main)?.diagnostics.length === 0);
    await client.shutDown();
  });

  it('and without watchers gets them anew when it saves', async () => {
    const fileSystem = new MemoryFileSystem(files);
    const capabilities = { textDocument: {} };
    const client = await connected(fileSystem, { folder, capabilities });
    await client.open(main, files[main]);
    assert.deepEqual(codes(await client.pushed(main, 1)), ['short-read-timeout']);
    fileSystem.files.set(site, files[site].replace('{\n', '{\n  proxy_read_timeout 1h;\n'));
    const textDocument = { uri: main };
    await client.connection.sendNotification('textDocument/didSave', { textDocument });
    await client.until(() => client.published.get(main)?.diagnostics.length === 0);
    await client.shutDown();
  });

  it('gets nothing more of a file that no configuration reads any longer', async () => {
    const client = await connected(new MemoryFileSystem(files), { folder });
    await client.open(site, files[site]);
    await client.until(() => client.published.has(main));
    await client.close(site);
    await client.until(() => client.published.get(main)?.diagnostics.length === 0);
    await client.shutDown();
  });

  it('gets the version that the diagnostics are of', async () => {
    const client = await connected(new MemoryFileSystem(files), { folder });
    await client.open(main, files[main]);
    await client.pushed(main, 1);
    const range = { start: { line: 2, character: 21 }, end: { line: 2, character: 23 } };
    await client.change(main, 2, { range, text: '25' });
    const [diagnostic] = await client.pushed(main, 2);
    assert.match(String(diagnostic?.message), /25 s/);
    await client.shutDown();
  });
});

describe('a client that pulls', () => {
  it('is pushed nothing for open files and told to pull again when an include changes', async () => {
    const fileSystem = new MemoryFileSystem(files);
    const client = await connected(fileSystem, { folder, capabilities: pulling });
    await client.open(main, files[main]);
    assert.deepEqual(codes(await client.pull(main)), ['short-read-timeout']);
    fileSystem.files.set(site, files[site].replace('{\n', '{\n  proxy_read_timeout 1h;\n'));
    await client.filesChanged(site);
    await client.until(() => client.refreshed.includes('diagnostic'));
    assert.deepEqual(await client.pull(main), []);
    assert.equal(client.published.has(main), false);
    await client.shutDown();
  });

  it('is told to ask for code lenses and inlay hints again when another file alters a route', async () => {
    const workspace = { codeLens: { refreshSupport: true }, inlayHint: { refreshSupport: true } };
    const capabilities = { ...pulling, workspace: { ...pulling.workspace, ...workspace } };
    const client = await connected(new MemoryFileSystem(files), { folder, capabilities });
    await client.open(main, files[main]);
    await client.open(site, files[site]);
    await client.until(() => client.refreshed.includes('codeLens'));
    client.refreshed.length = 0;
    const range = { start: { line: 2, character: 21 }, end: { line: 2, character: 24 } };
    await client.change(main, 2, { range, text: '1h' });
    await client.until(() => client.refreshed.includes('codeLens'));
    await client.until(() => client.refreshed.includes('inlayHint'));
    const textDocument = { uri: site };
    const [lens] = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument,
    });
    assert.match(lens?.command?.title ?? '', /state events ok/);
    await client.shutDown();
  });

  it('is told that nothing has changed', async () => {
    const client = await connected(new MemoryFileSystem(files), { folder, capabilities: pulling });
    await client.open(main, files[main]);
    const ask = (previousResultId?: string) =>
      client.connection.sendRequest<{ kind: string; resultId: string }>('textDocument/diagnostic', {
        textDocument: { uri: main },
        previousResultId,
      });
    const { resultId } = await ask();
    assert.deepEqual(await ask(resultId), { kind: 'unchanged', resultId });
    await client.shutDown();
  });
});

describe('code actions', () => {
  const asking = { folder, capabilities: pulling };

  async function actionsFor(only?: string[]) {
    const client = await connected(new MemoryFileSystem(files), asking);
    await client.open(main, files[main]);
    const diagnostics = await client.pull(main);
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: main },
      range: diagnostics[0]?.range,
      context: { diagnostics, only },
    });
    await client.shutDown();
    return actions;
  }

  it('come from the data of the diagnostic, the preferred one first, ignoring last', async () => {
    const actions = await actionsFor();
    assert.equal(actions[0]?.isPreferred, true);
    assert.equal(actions.at(-1)?.title, 'Ignore short-read-timeout here');
    const ignored = applied(files[main], actions.at(-1), main);
    assert.match(
      ignored,
      /^ {2}# stigman-proxy-lint-ignore short-read-timeout -- reason\n {2}proxy_read/m,
    );
  });

  it('are not offered for an older version of the text', async () => {
    const client = await connected(new MemoryFileSystem(files), asking);
    await client.open(main, files[main]);
    const diagnostics = await client.pull(main);
    await client.change(main, 2, { text: `\n${files[main]}` });
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: main },
      range: diagnostics[0]?.range,
      context: { diagnostics },
    });
    const stale = actions.filter((action) => action.edit?.changes?.[main]);
    assert.deepEqual(stale, []);
    await client.shutDown();
  });

  it('mend the whole file on request', async () => {
    const actions = await actionsFor(['source.fixAll']);
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      ['source.fixAll.stigmanProxyLint'],
    );
    const mended = {
      [main]: applied(files[main], actions[0], main),
      [site]: applied(files[site], actions[0], site),
    };
    const client = await connected(new MemoryFileSystem(mended), asking);
    await client.open(main, mended[main]);
    assert.deepEqual(await client.pull(main), []);
    await client.shutDown();
  });
});

describe('hover', () => {
  it('tells at a mount what becomes of its six endpoints, and at a directive what it decides', async () => {
    const client = await connected(new MemoryFileSystem(files), { folder });
    await client.open(site, files[site]);
    await client.open(main, files[main]);
    const hover = (uri: string, line: number, character: number) =>
      client.connection.sendRequest<Hover | null>('textDocument/hover', {
        textDocument: { uri },
        position: { line, character },
      });
    const mount = JSON.stringify((await hover(site, 2, 4))?.contents);
    assert.match(mount, /state events/);
    assert.match(mount, /\*\*cut\*\*/);
    assert.match(mount, /nginx\\\\.conf:3|nginx.conf:3/);
    const directive = JSON.stringify((await hover(main, 2, 4))?.contents);
    assert.match(directive, /proxy_read_timeout 20s.*decides/);
    assert.equal(await hover(main, 0, 8), null);
    await client.shutDown();
  });
});

describe('settings', () => {
  it('change severities at once', async () => {
    const client = await connected(new MemoryFileSystem(files), {
      folder,
      settings: { rules: { 'short-read-timeout': 'hint' } },
    });
    await client.open(main, files[main]);
    assert.equal((await client.pushed(main, 1))[0]?.severity, 4);
    client.settings = { rules: { 'short-read-timeout': 'off' } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: null,
    });
    await client.until(() => client.published.get(main)?.diagnostics.length === 0);
    await client.shutDown();
  });
});

describe('language checks', () => {
  it('are told and mended, and end with their setting', async () => {
    const client = await connected(new MemoryFileSystem({}), { folder, settings: {} });
    await client.open(main, 'events {}\nhttp {\n  gzp_types text/css;\n}\n');
    const [fault] = await client.pushed(main, 1);
    assert.equal(fault?.code, 'unknown-directive');
    assert.match(fault?.codeDescription?.href ?? '', /\/language-checks\.md#nginx$/);
    const actions = await client.connection.sendRequest<{ title: string }[]>(
      'textDocument/codeAction',
      {
        textDocument: { uri: main },
        range: fault?.range,
        context: { diagnostics: [fault] },
      },
    );
    assert.equal(actions[0]?.title, 'Change to “gzip_types”');
    client.settings = { languageChecks: { enabled: false } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: null,
    });
    await client.until(() => client.published.get(main)?.diagnostics.length === 0);
    await client.shutDown();
  });
});

describe('requests of our own', () => {
  it('check files that are not open and leave their diagnostics in place', async () => {
    const client = await connected(new MemoryFileSystem(files), { folder });
    const checked = await client.connection.sendRequest('stigmanProxyLint/checkFiles', {
      uris: [site],
    });
    assert.deepEqual(checked, { files: 2, findings: 1 });
    await client.until(() => client.published.has(main));
    await client.shutDown();
  });

  it('explain a file', async () => {
    const client = await connected(new MemoryFileSystem(files), { folder });
    const answer = await client.connection.sendRequest<{
      content: string;
      explanation: { entries: { file: string; basePath: string; endpoints: object[] }[] };
    }>('stigmanProxyLint/explain', { uri: site });
    const [entry] = answer.explanation.entries;
    assert.equal(entry?.basePath, '/stigman/');
    assert.equal(entry?.endpoints.length, 6);
    assert.match(answer.content, /cut +GET +\/stigman\/api\/op\/state\/sse/);
    await client.shutDown();
  });
});

describe('completion of an include', () => {
  it('offers the entries of the folder, from the main file on', async () => {
    const client = await connected(new MemoryFileSystem(files), { folder });
    await client.open(main, files[main].replace('include conf.d/*.conf', 'include conf.d/'));
    const labelsAt = async (line: number, character: number) => {
      const items = await client.connection.sendRequest<CompletionItem[]>(
        'textDocument/completion',
        { textDocument: { uri: main }, position: { line, character } },
      );
      return items.map((item) => item.label);
    };
    assert.deepEqual(await labelsAt(3, 17), ['stigman.conf']);
    assert.deepEqual((await labelsAt(3, 10)).sort(), ['conf.d/', 'nginx.conf']);
    await client.shutDown();
  });
});
