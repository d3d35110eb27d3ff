import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hostOf } from '../../../server/src/dialects/nginx/host-name.ts';

describe('the host by which a server is reached', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['localhost', []],
    ['localhost', ['_']],
    ['stigman.example', ['_', 'stigman.example', 'www.example']],
    ['www.example.org', ['*.example.org']],
    ['example.org', ['.example.org']],
    ['stigman.example', ['stigman.*']],
    ['plain.example', ['~^stig', 'plain.example']],
    ['stiga.example', ['~^stig.*\\.example$']],
    ['stigman.example', ['~^(?<sub>stigman)\\.example$']],
    ['www.example', ['~^(www|app)\\.example$']],
    ['a.example.net', ['~^(?<sub>[a-z]+)\\.example\\.net$']],
    ['www1.example.com', ['~^www\\d+\\.example\\.com$']],
    ['stig.example.mil', ['~^stig[0-9]?\\.example\\.mil$']],
    ['app11.example', ['~^app[0-9]{2}\\.example$']],
    ['xa.example', ['~^[xy][^x]\\.example$']],
    ['localhost', ['~^(?!x)example$']],
  ];
  for (const [host, names] of cases) {
    it(`${names.join(' ') || 'no name'} -> ${host}`, () => assert.equal(hostOf(names), host));
  }
});
