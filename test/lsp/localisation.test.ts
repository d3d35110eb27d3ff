import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  Diagnostic,
  DocumentLink,
  Hover,
  InlayHint,
  MarkupContent,
} from 'vscode-languageserver';
import type { Explanation } from '../../server/src/service/explain.ts';
import type { RouteGroup } from '../../server/src/service/route-map.ts';
import { connected, type LanguageClient, pulling } from '../support/language-client.ts';
import { MemoryFileSystem } from '../support/memory-filesystem.ts';
import { isPseudo, namesIn, pseudoTexts, untranslated } from '../support/pseudo-language.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const VERDICTS = new Set(['ok', 'held', 'cut', 'refused', 'unreachable', 'unknown']);

/** A document with findings of many kinds. */
interface Subject {
  readonly dialect: string;
  readonly languageId: string;
  readonly uri: string;
  readonly text: string;
  /** What the line of a mapping of STIG Manager begins with. */
  readonly mapping: string;
  /** The same of a directive that decides something about it. */
  readonly decider: string;
}

const nginx: Subject = {
  dialect: 'nginx',
  languageId: 'nginx',
  uri: 'file:///etc/nginx/nginx.conf',
  text: `events {}
http {
  proxy_bufering on;
  include mime.types;
  proxy_read_timeout 20s;
  # stigman-proxy-lint-ignore plain-http
  server {
    listen 80;
    location /stigman/ {
      proxy_pass http://stigman:54000/;
    }
  }
}
`,
  mapping: 'location',
  decider: 'proxy_read_timeout',
};

const apache: Subject = {
  dialect: 'apache',
  languageId: 'apacheconf',
  uri: 'file:///etc/apache2/apache2.conf',
  text: `ProxyTimeot 3
Timeout 20
# stigman-proxy-lint-ignore plain-http
<VirtualHost *:80>
  ProxyPass /stigman/ http://stigman:54000/
</VirtualHost>
`,
  mapping: 'ProxyPass',
  decider: 'Timeout',
};

const haproxy: Subject = {
  dialect: 'haproxy',
  languageId: 'haproxy',
  uri: 'file:///etc/haproxy/haproxy.cfg',
  text: `defaults
  mode http
  timeout client 20s
  timeout server 20s
  timeot connect 5s
# stigman-proxy-lint-ignore plain-http
frontend web
  bind :80
  default_backend stigman
backend stigman
  server one stigman:54000
`,
  mapping: 'default_backend',
  decider: 'timeout server',
};

function clientOf(files: Readonly<Record<string, string>> = {}): Promise<LanguageClient> {
  return connected(new MemoryFileSystem(files), {
    folder: 'file:///etc',
    capabilities: pulling,
    settings: { inlayHints: { enabled: true } },
    initializationOptions: { texts: pseudoTexts },
  });
}

function ask<T>(client: LanguageClient, method: string, uri: string, params = {}): Promise<T> {
  const textDocument = { uri };
  return client.connection.sendRequest<T>(`textDocument/${method}`, { textDocument, ...params });
}

const EVERYWHERE = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

interface Answer {
  readonly diagnostics: readonly Diagnostic[];
  readonly actions: readonly CodeAction[];
}

/** The findings of a document with their quick fixes. */
async function answerOf(client: LanguageClient, uri: string): Promise<Answer> {
  const diagnostics = await client.pull(uri);
  const params = { range: EVERYWHERE, context: { diagnostics } };
  return { diagnostics, actions: await ask(client, 'codeAction', uri, params) };
}

function messagesOf({ diagnostics }: Answer): readonly string[] {
  return diagnostics.flatMap(({ message, relatedInformation = [] }) => [
    String(message),
    ...relatedInformation.map((related) => related.message),
  ]);
}

function titlesOf({ actions }: Answer): readonly string[] {
  return actions.map(({ title }) => title);
}

/** Names that an answer may hold: those of the document, of what the fixes write, and the ids of rules. */
function namesOf({ diagnostics, actions }: Answer, { text, dialect }: Subject) {
  const edits = actions.flatMap(({ edit }) => Object.values(edit?.changes ?? {}).flat());
  const codes = diagnostics.map(({ code }) => String(code));
  return namesIn(text, dialect, ...edits.map(({ newText }) => newText), ...codes);
}

function assertTranslated(texts: readonly string[], names: ReadonlySet<string>): void {
  assert.ok(texts.some(isPseudo), `nothing is translated of ${texts.length} texts`);
  assert.deepEqual(untranslated(texts, names), []);
}

/** What is told on the first line that begins with some text. */
async function hoverOn(start: string, client: LanguageClient, { uri, text }: Subject) {
  const lines = text.split('\n');
  const line = lines.findIndex((each) => each.trimStart().startsWith(start));
  const position = { line, character: (lines[line]?.indexOf(start) ?? 0) + 1 };
  const { contents } = await ask<Hover>(client, 'hover', uri, { position });
  const [delivery = '', reference = ''] = (contents as MarkupContent).value.split('\n---\n');
  return { delivery, reference };
}

async function explained(client: LanguageClient, uri: string) {
  type Explained = { readonly content: string; readonly explanation: Explanation };
  return client.connection.sendRequest<Explained>('stigmanProxyLint/explain', { uri });
}

async function routesOf(client: LanguageClient, uri: string) {
  const routes = 'stigmanProxyLint/routeMap';
  const groups = await client.connection.sendRequest<readonly RouteGroup[]>(routes, { uri });
  return groups.flatMap(({ rows }) => rows);
}

for (const subject of [nginx, apache, haproxy]) {
  const { dialect, languageId, uri, text, mapping, decider } = subject;

  describe(`who gives translations is told in them, of ${dialect},`, () => {
    let client: LanguageClient;
    let answer: Answer;
    let names: ReadonlySet<string>;
    before(async () => {
      client = await clientOf();
      await client.open(uri, text, languageId);
      answer = await answerOf(client, uri);
      names = namesOf(answer, subject);
    });
    after(() => client.shutDown());

    it('what is found', () => {
      assert.ok(answer.diagnostics.length > 3);
      assertTranslated(messagesOf(answer), names);
    });

    it('what mends it', () => {
      assert.ok(answer.actions.some(({ isPreferred }) => isPreferred));
      assertTranslated(titlesOf(answer), names);
    });

    it('what mends all', async () => {
      const params = { range: EVERYWHERE, context: { diagnostics: [], only: ['source.fixAll'] } };
      const actions = await ask<readonly CodeAction[]>(client, 'codeAction', uri, params);
      assertTranslated(titlesOf({ diagnostics: [], actions }), new Set());
    });

    it('the verdicts above a mapping', async () => {
      const lenses = await ask<readonly CodeLens[]>(client, 'codeLens', uri);
      assertTranslated(
        lenses.map(({ command }) => command?.title ?? ''),
        new Set(),
      );
    });

    it('the values that hold at it', async () => {
      const hints = await ask<readonly InlayHint[]>(client, 'inlayHint', uri, {
        range: EVERYWHERE,
      });
      assertTranslated(
        hints.map(({ label }) => String(label)),
        new Set(),
      );
    });

    for (const start of [mapping, decider]) {
      it(`what the pointer asks of ${start}`, async () => {
        const { delivery } = await hoverOn(start, client, subject);
        assert.match(delivery, /^\| --- \|/m);
        assertTranslated([delivery], names);
      });
    }

    it('the explanation', async () => {
      const { content } = await explained(client, uri);
      assert.match(content, /^ {2}\[1\] /m);
      assertTranslated(content.split('\n'), names);
    });

    it('the routes', async () => {
      const rows = await routesOf(client, uri);
      const told = rows.flatMap(({ settings, reasons }) => [...settings, ...reasons]);
      assertTranslated(
        [...rows.map(({ title }) => title), ...told.map((each) => each.text)],
        names,
      );
    });

    it('but what programs read stays as it is', async () => {
      const { explanation } = await explained(client, uri);
      const told = explanation.entries.flatMap(({ endpoints }) => endpoints);
      for (const { verdict } of [...told, ...(await routesOf(client, uri))])
        assert.ok(VERDICTS.has(verdict), verdict);
    });

    it('what each rule says and advises', async () => {
      const left: string[] = [];
      const seen = new Set<unknown>();
      for (const [at, path] of globSync(`${dialect}/**/*.conf`, { cwd: FIXTURES }).entries()) {
        const fixture = readFileSync(join(FIXTURES, path), 'utf8');
        await client.change(uri, at + 2, { text: fixture });
        const found = await answerOf(client, uri);
        for (const { code } of found.diagnostics) seen.add(code);
        const known = namesOf(found, { ...subject, text: fixture });
        left.push(...untranslated([...messagesOf(found), ...titlesOf(found)], known));
      }
      assert.ok(seen.size > 10, `only ${[...seen]}`);
      assert.deepEqual([...new Set(left)], []);
    });
  });
}

describe('who gives translations is told in them', () => {
  it('the labels of what the reference says', async () => {
    const client = await clientOf();
    await client.open(nginx.uri, nginx.text);
    const { reference } = await hoverOn('proxy_read_timeout', client, nginx);
    for (const label of ['Context: {0}', 'Default: {0}'])
      assert.ok(reference.includes(String(pseudoTexts[label]).replace('{0}', '')), label);
    assert.ok(reference.includes(`[${pseudoTexts['Documentation']}](`));
    await client.shutDown();
  });

  it('why a name cannot be given', async () => {
    const client = await clientOf();
    const text = 'http {\n  upstream one {}\n  upstream two {}\n}\n';
    await client.open(nginx.uri, text);
    const position = { line: 1, character: 12 };
    const params = { position, newName: 'two' };
    await assert.rejects(ask(client, 'rename', nginx.uri, params), ({ message }: Error) => {
      assertTranslated([message], namesIn(text));
      return true;
    });
    await client.shutDown();
  });

  it('why a file is not read', async () => {
    const client = await clientOf();
    await client.open(nginx.uri, 'http {\0}\n');
    const diagnostics = await client.pull(nginx.uri);
    assertTranslated(messagesOf({ diagnostics, actions: [] }), new Set());
    await client.shutDown();
  });

  it('where an include leads', async () => {
    const client = await clientOf({ 'file:///etc/nginx/mime.types': '' });
    await client.open(nginx.uri, nginx.text);
    const links = await ask<readonly DocumentLink[]>(client, 'documentLink', nginx.uri);
    assertTranslated(
      links.map(({ tooltip }) => tooltip ?? ''),
      new Set(),
    );
    await client.shutDown();
  });

  it('what is said of proposals', async () => {
    const client = await clientOf();
    await client.open(apache.uri, '<VirtualHost *:80>\n\n', 'apacheconf');
    const position = { line: 1, character: 0 };
    const items = await ask<readonly CompletionItem[]>(client, 'completion', apache.uri, {
      position,
    });
    const end = items.find(({ label }) => label === '</VirtualHost>');
    assertTranslated([end?.detail ?? ''], new Set());
    await client.shutDown();
  });

  it('that nothing leads to STIG Manager', async () => {
    const client = await clientOf();
    await client.open(nginx.uri, 'http { server { listen 80; } }\n');
    const { content } = await explained(client, nginx.uri);
    assertTranslated([content], namesIn('stigman-proxy-lint: upstream'));
    await client.shutDown();
  });
});
