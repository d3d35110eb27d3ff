import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connected, type LanguageClient, pulling } from '../support/language-client.ts';
import { MemoryFileSystem } from '../support/memory-filesystem.ts';

const folder = 'file:///w';
const uri = `${folder}/nginx.conf`;
const capabilities = pulling;

const stigman = `server {
  listen 443 ssl;
  location / {
    proxy_pass http://stigman:54000;
    proxy_read_timeout 20s;
  }
}
`;

async function codesOf(
  text: string,
  files: Readonly<Record<string, string | Uint8Array>> = {},
  use: (client: LanguageClient) => Promise<void> = async () => {},
): Promise<readonly string[]> {
  const client = await connected(new MemoryFileSystem(files), { folder, capabilities });
  await client.open(uri, text);
  const diagnostics = await client.pull(uri);
  await use(client);
  assert.deepEqual(client.log, [], 'nothing failed on the way');
  await client.shutDown();
  return diagnostics.map(({ code }) => String(code));
}

describe('bad input', () => {
  it('binary: one diagnostic that says so', async () => {
    assert.deepEqual(await codesOf('\x7fELF\0\0\0\x01'), ['file-binary']);
  });

  it('50 MB of text: one diagnostic that says so', async () => {
    assert.deepEqual(await codesOf(stigman.repeat(500_000)), ['file-too-large']);
  });

  it('a NUL byte further on: read as any other character', async () => {
    const codes = await codesOf(`# ${'x'.repeat(2000)}\n# \0\n${stigman}`);
    assert.ok(codes.includes('short-read-timeout'), codes.join());
  });

  it('10,000 nested braces: syntax faults, no more', async () => {
    const nested = await codesOf('a {'.repeat(10_000));
    assert.ok(nested.length > 0);
    assert.ok((await codesOf('location / {'.repeat(10_000))).length > 0);
    assert.ok((await codesOf('}'.repeat(10_000))).length > 0);
  });

  it('unclosed quotes: a diagnostic, and the rest is still judged', async () => {
    const codes = await codesOf(`${stigman}log_format x 'never closed\n`);
    assert.ok(codes.includes('unclosed-quote'), codes.join());
    assert.ok(codes.includes('short-read-timeout'), codes.join());
  });

  it('a stray brace: a diagnostic, and the rest is still judged', async () => {
    const codes = await codesOf(`${stigman}}\n`);
    assert.ok(codes.includes('stray-brace'), codes.join());
    assert.ok(codes.includes('short-read-timeout'), codes.join());
  });

  it('CRLF: the same diagnostics', async () => {
    assert.deepEqual(await codesOf(stigman.replaceAll('\n', '\r\n')), await codesOf(stigman));
  });

  it('a byte order mark: the rest is still judged', async () => {
    const codes = await codesOf(`\ufeff${stigman}`);
    assert.ok(codes.includes('short-read-timeout'), codes.join());
  });

  it('includes in a circle: a diagnostic', async () => {
    const files = { [`${folder}/a.conf`]: 'include nginx.conf;\n' };
    const codes = await codesOf('http { include a.conf; }\n', files);
    assert.ok(codes.length <= 1, codes.join());
  });

  it('an included file that is binary: a diagnostic at the include', async () => {
    const files = { [`${folder}/a.conf`]: Uint8Array.of(0x7f, 0, 0, 1) };
    const codes = await codesOf('http { include a.conf; }\n', files);
    assert.deepEqual(codes, ['unreadable-include']);
  });

  it('an included file that is missing: a diagnostic at the include', async () => {
    assert.deepEqual(await codesOf('http { include a.conf; }\n'), ['missing-include']);
  });

  it('a thousand includes in a row are read', async () => {
    const names = Array.from({ length: 1000 }, (_, i) => `${String(i).padStart(4, '0')}.conf`);
    const files = Object.fromEntries(names.map((name) => [`${folder}/c/${name}`, '# nothing\n']));
    files[`${folder}/c/0500.conf`] = stigman;
    await codesOf('http { include c/*.conf; }\n', files, async (client) => {
      await client.until(() => client.published.has(`${folder}/c/0500.conf`));
    });
  });

  it('a long line and many locations: no more than the usual', async () => {
    assert.deepEqual(await codesOf(`# ${'x'.repeat(5_000_000)}\n`), ['too-long-parameter']);
    const locations = Array.from({ length: 5000 }, (_, i) => `location /l${i} { return 204; }`);
    const codes = await codesOf(
      stigman.replace('location / {', `${locations.join('\n')}\nlocation / {`),
    );
    assert.ok(codes.includes('short-read-timeout'), codes.join());
  });
});
