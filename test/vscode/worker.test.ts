import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { URI } from 'vscode-uri';
import { startingScript } from '../../client/src/worker-script.ts';
import { root } from '../../scripts/setup.mjs';
import { launchBrowser } from './workbench.ts';

const folder = join(root, 'dist/browser');
const asked: string[] = [];
let host: Server;
let site: Server;
let browser: Browser;

/** Serves texts; each server is an origin of its own, as page and extension are on the web. */
async function listening(answer: (path: string) => Promise<string>): Promise<Server> {
  const server = createServer(async ({ url = '/' }, response) => {
    const text = await answer(url);
    response.setHeader('content-type', url.includes('.js') ? 'text/javascript' : 'text/html');
    response.end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

before(async () => {
  host = await listening((path) => {
    asked.push(path);
    const { pathname } = new URL(path, 'http://host');
    return readFile(join(folder, pathname), 'utf8');
  });
  site = await listening(() => Promise.resolve('<p>page</p>'));
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  for (const server of [host, site]) {
    server?.close();
    server?.closeAllConnections();
  }
});

/** Runs in the page: opens a file in a worker that a script starts, and gives the codes of its first findings. */
async function codesIn({ script, text }: { script: string; text: string }) {
  const worker = new Worker(URL.createObjectURL(new Blob([script])));
  const send = (message: object) => worker.postMessage({ jsonrpc: '2.0', ...message });
  const found = new Promise<readonly string[]>((resolve) => {
    worker.onmessage = ({ data }) => {
      if (data.method === 'textDocument/publishDiagnostics') {
        resolve(data.params.diagnostics.map(({ code }: { code: string }) => code));
      }
    };
  });
  const params = { processId: null, rootUri: null, capabilities: {} };
  send({ id: 1, method: 'initialize', params });
  send({ method: 'initialized', params: {} });
  const textDocument = { uri: 'untitled:haproxy.cfg', languageId: 'haproxy', version: 1, text };
  send({ method: 'textDocument/didOpen', params: { textDocument } });
  const codes = await found;
  worker.terminate();
  return codes;
}

test('a worker under its own address loads the server, and of the dialects the one that is needed', async () => {
  const page = await browser.newPage();
  await page.goto(addressOf(site));
  const text = `defaults
  mode http
  timeout client 20s
frontend web
  bind :80
  default_backend stigman
backend stigman
  server one stigman:54000
`;
  const script = startingScript(URI.parse(`${addressOf(host)}server.js?key=one`));
  const codes = await page.evaluate(codesIn, { script, text });
  assert.ok(codes.includes('short-read-timeout'), `found: ${codes.join(', ')}`);
  const dialects = asked.map((path) => path.match(/server\/(nginx|apache|haproxy)-/)?.[1]);
  assert.deepEqual(
    dialects.filter((dialect) => dialect),
    ['haproxy'],
  );
  assert.deepEqual(
    asked.filter((path) => !path.endsWith('.js?key=one')),
    [],
  );
});
