import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { neighboursAmong } from '../../client/src/neighbours.ts';

const own = 'stigman-proxy-lint.stigman-proxy-lint';
const languages = [{ id: 'haproxy' }];

function extension(id: string, packageJSON: object) {
  return { id, packageJSON };
}

describe('extensions that know a language in depth', () => {
  it('are those that contribute it and have code', () => {
    const server = extension('someone.haproxy', { main: './out.js', contributes: { languages } });
    const web = extension('someone.web', { browser: './web.js', contributes: { languages } });
    assert.deepEqual(neighboursAmong([server], own), ['haproxy']);
    assert.deepEqual(neighboursAmong([web, server], own), ['haproxy']);
  });

  it('are not those with a grammar alone, for other languages, or this one', () => {
    const main = './out.js';
    const others = [
      extension('someone.grammar', { contributes: { languages } }),
      extension('someone.python', { main, contributes: { languages: [{ id: 'python' }] } }),
      extension('someone.theme', {}),
      extension(own.toUpperCase(), { main, contributes: { languages } }),
    ];
    assert.deepEqual(neighboursAmong(others, own), []);
  });
});
