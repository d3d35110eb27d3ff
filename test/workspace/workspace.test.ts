import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { atHand } from '../../server/src/dialects/registry.ts';
import { stigManager } from '../../server/src/stigman/application.ts';
import { MAX_FILE_BYTES } from '../../server/src/workspace/filesystem.ts';
import { foldersAbove } from '../../server/src/workspace/roots.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { FakeDialect } from '../support/fake-dialect.ts';
import { MemoryFileSystem } from '../support/memory-filesystem.ts';

function setUp(files: Readonly<Record<string, string>>) {
  const fileSystem = new MemoryFileSystem(files);
  const dialect = new FakeDialect();
  const onFailure = (message: string, error: unknown) => {
    throw new Error(message, { cause: error });
  };
  const options = { fileSystem, dialects: atHand([dialect]), application: stigManager, onFailure };
  const workspace = new Workspace(options);
  workspace.setFolders(['file:///w']);
  const open = (uri: string) => workspace.setDocument(uri, 'fake', files[uri] ?? '');
  const rootsOf = async (uri: string) =>
    (await workspace.configurationsOf(uri)).map(({ analysis }) => analysis.root);
  return { fileSystem, dialect, workspace, open, rootsOf };
}

describe('foldersAbove', () => {
  it('ends at the workspace folder', () => {
    assert.deepEqual(foldersAbove('file:///w/a/b/c.conf', ['file:///w']), [
      'file:///w/a/b',
      'file:///w/a',
      'file:///w',
    ]);
  });

  it('ends at the top without one', () => {
    assert.deepEqual(foldersAbove('file:///a.conf', []), ['file:///']);
  });
});

describe('Workspace', () => {
  const main = 'file:///w/main.fake';
  const part = 'file:///w/conf.d/part.fake';

  it('judges a fragment within the main file above it that includes it', async () => {
    const { open, rootsOf } = setUp({ [main]: 'include conf.d/*\n', [part]: '' });
    open(part);
    assert.deepEqual(await rootsOf(part), [main]);
  });

  it('judges a fragment by itself where the main file does not include it', async () => {
    const { open, rootsOf } = setUp({ [main]: 'timeout 9\n', [part]: '' });
    open(part);
    assert.deepEqual(await rootsOf(part), [part]);
  });

  it('judges a fragment within an open document that includes it', async () => {
    const site = 'file:///w/site.fake';
    const { open, rootsOf } = setUp({ [site]: 'include conf.d/part.fake\n', [part]: '' });
    open(part);
    assert.deepEqual(await rootsOf(part), [part]);
    open(site);
    assert.deepEqual(await rootsOf(part), [site]);
  });

  it('gives every root of a file that two read', async () => {
    const files = {
      'file:///w/a.fake': 'include conf.d/part.fake\n',
      'file:///w/b.fake': 'include conf.d/part.fake\n',
      [part]: '',
    };
    const { open, rootsOf } = setUp(files);
    for (const uri of Object.keys(files)) open(uri);
    assert.deepEqual(await rootsOf(part), ['file:///w/a.fake', 'file:///w/b.fake']);
  });

  it('keeps one of two files that include each other', async () => {
    const files = {
      'file:///w/a.fake': 'include b.fake\n',
      'file:///w/b.fake': 'include a.fake\n',
    };
    const { open, rootsOf } = setUp(files);
    for (const uri of Object.keys(files)) open(uri);
    assert.deepEqual(await rootsOf('file:///w/b.fake'), ['file:///w/a.fake']);
  });

  it('finds the main file once it is written', async () => {
    const { open, rootsOf, workspace, fileSystem } = setUp({ [part]: '' });
    open(part);
    assert.deepEqual(await rootsOf(part), [part]);
    fileSystem.files.set(main, 'include conf.d/*\n');
    workspace.filesChanged([main]);
    assert.deepEqual(await rootsOf(part), [main]);
  });

  it('reads a file by the name of a link while a document is open by it, and by its own name otherwise', async () => {
    const link = 'file:///w/conf.d/link.fake';
    const target = 'file:///w/all/part.fake';
    const files = { [main]: 'include conf.d/*\n', [link]: '', [target]: '' };
    const { open, rootsOf, workspace, fileSystem } = setUp(files);
    fileSystem.links.set(link, target);
    open(main);
    const read = async () => (await workspace.configurationsOf(main))[0]?.analysis.files;
    assert.deepEqual(await read(), [main, target]);
    open(link);
    assert.deepEqual(await read(), [main, link]);
    assert.deepEqual(await rootsOf(link), [main]);
    open(target);
    assert.deepEqual(await read(), [main, target]);
    workspace.closeDocument(link);
    workspace.closeDocument(target);
    assert.deepEqual(await read(), [main, target]);
  });

  it('judges a pinned link and what is behind it once, by the name that an editor has open', async () => {
    const link = 'file:///w/conf.d/link.fake';
    const target = 'file:///w/all/part.fake';
    const files = { [main]: 'include conf.d/*\n', [link]: '', [target]: '' };
    const { open, workspace, fileSystem } = setUp(files);
    fileSystem.links.set(link, target);
    const roots = async () =>
      (await workspace.configurations()).map(({ analysis }) => analysis.root);
    workspace.pin([link, target]);
    assert.deepEqual(await roots(), [main]);
    open(link);
    assert.deepEqual(await roots(), [main]);
    workspace.closeDocument(link);
    assert.deepEqual(await roots(), [main]);
  });

  it('judges pinned files that no editor has open', async () => {
    const { workspace } = setUp({ [part]: 'timeout 5\n' });
    workspace.pin([part]);
    const found = await workspace.configurations();
    assert.deepEqual(
      found.map(({ analysis }) => analysis.root),
      [part],
    );
  });

  it('analyses once per revision, and again only what an edit concerns', async () => {
    const other = 'file:///w/other/one.fake';
    const { open, workspace, dialect } = setUp({ [part]: '', [other]: '' });
    open(part);
    open(other);
    await workspace.configurations();
    dialect.analyzed.length = 0;
    await workspace.configurations();
    assert.deepEqual(dialect.analyzed, []);
    workspace.setDocument(part, 'fake', 'timeout 7\n');
    await workspace.configurations();
    assert.deepEqual(dialect.analyzed, [part]);
  });

  it('judges the others where a dialect cannot be loaded, tells that, and tries again', async () => {
    const there = new FakeDialect();
    let online = false;
    const away = {
      id: 'apache',
      languageIds: ['away'],
      load: () => (online ? Promise.resolve(there) : Promise.reject(new Error('no network'))),
    } as const;
    const told: string[] = [];
    const workspace = new Workspace({
      fileSystem: new MemoryFileSystem(),
      dialects: [away, ...atHand([there])],
      application: stigManager,
      onFailure: (message, error) => told.push(`${message}: ${error}`),
    });
    workspace.setDocument(main, 'away', 'timeout 5\n');
    workspace.setDocument(part, 'fake', 'timeout 5\n');
    const roots = async () =>
      (await workspace.configurations()).map(({ analysis }) => analysis.root);
    assert.deepEqual(await roots(), [part]);
    assert.deepEqual(told, [`dialect of ${main}: Error: no network`]);
    online = true;
    assert.deepEqual(await roots(), [main, part]);
  });

  it('names why a document is not analysed', async () => {
    const { workspace } = setUp({});
    workspace.setDocument('file:///w/b.fake', 'fake', 'ab\0cd');
    workspace.setDocument('file:///w/l.fake', 'fake', 'x'.repeat(MAX_FILE_BYTES + 1));
    assert.deepEqual(await workspace.configurations(), []);
    assert.equal(workspace.problemOf('file:///w/b.fake'), 'binary');
    assert.equal(workspace.problemOf('file:///w/l.fake'), 'too-large');
  });
});
