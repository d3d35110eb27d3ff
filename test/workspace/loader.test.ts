import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stigManager } from '../../server/src/stigman/application.ts';
import { noRecognition } from '../../server/src/stigman/recognition.ts';
import { Loader } from '../../server/src/workspace/loader.ts';
import { FileStore } from '../../server/src/workspace/store.ts';
import { FakeDialect } from '../support/fake-dialect.ts';
import { MemoryFileSystem } from '../support/memory-filesystem.ts';

const root = 'file:///w/main.fake';

function setUp(files: Readonly<Record<string, string | Uint8Array>>) {
  const fileSystem = new MemoryFileSystem(files);
  const store = new FileStore(fileSystem);
  const dialect = new FakeDialect();
  const failures: string[] = [];
  const loader = new Loader(store, {
    application: stigManager,
    onFailure: (message) => failures.push(message),
  });
  const load = () => loader.load({ root, dialect, recognition: noRecognition });
  return { fileSystem, store, dialect, loader, load, failures };
}

describe('Loader', () => {
  it('brings in includes of includes, and globs', async () => {
    const { load } = setUp({
      [root]: 'include one.fake\ninclude conf.d/*.fake\n',
      'file:///w/one.fake': 'include two.fake\n',
      'file:///w/two.fake': 'timeout 5\n',
      'file:///w/conf.d/b.fake': 'timeout 6\n',
      'file:///w/conf.d/a.fake': 'timeout 7\n',
    });
    const { analysis } = await load();
    assert.deepEqual(analysis.files, [
      root,
      'file:///w/one.fake',
      'file:///w/two.fake',
      'file:///w/conf.d/a.fake',
      'file:///w/conf.d/b.fake',
    ]);
  });

  it('answers with the same object while nothing changes', async () => {
    const { load, dialect } = setUp({ [root]: 'timeout 5\n' });
    const first = await load();
    const { length } = dialect.analyzed;
    assert.equal(await load(), first);
    assert.equal(dialect.analyzed.length, length);
  });

  it('parses only the file that was edited', async () => {
    const { load, store, dialect } = setUp({
      [root]: 'include one.fake\n',
      'file:///w/one.fake': 'timeout 5\n',
    });
    await load();
    dialect.parsed.length = 0;
    store.open('file:///w/one.fake', 'timeout 50\n');
    await load();
    assert.deepEqual(dialect.parsed, ['timeout 50\n']);
  });

  it('reads again what was missing once it is there', async () => {
    const { load, store, fileSystem } = setUp({ [root]: 'include one.fake\n' });
    assert.deepEqual((await load()).analysis.files, [root]);
    fileSystem.files.set('file:///w/one.fake', 'timeout 5\n');
    store.changed(['file:///w/one.fake']);
    assert.equal((await load()).analysis.files.length, 2);
  });

  it('sees a file that comes into a globbed folder, and one that goes', async () => {
    const { load, store, fileSystem } = setUp({
      [root]: 'include d/*\n',
      'file:///w/d/a.fake': '',
    });
    assert.equal((await load()).analysis.files.length, 2);
    fileSystem.files.set('file:///w/d/b.fake', '');
    store.changed(['file:///w/d/b.fake']);
    assert.equal((await load()).analysis.files.length, 3);
    fileSystem.files.delete('file:///w/d/a.fake');
    store.changed(['file:///w/d/a.fake']);
    assert.deepEqual((await load()).analysis.files, [root, 'file:///w/d/b.fake']);
  });

  it('does not keep what was read before a change that came meanwhile', async () => {
    const { load, store, fileSystem } = setUp({ [root]: 'timeout 1\n' });
    const loading = load();
    fileSystem.files.set(root, 'timeout 2\n');
    store.changed([root]);
    await loading;
    const { sources } = await load();
    assert.equal(sources.tree(root)?.text, 'timeout 2\n');
  });

  it('ends for includes in a circle', async () => {
    const { load } = setUp({
      [root]: 'include one.fake\n',
      'file:///w/one.fake': 'include main.fake\n',
    });
    assert.deepEqual((await load()).analysis.files, [root, 'file:///w/one.fake']);
  });

  it('leaves out binary and unreadable files', async () => {
    const { load, fileSystem } = setUp({
      [root]: 'include one.fake\ninclude two.fake\n',
      'file:///w/one.fake': Uint8Array.of(0x7f, 0, 0, 1),
    });
    fileSystem.files.set('file:///w/two.fake', 'unreadable');
    assert.deepEqual((await load()).analysis.files, [root]);
  });

  it('reads a preview with other texts and keeps the files as they are', async () => {
    const { load, loader, dialect } = setUp({ [root]: 'timeout 5\n' });
    await load();
    const request = { root, dialect, recognition: noRecognition };
    const preview = await loader.preview(request, new Map([[root, 'timeout 99\n']]));
    assert.equal(preview.sources.tree(root)?.text, 'timeout 99\n');
    assert.equal((await load()).sources.tree(root)?.text, 'timeout 5\n');
  });

  it('tells of an analysis that throws and goes on', async () => {
    const { load, dialect, failures } = setUp({ [root]: '' });
    Object.assign(dialect, {
      analyze: () => {
        throw new Error('broken');
      },
    });
    assert.deepEqual((await load()).analysis.entries, []);
    assert.deepEqual(failures, [`analysis of ${root}`]);
  });
});
