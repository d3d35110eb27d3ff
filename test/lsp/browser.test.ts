import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const bundle = join(import.meta.dirname, '../../dist/browser/server.js');

/** The global scope of a web worker, as far as the bundle needs it, around a thread of Node; no Node module inside. */
const scope = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { readFileSync } = require('node:fs');
  globalThis.self = globalThis;
  globalThis.addEventListener = () => {};
  globalThis.location = { href: workerData.address, toString: () => workerData.address };
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  let failures = workerData.failures;
  globalThis.importScripts = (address) => {
    if (String(address).includes('/chunk-') && failures-- > 0) throw new Error('no network');
    new Function('require', 'process', 'Buffer', readFileSync(new URL(address), 'utf8'))();
  };
  parentPort.on('message', (data) => globalThis.onmessage({ data }));
  importScripts(workerData.address);
`;

const workers: Worker[] = [];

/** A worker that runs the bundle; so many times it cannot load what dialects share. */
function started(failures: number): Worker {
  const workerData = { address: pathToFileURL(bundle).href, failures };
  const worker = new Worker(scope, { eval: true, workerData });
  workers.push(worker);
  return worker;
}

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
  after(() => Promise.all(workers.map((worker) => worker.terminate())));

  it('judges a file with includes that the client reads for it', async () => {
    const worker = started(0);
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
  });

  it('loads a dialect when it is needed again, where a script of it could not be loaded', {
    timeout: 30_000,
  }, async () => {
    const worker = started(1);
    const send = (message: object) => worker.postMessage({ jsonrpc: '2.0', ...message });
    const uri = 'untitled:site.conf';
    const found = new Promise<readonly string[]>((resolve) => {
      worker.on('message', ({ id, method, params }: Message) => {
        if (id !== undefined && method) send({ id, result: {} });
        if (method === 'window/logMessage') {
          const contentChanges = [{ text: site }];
          const textDocument = { uri, version: 2 };
          send({ method: 'textDocument/didChange', params: { textDocument, contentChanges } });
        }
        if (params?.diagnostics) resolve(params.diagnostics.map(({ code }) => code));
      });
    });
    const params = { processId: null, rootUri: null, capabilities: {} };
    send({ id: 1, method: 'initialize', params });
    send({ method: 'initialized', params: {} });
    const textDocument = { uri, languageId: 'nginx', version: 1, text: '' };
    send({ method: 'textDocument/didOpen', params: { textDocument } });
    assert.ok((await found).includes('short-read-timeout'));
  });
});
