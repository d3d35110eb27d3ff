import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClientCapabilities } from 'vscode-languageserver/node';
import type { CodeLens, CompletionItem, Hover, TextEdit } from 'vscode-languageserver-types';
import { standsAside } from '../../server/src/lsp/neighbours.ts';
import {
  type ClientOptions,
  connected,
  type LanguageClient,
  pulling,
} from '../support/language-client.ts';
import { MemoryFileSystem } from '../support/memory-filesystem.ts';

const uri = 'file:///etc/haproxy/haproxy.cfg';
const text = `defaults
    mode http
    timeout connect 5s
    timeout client 1h
    timeout server 60
frontend web
  bind *:443 ssl crt /etc/tls.pem
  use_backend stigman if { path_beg /stigman/ }
backend stigman
  http-request replace-path /stigman/(.*) /\\1
  server stigman 10.0.0.11:54000
`;
const dynamic = { dynamicRegistration: true };
const registering: ClientCapabilities = {
  ...pulling,
  textDocument: {
    ...pulling.textDocument,
    formatting: dynamic,
    rangeFormatting: dynamic,
    onTypeFormatting: dynamic,
  },
};
const formatter = 'textDocument/formatting';
const textDocument = { uri };

async function opened(options: ClientOptions): Promise<LanguageClient> {
  const client = await connected(new MemoryFileSystem({ [uri]: text }), {
    capabilities: pulling,
    ...options,
  });
  await client.open(uri, text, 'haproxy');
  return client;
}

function withMode(editorFeatures: string): object {
  return { haproxy: { editorFeatures } };
}

/** What is offered and told of plain HAProxy. */
async function plainFeatures(client: LanguageClient) {
  const { connection } = client;
  const ask = <T>(method: string, params: object) =>
    connection.sendRequest<T>(`textDocument/${method}`, { textDocument, ...params });
  const position = { line: 1, character: 4 };
  return {
    keywords: (await ask<CompletionItem[] | null>('completion', { position }))?.length ?? 0,
    hover: await ask<Hover | null>('hover', { position }),
    edits:
      (await ask<TextEdit[] | null>('formatting', {
        options: { tabSize: 4, insertSpaces: true },
      })) ?? [],
  };
}

describe('where another extension knows HAProxy in depth', () => {
  const neighbours = { neighbours: ['haproxy'] };

  it('decides by the setting and by who is there', () => {
    const decisions = (['auto', 'on', 'off'] as const).map((mode) => [
      standsAside(mode, true),
      standsAside(mode, false),
    ]);
    assert.deepEqual(decisions, [
      [true, false],
      [false, false],
      [true, true],
    ]);
  });

  it('leaves keywords, documentation and formatting to it', async () => {
    const client = await opened({ initializationOptions: neighbours });
    assert.deepEqual(await plainFeatures(client), { keywords: 0, hover: null, edits: [] });
    await client.shutDown();
  });

  it('has them where nobody else has, and where the user wants them', async () => {
    for (const options of [
      {},
      { initializationOptions: neighbours, settings: withMode('on') },
    ] satisfies ClientOptions[]) {
      const client = await opened(options);
      const { keywords, hover, edits } = await plainFeatures(client);
      assert.ok(keywords > 10 && hover !== null && edits.length > 0);
      await client.shutDown();
    }
  });

  it('keeps diagnostics, lenses, the table of the endpoints and what STIG Manager needs', async () => {
    const client = await opened({ settings: withMode('off') });
    const { connection } = client;
    const codes = (await client.pull(uri)).map(({ code }) => code);
    assert.ok(codes.includes('misread-duration'));
    const lenses = await connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument,
    });
    assert.match(lenses[0]?.command?.title ?? '', /STIG Manager at \/stigman\//);
    const hover = await connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument,
      position: { line: 7, character: 4 },
    });
    assert.match(JSON.stringify(hover?.contents), /log socket/);
    const values = await connection.sendRequest<CompletionItem[]>('textDocument/completion', {
      textDocument,
      position: { line: 4, character: 19 },
    });
    assert.ok(values.length > 0 && values.every((item) => item.preselect));
    await client.shutDown();
  });

  it('follows extensions that come and go, with its formatters as well', async () => {
    const client = await opened({ capabilities: registering });
    const count = () => client.registered.filter((method) => method === formatter).length;
    assert.notEqual((await plainFeatures(client)).hover, null);
    await client.until(() => count() === 1);
    await client.connection.sendNotification('stigmanProxyLint/neighbours', {
      dialects: ['haproxy'],
    });
    await client.until(() => count() === 2);
    assert.deepEqual(client.selectors.get(formatter), ['nginx', 'apacheconf']);
    assert.equal((await plainFeatures(client)).hover, null);
    await client.shutDown();
  });
});
