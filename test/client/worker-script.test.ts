import assert from 'node:assert/strict';
import { it } from 'node:test';
import { URI } from 'vscode-uri';
import { startingScript } from '../../client/src/worker-script.ts';

/** The address from which the script that starts the server loads it. */
function loaded(server: string): string {
  const asked: string[] = [];
  const run = new Function('self', 'importScripts', startingScript(URI.parse(server)));
  const self: Record<string, unknown> = {};
  run(self, (address: string) => asked.push(address));
  assert.deepEqual(asked, [self['stigmanProxyLintServer']]);
  return new URL(asked[0] ?? '').href;
}

it('the server is loaded from where it lies, whatever stands in its address', () => {
  for (const address of [
    'https://host.example:8080/extension/dist/browser/server.js',
    'https://host.example/at%20home/100%25/server.js',
    'https://host.example/dist/browser/server.js?key=one',
  ])
    assert.equal(loaded(address), address);
});
