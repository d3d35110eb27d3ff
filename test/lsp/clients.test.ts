import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CompletionItem } from 'vscode-languageserver';
import { connected, type LanguageClient, pulling, pushing } from '../support/language-client.ts';
import { MemoryFileSystem } from '../support/memory-filesystem.ts';

const folder = 'file:///etc/nginx';
const main = `${folder}/nginx.conf`;
const site = `${folder}/conf.d/stigman.conf`;
const mainText = 'events {}\nhttp {\n  include conf.d/stigman.conf;\n}\n';
const siteText = `server {
  listen 80;
  location /stigman/ {
    proxy_pass http://stigman:54000/;
  }
}
`;
const files = { [main]: mainText, [site]: siteText };

async function codesOf(client: LanguageClient, uri: string): Promise<readonly string[]> {
  return (await client.pull(uri)).map(({ code }) => String(code));
}

function itemsAt(client: LanguageClient, uri: string, line: number, character: number) {
  const params = { textDocument: { uri }, position: { line, character } };
  return client.connection.sendRequest<CompletionItem[]>('textDocument/completion', params);
}

describe('settings sent at the start', () => {
  const initializationOptions = { settings: { rules: { 'plain-http': 'off' } } };
  const asking = { folder, capabilities: pulling, initializationOptions };

  it('are in force for a client that has none to give when it is asked', async () => {
    const client = await connected(new MemoryFileSystem(), { ...asking, settings: null });
    await client.open(main, siteText);
    assert.ok(!(await codesOf(client, main)).includes('plain-http'));
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: null,
    });
    assert.ok(!(await codesOf(client, main)).includes('plain-http'));
    await client.shutDown();
  });

  it('give way to those that a client gives', async () => {
    const client = await connected(new MemoryFileSystem(), { ...asking, settings: {} });
    await client.open(main, siteText);
    assert.ok((await codesOf(client, main)).includes('plain-http'));
    await client.shutDown();
  });
});

describe('completion for a client', () => {
  async function offered(snippetSupport: boolean) {
    const completion = { completionItem: { snippetSupport } };
    const capabilities = { ...pushing, textDocument: { ...pushing.textDocument, completion } };
    const client = await connected(new MemoryFileSystem(), { folder, capabilities });
    await client.open(main, 'http {\n  \n}\n');
    const items = await itemsAt(client, main, 1, 2);
    await client.shutDown();
    const textOf = (label: string) =>
      items.find((item) => item.label === label)?.textEdit?.newText ?? '';
    const marked = items.filter(({ insertTextFormat }) => insertTextFormat === 2);
    return { textOf, marked: marked.length };
  }

  it('with snippets has stops', async () => {
    const { textOf, marked } = await offered(true);
    assert.ok(marked > 0);
    assert.equal(textOf('gzip'), 'gzip $1;$0');
    assert.match(textOf('stigman-server'), /\$\{1:/);
  });

  it('without them is plain text', async () => {
    const { textOf, marked } = await offered(false);
    assert.equal(marked, 0);
    assert.equal(textOf('gzip'), 'gzip');
    assert.match(textOf('stigman-server'), /server_name stigman\.example\.org;/);
    assert.doesNotMatch(textOf('stigman-server'), /\$[{\d]/);
  });
});

describe('a folder of the workspace', () => {
  /** The main file in which the site is judged: it is looked for as far up as the workspace goes. */
  async function mainOf(added: readonly string[], removed: readonly string[] = []) {
    const workspace = { ...pulling.workspace, workspaceFolders: true };
    const capabilities = { ...pulling, workspace };
    const client = await connected(new MemoryFileSystem(files), { capabilities });
    const change = async (event: { added?: readonly string[]; removed?: readonly string[] }) => {
      const named = (uris: readonly string[] = []) => uris.map((uri) => ({ uri, name: uri }));
      await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: named(event.added), removed: named(event.removed) },
      });
    };
    await change({ added });
    await change({ removed });
    await client.open(site, siteText);
    const { explanation } = await client.connection.sendRequest<{
      explanation: { entries: readonly { file: string }[] };
    }>('stigmanProxyLint/explain', { uri: site });
    await client.shutDown();
    return explanation.entries[0]?.file;
  }

  it('may be named with a slash at its end', async () => {
    assert.equal(await mainOf([`${folder}/`]), 'nginx.conf');
    assert.equal(await mainOf([folder]), 'nginx.conf');
  });

  it('goes by any spelling of its name', async () => {
    const inner = `${folder}/conf.d`;
    assert.equal(await mainOf([inner]), 'stigman.conf');
    assert.equal(await mainOf([inner], [`${folder}/conf%2Ed/`]), main);
  });
});

describe('a folder that goes', () => {
  it('takes along what was read of it, and the findings in it', async () => {
    const fileSystem = new MemoryFileSystem(files);
    const client = await connected(fileSystem, { folder, capabilities: pulling });
    await client.connection.sendRequest('stigmanProxyLint/checkFiles', { uris: [main, site] });
    assert.ok((client.published.get(site)?.diagnostics.length ?? 0) > 0);
    fileSystem.files.delete(site);
    await client.filesChanged(`${folder}/conf.d`);
    await client.until(() => client.published.get(site)?.diagnostics.length === 0);
    await client.open(main, mainText);
    assert.deepEqual(await codesOf(client, main), ['missing-include']);
    await client.shutDown();
  });
});

describe('an include', () => {
  async function labelsIn(uri: string, path: string, other: string) {
    const client = await connected(new MemoryFileSystem({ [other]: '' }));
    await client.open(uri, `http {\n  include ${path};\n}\n`);
    const items = await itemsAt(client, uri, 1, `  include ${path}`.length);
    assert.deepEqual(client.log, []);
    await client.shutDown();
    return items.map(({ label }) => label);
  }

  it('of a document that has no file yet is completed from the folder where it may be saved', async () => {
    assert.deepEqual(await labelsIn('untitled:Untitled-1', 'b', 'file:///a.conf'), ['a.conf']);
    const named = `untitled:${new URL(main).pathname}`;
    assert.deepEqual(await labelsIn(named, 'conf.d/', site), ['stigman.conf']);
  });

  it('may have blanks and marks in its path', async () => {
    const named = {
      'my conf/a.conf': 'my%20conf/a.conf',
      "100%#'é(1).conf": '100%25%23%27%C3%A9%281%29.conf',
    };
    for (const [path, escaped] of Object.entries(named)) {
      const other = `${folder}/${escaped}`;
      const client = await connected(new MemoryFileSystem({ [other]: siteText }));
      await client.open(main, `events {}\nhttp {\n  include "${path}";\n}\n`);
      const params = { textDocument: { uri: main } };
      const [link] = await client.connection.sendRequest<{ target: string }[]>(
        'textDocument/documentLink',
        params,
      );
      assert.equal(link?.target, other);
      await client.open(other, `\n${siteText}`);
      const labels = (await itemsAt(client, other, 0, 0)).map(({ label }) => label);
      assert.ok(labels.includes('upstream') && !labels.includes('events'), 'it stands in http');
      await client.shutDown();
    }
  });

  it('may begin with a drive of Windows', async () => {
    const other = 'file:///c%3A/nginx/conf/b.conf';
    const root = 'file:///C:/nginx/conf/nginx.conf';
    assert.deepEqual(await labelsIn(root, 'C:/nginx/conf/', other), ['b.conf']);
    const client = await connected(new MemoryFileSystem({ [other]: siteText }), {
      capabilities: pulling,
    });
    await client.open(root, 'events {}\nhttp {\n  include C:/nginx/conf/b.conf;\n}\n');
    assert.deepEqual(await codesOf(client, root), []);
    await client.until(() => client.published.has(other));
    await client.shutDown();
  });
});
