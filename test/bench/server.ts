import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_OPTIONS } from '../../client/src/server-process.ts';

const root = join(import.meta.dirname, '../..');

/** The bundled language server in a process of its own, started as the extension starts it. */
export class LanguageServer {
  readonly #process: ChildProcess;
  readonly #answers = new Map<number, (result: unknown) => void>();
  #buffer = Buffer.alloc(0);
  #requests = 0;

  constructor() {
    const args = [...NODE_OPTIONS, join(root, 'dist/server.js'), '--stdio'];
    this.#process = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process.stdout?.on('data', (chunk: Buffer) => this.#received(chunk));
  }

  async initialize(folder: string): Promise<void> {
    const capabilities = { textDocument: { diagnostic: {}, codeAction: {}, hover: {} } };
    const workspaceFolders = [{ uri: folder, name: 'bench' }];
    await this.request('initialize', {
      processId: null,
      rootUri: folder,
      workspaceFolders,
      capabilities,
    });
    this.notify('initialized', {});
  }

  request(method: string, params: object): Promise<unknown> {
    const id = ++this.#requests;
    this.#send({ id, method, params });
    return new Promise((resolve) => this.#answers.set(id, resolve));
  }

  notify(method: string, params: object): void {
    this.#send({ method, params });
  }

  open(uri: string, text: string, languageId: string): void {
    this.notify('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Resident memory in bytes; undefined where the system does not tell. */
  residentMemory(): number | undefined {
    try {
      const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
      const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
      return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
    } catch {
      return undefined;
    }
  }

  async close(): Promise<void> {
    const exit = new Promise((resolve) => this.#process.once('exit', resolve));
    await this.request('shutdown', {});
    this.notify('exit', {});
    await exit;
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #received(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const head = this.#buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = /Content-Length: (\d+)/i.exec(this.#buffer.toString('ascii', 0, head))?.[1];
      const end = head + 4 + Number(length);
      if (this.#buffer.length < end) return;
      this.#answered(JSON.parse(this.#buffer.toString('utf8', head + 4, end)));
      this.#buffer = this.#buffer.subarray(end);
    }
  }

  #answered(message: { id?: number; method?: string; result?: unknown; error?: unknown }): void {
    if (message.id === undefined) return;
    if (message.method !== undefined) {
      this.#send({ id: message.id, result: null });
      return;
    }
    if (message.error) throw new Error(JSON.stringify(message.error));
    this.#answers.get(message.id)?.(message.result);
    this.#answers.delete(message.id);
  }
}
