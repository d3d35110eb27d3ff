import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects } from '../../server/src/dialects/registry.ts';
import { stigManager } from '../../server/src/stigman/application.ts';
import { noRecognition } from '../../server/src/stigman/recognition.ts';
import { memoryFiles } from '../proxies/lab/compare.ts';

const cases = [
  {
    dialect: 'nginx',
    root: 'nginx.conf',
    installed: '/etc/nginx/',
    text: 'http { include /etc/nginx/sites-enabled/*; }',
  },
  {
    dialect: 'apache',
    root: 'apache2.conf',
    installed: '/etc/apache2/',
    text: 'ServerRoot "/etc/apache2"\nIncludeOptional sites-enabled/*',
  },
];

describe('a copy of an installed folder on a machine that has the proxy itself', () => {
  for (const { dialect: id, root, installed, text } of cases) {
    it(`includes its own files: ${id}`, () => {
      const dialect = dialects.find((one) => one.id === id);
      const analysis = dialect?.analyze({
        root: `file:///repository/${root}`,
        files: memoryFiles({
          [`file:///repository/${root}`]: text,
          'file:///repository/sites-enabled/copied': '',
          [`file://${installed}sites-enabled/default`]: '',
        }),
        recognition: noRecognition,
        application: stigManager,
      });
      assert.deepEqual(analysis?.files, [
        `file:///repository/${root}`,
        'file:///repository/sites-enabled/copied',
      ]);
    });
  }
});
