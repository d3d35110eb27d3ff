import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { vocabulary } from '../../../server/src/dialects/haproxy/language.ts';
import { sinceData } from '../../../server/src/dialects/haproxy/since-data.ts';
import { documentationOf } from '../../../server/src/service/documentation.ts';

function told(name: string): string {
  const doc = vocabulary.describe(name, undefined);
  return doc ? documentationOf(doc) : '';
}

describe('documentation of HAProxy keywords', () => {
  for (const [name, version] of [
    ['http-after-response', '2.2'],
    ['option http-buffer-request', '1.6'],
    ['option httpslog', '2.5'],
    ['timeout tunnel', '1.5'],
    ['tune.h2.max-frame-size', '2.0'],
    ['fcgi-app', '2.1'],
  ] as const)
    test(`${name} is there since ${version}`, () => {
      assert.ok(told(name).includes(`\nSince: ${version}  \n`), told(name));
    });

  for (const name of ['use_backend', 'option forwardfor', 'timeout server', 'tune.bufsize'])
    test(`${name} is there since 1.4 or earlier, of which nothing is told`, () => {
      assert.match(told(name), /Documentation/);
      assert.doesNotMatch(told(name), /Since/);
    });

  test('versions are told of keywords that are known, once each and in order', () => {
    const names = sinceData.flatMap(([, keywords, options, timeouts]) => [
      ...keywords.split(' '),
      ...(options?.split(' ').map((name) => `option ${name}`) ?? []),
      ...(timeouts?.split(' ').map((name) => `timeout ${name}`) ?? []),
    ]);
    assert.deepEqual(
      names.filter((name) => !vocabulary.describe(name, undefined)?.since),
      [],
    );
    assert.equal(new Set(names).size, names.length);
    const versions = sinceData.map(([version]) => Number(version));
    assert.deepEqual(
      versions,
      versions.toSorted((a, b) => a - b),
    );
  });

  test('what is offered has its version', () => {
    const offered = vocabulary.directivesIn('global').find(({ name }) => name === 'default-path');
    assert.equal(offered?.since, '2.4');
  });
});
