import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { rules } from '../../server/src/rules/registry.ts';
import { bundled, root, run } from './run.ts';

describe('rules', () => {
  it('lists every rule as JSON', async () => {
    const { code, stdout } = await run(['rules', '--format', 'json']);
    assert.equal(code, 0);
    const list = JSON.parse(stdout).rules;
    assert.deepEqual(
      list,
      rules.map(({ id, summary, severity, dialects }) => ({
        id,
        summary,
        severity,
        dialects,
        page: `docs/rules/${id}.md`,
      })),
    );
  });

  it('lists every rule as text, one a line', async () => {
    const { stdout } = await run(['rules']);
    assert.deepEqual(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
      rules.map(({ id }) => id),
    );
  });
});

describe('command line', () => {
  it('shows help and version', async () => {
    const help = await run(['--help']);
    assert.equal(help.code, 0);
    for (const name of ['check', 'explain', 'verify', 'rules', 'lsp']) {
      assert.match(help.stdout, new RegExp(`^ {2}${name} `, 'm'));
    }
    assert.match((await run(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it('exits with 2 for an unknown command', async () => {
    const { code, stderr } = await run(['mend']);
    assert.equal(code, 2);
    assert.match(stderr, /unknown command 'mend'/);
  });
});

describe('lsp', () => {
  it('answers initialize over standard input and output, and exits', async () => {
    bundled();
    const child = spawn(process.execPath, [join(root, 'dist/cli.js'), 'lsp', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      timeout: 30_000,
    });
    const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const send = (message: object) => {
      const body = JSON.stringify({ jsonrpc: '2.0', ...message });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    let output = '';
    const answered = (id: number) =>
      new Promise<void>((resolve) => {
        const look = () => output.includes(`"id":${id},"result"`) && resolve();
        child.stdout.on('data', look);
        look();
      });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    send({
      id: 1,
      method: 'initialize',
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    await answered(1);
    assert.match(output, /"textDocumentSync"/);
    send({ id: 2, method: 'shutdown' });
    await answered(2);
    send({ method: 'exit' });
    assert.equal(await exit, 0);
  });
});
