import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULTS, deliveryAt, ROOT, readAll, verdicts } from './read.ts';

const FOLDER = 'file:///etc/haproxy/';
const WEB = 'frontend web\n bind :80\n default_backend stigman\n';
const APP = 'backend stigman\n timeout server 20s\n server s 10.0.0.1:54000\n';
const WHOLE = `${DEFAULTS}frontend main\n bind :81\n default_backend app\nbackend app\n server a 10.0.0.2:9000\n`;

function inFolder(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [FOLDER + name, text]));
}

function filesRead(files: Readonly<Record<string, string>>, root: string): readonly string[] {
  const analysis = readAll(inFolder(files), FOLDER + root);
  return analysis.files.map((uri) => uri.slice(FOLDER.length));
}

describe('HAProxy configurations in several files', () => {
  it('are files of one folder that name what the others define, in the order of their names', () => {
    const parts = { '10-base.cfg': DEFAULTS, '20-web.cfg': WEB, '30-app.cfg': APP };
    const analysis = readAll(inFolder(parts), `${FOLDER}20-web.cfg`);
    assert.equal(verdicts(analysis), 'cut ok ok ok');
    const [limit] = deliveryAt(analysis, '/', 'streamStateSse').limits;
    assert.equal(limit?.place.uri, `${FOLDER}30-app.cfg`);
    for (const root of Object.keys(parts)) {
      const others = Object.keys(parts).filter((name) => name !== root);
      assert.deepEqual(filesRead(parts, root), [root, ...others]);
    }
  });

  it('take named defaults from another file', () => {
    const base = DEFAULTS.replace('defaults', 'defaults slow').replace('server 1h', 'server 10s');
    const web = `${DEFAULTS}${WEB}backend stigman from slow\n server s 10.0.0.1:54000\n`;
    const files = inFolder({ 'base.cfg': base, 'web.cfg': web });
    assert.equal(verdicts(readAll(files, `${FOLDER}web.cfg`)), 'cut ok ok ok');
  });

  it('take the defaults that stand last in the files before', () => {
    const short = DEFAULTS.replace('server 1h', 'server 10s');
    const app = APP.replace(' timeout server 20s\n', '');
    const last = { '10-long.cfg': DEFAULTS, '20-short.cfg': short, '30-web.cfg': WEB + app };
    assert.equal(verdicts(readAll(inFolder(last), `${FOLDER}30-web.cfg`)), 'cut ok ok ok');
    assert.deepEqual(filesRead(last, '30-web.cfg'), ['30-web.cfg', '20-short.cfg']);
  });

  it('are haproxy.cfg and the parts in conf.d, from whichever of them is read', () => {
    const parts = { 'haproxy.cfg': DEFAULTS, 'conf.d/a.cfg': APP, 'conf.d/b.cfg': WEB };
    for (const root of Object.keys(parts)) {
      const others = Object.keys(parts).filter((name) => name !== root);
      assert.deepEqual(filesRead(parts, root), [root, ...others]);
      assert.equal(verdicts(readAll(inFolder(parts), FOLDER + root)), 'cut ok ok ok');
    }
  });

  it('find the backends that the request names in the other files', () => {
    const web = WEB.replace('default_backend stigman', 'use_backend %[str(stigman)]');
    const files = { '10-web.cfg': DEFAULTS + web, '20-app.cfg': APP };
    assert.equal(verdicts(readAll(inFolder(files), `${FOLDER}10-web.cfg`)), 'cut ok ok ok');
  });

  it('leave out files that stand by themselves, hold no section, or define one twice', () => {
    assert.deepEqual(filesRead({ 'haproxy.cfg': DEFAULTS + WEB + APP, 'x.cfg': WHOLE }, 'x.cfg'), [
      'x.cfg',
    ]);
    const parts = { 'app.cfg': APP, 'setup.cfg': '[flake8]\n', 'web.cfg': DEFAULTS + WEB };
    assert.deepEqual(filesRead(parts, 'web.cfg'), ['web.cfg', 'app.cfg']);
    const twice = { 'haproxy.cfg': DEFAULTS + WEB, 'new.cfg': APP, 'old.cfg': APP };
    assert.deepEqual(filesRead(twice, 'haproxy.cfg'), ['haproxy.cfg']);
    assert.equal(readAll(inFolder(twice)).root, ROOT);
  });
});
