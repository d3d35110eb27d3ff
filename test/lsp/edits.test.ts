import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from 'vscode-languageserver-types';
import { connected, pulling } from '../support/language-client.ts';
import { MemoryFileSystem } from '../support/memory-filesystem.ts';

const uri = 'file:///w/nginx.conf';
const included = 'file:///w/conf.d/headers.conf';

const text = `events {}
http {
  map $http_upgrade $connection_upgrade {
    default upgrade;
    '' close;
  }
  server {
    listen 443 ssl;
    location /stigman/ {
      proxy_pass http://stigman:54000/;
      proxy_read_timeout 20s;
      include conf.d/headers.conf;
    }
  }
}
`;
const headers =
  'proxy_set_header Upgrade $http_upgrade;\nproxy_set_header Connection $connection_upgrade;\n';

interface Edit {
  readonly file: string;
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  file: fc.constantFrom(uri, uri, uri, included),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.constantFrom(0, 0, 1, 2, 12),
  text: fc.constantFrom(
    '',
    '{',
    '}',
    ';',
    '\n',
    '"',
    ' ',
    '#',
    '5',
    'proxy_read_timeout 9s;',
    '\r\n',
  ),
});

/** Without the versions, which differ on purpose. */
function plain(diagnostics: readonly Diagnostic[]): readonly object[] {
  return diagnostics.map(({ data, ...rest }) => ({
    ...rest,
    fixes: (data as { fixes?: unknown } | undefined)?.fixes,
  }));
}

async function freshly(documents: readonly TextDocument[]): Promise<readonly object[]> {
  const client = await connected(new MemoryFileSystem(), { capabilities: pulling });
  for (const document of documents) await client.open(document.uri, document.getText());
  const found = [];
  for (const document of documents) found.push(...plain(await client.pull(document.uri)));
  await client.shutDown();
  return found;
}

describe('after any edits', () => {
  it('the diagnostics are those of the same text freshly opened', async () => {
    const property = fc.asyncProperty(fc.array(edit, { maxLength: 8 }), async (edits) => {
      const documents = [
        TextDocument.create(uri, 'nginx', 1, text),
        TextDocument.create(included, 'nginx', 1, headers),
      ];
      const client = await connected(new MemoryFileSystem(), { capabilities: pulling });
      for (const document of documents) await client.open(document.uri, document.getText());
      for (const { file, at, length, text: newText } of edits) {
        const document = documents.find((each) => each.uri === file);
        if (!document) continue;
        const start = Math.floor(at * document.getText().length);
        const range = {
          start: document.positionAt(start),
          end: document.positionAt(start + length),
        };
        const change = { range, text: newText };
        TextDocument.update(document, [change], document.version + 1);
        await client.change(file, document.version, change);
        if (at > 0.5) await client.pull(file);
      }
      const found = [];
      for (const document of documents) found.push(...plain(await client.pull(document.uri)));
      await client.shutDown();
      assert.deepEqual(found, await freshly(documents));
    });
    await fc.assert(property, { numRuns: 60 });
  });
});
