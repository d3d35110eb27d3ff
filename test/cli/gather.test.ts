import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, it, mock } from 'node:test';
import { gather } from '../../server/src/cli/gather.ts';
import { inputFiles } from '../../server/src/cli/paths.ts';
import { Session } from '../../server/src/cli/session.ts';
import { noRecognition } from '../../server/src/stigman/recognition.ts';
import { folderWith } from './run.ts';

const { path, remove } = folderWith({
  'nginx.conf': 'events {}\nhttp {\n  include conf.d/*.conf;\n}\n',
  'conf.d/one.conf': 'server {}\n',
  'conf.d/two.conf': 'server {}\n',
  'conf.d/three.conf': 'server {}\n',
});
after(remove);

it('reads the configuration around files once, however many of its parts are named', async () => {
  const session = new Session({
    recognition: noRecognition,
    severities: {},
    languageChecks: true,
  });
  const load = mock.method(session, 'load');
  const keep = mock.fn((configuration: Awaited<ReturnType<Session['load']>>) => configuration);
  const parts = ['one.conf', 'two.conf', 'three.conf'].map((name) => join(path, 'conf.d', name));
  const { configurations, files } = await gather(session, await inputFiles(parts), {
    forced: undefined,
    nameOf: (uri) => uri,
    keep,
  });
  assert.equal(files.length, 3);
  assert.equal(configurations.length, 1);
  assert.equal(load.mock.callCount(), 1);
  assert.equal(keep.mock.callCount(), 1);
});
