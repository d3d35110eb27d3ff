import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, test } from 'node:test';

const root = join(import.meta.dirname, '..');

/** What each stage of the server may import besides itself: stages before it, and packages. */
const STAGES: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  text: ['re2js'],
  syntax: ['text'],
  stigman: [],
  delivery: ['text', 'stigman'],
  dialects: ['text', 'syntax', 'stigman', 'delivery', 'snippets', '@nginx/reference-lib'],
  rules: ['text', 'syntax', 'stigman', 'delivery'],
  service: [
    'text',
    'syntax',
    'stigman',
    'delivery',
    'dialects',
    'rules',
    /^vscode-languageserver-types$/,
  ],
  workspace: ['text', 'syntax', 'stigman', 'delivery', 'dialects', 'vscode-uri'],
  node: ['workspace', 'vscode-uri', /^node:/],
  lsp: [/^(?!vscode$|node:)/],
  cli: [/^(?!vscode$|vscode-languageserver(\/|$))/],
};

/** What every stage may import: a text is translated where it is made. */
const EVERYWHERE = '@vscode/l10n';

/** Globals that no stage below `lsp` and `cli` may touch. */
const OUTSIDE =
  /\b(process|console|fetch|require|globalThis|XMLHttpRequest|WebSocket|setTimeout)\s*[.(]/;
const PURE = ['text', 'syntax', 'stigman', 'delivery', 'dialects', 'rules', 'service'];

const IMPORT =
  /^(?:import|export)\s[^'";=]*?\sfrom\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function sourcesIn(folder: string): readonly Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const path = posix.join(folder, name.replaceAll('\\', '/'));
      const text = readFileSync(join(root, path), 'utf8');
      const specifiers = [...text.matchAll(IMPORT)].map((match) => match.slice(1).join(''));
      return { path, text, imports: specifiers };
    });
}

/** The stage that a relative import leads to, or the package. */
function targetOf(source: Source, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const path = posix.join(posix.dirname(source.path), specifier);
  return path.replace(/^server\/src\//, '').split('/')[0] ?? '';
}

describe('stages', () => {
  test('every folder of the server is a stage', () => {
    const folders = readdirSync(join(root, 'server/src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    assert.deepEqual(folders.sort(), Object.keys(STAGES).sort());
  });
  for (const [stage, allowed] of Object.entries(STAGES)) {
    test(`${stage} imports only what stands before it`, () => {
      for (const source of sourcesIn(`server/src/${stage}`)) {
        const strange = source.imports
          .map((specifier) => targetOf(source, specifier))
          .filter((target) => target !== stage && target !== EVERYWHERE)
          .filter((target) => !allowed.some((each) => matches(each, target)));
        assert.deepEqual(strange, [], source.path);
      }
    });
  }
  for (const stage of PURE) {
    test(`${stage} does no IO`, () => {
      for (const { path, text } of sourcesIn(`server/src/${stage}`)) {
        assert.doesNotMatch(withoutComments(text), OUTSIDE, path);
      }
    });
  }
  test('rules see no syntax tree', () => {
    const about = /^(inspect|half-typed|suppression)\.ts$/;
    for (const source of sourcesIn('server/src/rules')) {
      if (about.test(posix.basename(source.path))) continue;
      assert(!source.imports.some((each) => targetOf(source, each) === 'syntax'), source.path);
    }
  });
  test('a dialect imports no other dialect', () => {
    for (const source of sourcesIn('server/src/dialects')) {
      const own = source.path.split('/')[3] ?? '';
      if (own.endsWith('.ts')) continue;
      for (const specifier of source.imports.filter((each) => each.startsWith('..'))) {
        const target = posix.join(posix.dirname(source.path), specifier).split('/');
        const foreign = target[2] === 'dialects' && target.length > 4 && target[3] !== own;
        assert(!foreign, `${source.path}: ${specifier}`);
      }
    }
  });
});

describe('the client', () => {
  test('imports nothing of the server, and alone knows vscode', () => {
    for (const source of sourcesIn('client/src')) {
      const paths = source.imports
        .filter((each) => each.startsWith('.'))
        .map((each) => posix.join(posix.dirname(source.path), each));
      assert(
        paths.every((path) => path.startsWith('client/src/')),
        source.path,
      );
    }
    for (const source of sourcesIn('server/src')) {
      assert(!source.imports.includes('vscode'), source.path);
    }
  });
  test('the browser bundles start from sources without Node', () => {
    for (const name of ['client/src/main.browser.ts', 'server/src/lsp/main.browser.ts']) {
      const reached = reachable(name);
      const node = reached.filter(({ imports }) =>
        imports.some((each) => each.startsWith('node:')),
      );
      assert.deepEqual(
        node.map(({ path }) => path),
        [],
      );
    }
  });
});

/** A source file and all that it imports from the project. */
function reachable(start: string): readonly Source[] {
  const all = new Map(
    [...sourcesIn('server/src'), ...sourcesIn('client/src')].map((s) => [s.path, s]),
  );
  const found = new Set<Source>();
  const queue = [all.get(start)];
  for (let source = queue.pop(); source; source = queue.pop()) {
    if (found.has(source)) continue;
    found.add(source);
    const folder = posix.dirname(source.path);
    const next = source.imports.filter((each) => each.startsWith('.'));
    queue.push(...next.map((each) => all.get(posix.join(folder, each))).filter((each) => each));
  }
  assert(found.size > 1, start);
  return [...found];
}

function matches(allowed: string | RegExp, target: string): boolean {
  return typeof allowed === 'string' ? allowed === target : allowed.test(target);
}

function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replace(/(['"`])(?:\\.|(?!\1)[^\\])*\1/g, '""');
}
