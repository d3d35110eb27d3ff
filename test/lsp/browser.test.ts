import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const bundle = join(import.meta.dirname, '../../dist/browser/server.js');

/** The global scope of a web worker, as far as the bundle needs it, around a thread of Node; no Node module inside. */
const scope = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { readFileSync } = require('node:fs');
  globalThis.self = globalThis;
  globalThis.addEventListener = () => {};
  globalThis.location = { href: workerData, toString: () => workerData };
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  globalThis.importScripts = (address) =>
    new Function('require', 'process', 'Buffer', readFileSync(new URL(address), 'utf8'))();
  parentPort.on('message', (data) => globalThis.onmessage({ data }));
  importScripts(workerData);
`;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { uri?: string; diagnostics?: { code: string }[] };
  readonly result?: { capabilities?: object };
}

const main = 'http { server { listen 443 ssl; include conf.d/*.conf; } }\n';
const site = 'location / {\n  proxy_pass http://stigman:54000;\n  proxy_read_timeout 20s;\n}\n';

/** What the client answers when the server asks for a file or a folder. */
function fileAnswer({ method, params }: Message): object {
  const uri = params?.uri;
  if (method === 'stigmanProxyLint/readDirectory') {
    return { entries: uri === 'vscode-vfs://host/repo/conf.d' ? [['site.conf', 'file']] : null };
  }
  return { content: uri === 'vscode-vfs://host/repo/conf.d/site.conf' ? site : null };
}

describe('the server as a web worker', { skip: !existsSync(bundle) && 'dist is not built' }, () => {
  it('judges a file with includes that the client reads for it', async () => {
    const worker = new Worker(scope, { eval: true, workerData: pathToFileURL(bundle).href });
    const send = (message: object) => worker.postMessage({ jsonrpc: '2.0', ...message });
    const found = new Promise<Message>((resolve) => {
      worker.on('message', (message: Message) => {
        if (message.id !== undefined && message.method) {
          send({ id: message.id, result: fileAnswer(message) });
        }
        const codes = message.params?.diagnostics?.map(({ code }) => code);
        if (codes?.includes('short-read-timeout')) resolve(message);
      });
    });
    send({
      id: 1,
      method: 'initialize',
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    const [answer] = (await once(worker, 'message')) as [Message];
    assert.ok(answer.result?.capabilities);
    send({ method: 'initialized', params: {} });
    const uri = 'vscode-vfs://host/repo/nginx.conf';
    const textDocument = { uri, languageId: 'nginx', version: 1, text: main };
    send({ method: 'textDocument/didOpen', params: { textDocument } });
    assert.equal((await found).params?.uri, 'vscode-vfs://host/repo/conf.d/site.conf');
    await worker.terminate();
  });
});
