import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyEdits } from '../../../server/src/text/edits.ts';
import { analyzeText } from './served.ts';

const OURS = 'http://stigman:54000/';

/** The titles of what is offered for the upgrade that the log socket of /stigman/ lacks. */
function offered(mapping: string, parameters: string, uses: string): readonly string[] {
  const text = `Listen 80\n<Macro App ${parameters}>\n${mapping}\n</Macro>\n${uses}\n`;
  const mounts = analyzeText(text).entries.flatMap((entry) => entry.mounts);
  const mount = mounts.find(({ basePath }) => basePath === '/stigman/');
  const upgrade = mount?.deliveries.find((each) => each.upgrade)?.upgrade;
  assert.equal(upgrade?.outcome, 'refused');
  return upgrade?.remedies.map(({ title }) => title) ?? [];
}

const SET = ['Set upgrade=websocket on ProxyPass'];

describe('a parameter for a line of a macro', () => {
  const bare = ['ProxyPass $path $backend', '$path $backend'] as const;
  const own = `Use App /stigman/ ${OURS}`;

  test('is offered where the macro is used once', () => {
    assert.deepEqual(offered(...bare, own), SET);
  });
  test('is not where another use makes a balancer of the target', () => {
    assert.deepEqual(offered(...bare, `${own}\nUse App /wiki/ balancer://wiki/`), []);
  });
  test('is where all uses have the same target, or its scheme is written in the macro', () => {
    assert.deepEqual(offered(...bare, `${own}\nUse App /sm/ ${OURS}`), SET);
    const uses = 'Use App /stigman/ stigman:54000\nUse App /wiki/ wiki:80';
    assert.deepEqual(offered('ProxyPass $path http://$host/', '$path $host', uses), SET);
  });
  test('is not where other uses have other parameters', () => {
    const mapping = 'ProxyPass $path $backend $options';
    const uses = `${own} timeout=9\nUse App /wiki/ ${OURS} keepalive=on`;
    assert.deepEqual(offered(mapping, '$path $backend $options', uses), []);
  });
  test('stands in the Use line where it would replace a word of its argument', () => {
    const mapping = 'ProxyPass $path $backend $options';
    const uses = `${own} "upgrade=h2c timeout=90"`;
    const words = '$path $backend $options';
    assert.deepEqual(offered(mapping, words, uses), ['Set upgrade=websocket on Use']);
    assert.deepEqual(offered(`${mapping}\nServerAdmin $options`, words, uses), []);
  });
});

describe('a line of a macro that uses fill', () => {
  const limits = (mapping: string, uses: string) => {
    const text = `Listen 80\n<Macro App $path $time>\n${mapping}\n</Macro>\n${uses}\n`;
    const [mount] = analyzeText(text).entries.flatMap((entry) => entry.mounts);
    const remedies = mount?.deliveries.flatMap((each) => each.limits)[0]?.remedies ?? [];
    const mended = remedies.map((each) => applyEdits(text, each.edits()).split('</Macro>\n')[1]);
    const titles = remedies.map(({ title }) => title);
    return { remedies: titles, mended, withoutSlash: mount?.withoutSlash };
  };
  const mapping = `ProxyPass $path ${OURS} timeout=$time`;

  test('has its value replaced where all fill it alike', () => {
    const { remedies } = limits(mapping, 'Use App /stigman/ 20\nUse App /sm/ 20');
    assert.deepEqual(remedies, ['Set timeout=3600 on ProxyPass']);
  });
  test('has its Use line changed where they fill it differently', () => {
    const { remedies, mended } = limits(mapping, 'Use App /stigman/ "20"\nUse App /sm/ 90');
    assert.deepEqual(remedies, ['Set timeout=3600 on Use']);
    assert.deepEqual(mended, ['Use App /stigman/ "3600"\nUse App /sm/ 90\n']);
  });
  test('has not where that would change another line, or other uses', () => {
    const two = `${mapping}\nProxyPass /wiki/ http://wiki/ timeout=$time`;
    const uses = 'Use App /stigman/ 20\nUse App /sm/ 90';
    assert.deepEqual(limits(two, uses).remedies, []);
    const within = '<Macro Site $port>\nUse App /stigman/ 20\n</Macro>\nUse Site 1\nUse Site 2';
    assert.deepEqual(limits(mapping, `${within}\nUse App /sm/ 90`).remedies, []);
  });
  test('has its Use line changed where it is a ProxyTimeout', () => {
    const shared = 'ProxyTimeout $time\nProxyPass /stigman/ $path';
    const uses = `Use App ${OURS} 20\nUse App balancer://wiki/ 9`;
    const { remedies, mended } = limits(shared, uses);
    assert.deepEqual(remedies, ['Set ProxyTimeout 3600 on Use']);
    assert.deepEqual(mended, [`${uses.replace('20', '3600')}\n`]);
  });
  test('has a duration that is another one elsewhere rewritten in its Use line', () => {
    const shared = `ProxyTimeout $time\nProxyPass $path ${OURS}`;
    const { remedies, mended } = limits(shared, 'Use App /stigman/ 10m\nUse App /sm/ 90');
    assert.equal(remedies[0], 'Write 600');
    assert.equal(mended[0], 'Use App /stigman/ 600\nUse App /sm/ 90\n');
  });
  test('gets no redirect beside it where the path is another one elsewhere', () => {
    const uses = 'Use App /stigman/ 90\nUse App /wiki/ 90';
    assert.deepEqual(limits(mapping, uses).withoutSlash?.remedies, []);
  });
});
