import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginx } from '../../server/src/dialects/nginx/index.ts';
import { foldingRanges } from '../../server/src/service/folding.ts';
import { definitionsAt, highlightsAt, referencesAt } from '../../server/src/service/navigation.ts';
import { outlineOf } from '../../server/src/service/outline.ts';
import { renamableAt, renameAt } from '../../server/src/service/rename.ts';
import { selectionRanges } from '../../server/src/service/selection.ts';
import { semanticTokensOf } from '../../server/src/service/semantic-tokens.ts';
import { workspaceSymbols } from '../../server/src/service/workspace-symbols.ts';
import { LineIndex } from '../../server/src/text/lines.ts';
import { inspectedText, ROOT } from '../support/inspected.ts';

const TEXT = `http {
  # one
  # two
  map $http_upgrade $conn { default upgrade; '' close; }
  upstream stigman { server 127.0.0.1:54000; }
  server {
    listen 443 ssl;
    server_name a.example;
    location / {
      try_files $uri @app;
    }
    location @app {
      proxy_pass http://stigman;
      proxy_set_header Connection $conn;
    }
  }
}
`;
const inspected = inspectedText(nginx, TEXT);
const lines = new LineIndex(TEXT);

/** Position of the n-th occurrence of a piece of the text. */
function at(piece: string, occurrence = 0) {
  let offset = TEXT.indexOf(piece);
  for (let i = 0; i < occurrence; i++) offset = TEXT.indexOf(piece, offset + 1);
  return lines.position(offset + 1);
}

const linesOf = (found: readonly { range: { start: { line: number } } }[]) =>
  found.map((one) => one.range.start.line + 1);

describe('navigation in nginx', () => {
  it('finds definitions', () => {
    assert.deepEqual(linesOf(definitionsAt(ROOT, at('stigman;'), [inspected])), [5]);
    assert.deepEqual(linesOf(definitionsAt(ROOT, at('@app;'), [inspected])), [12]);
    assert.deepEqual(linesOf(definitionsAt(ROOT, at('conn;'), [inspected])), [4]);
    assert.deepEqual(definitionsAt(ROOT, at('listen'), [inspected]), []);
  });
  it('finds references and highlights', () => {
    assert.deepEqual(linesOf(referencesAt(ROOT, at('upstream stigman', 0), [inspected], true)), []);
    assert.deepEqual(linesOf(referencesAt(ROOT, at('stigman'), [inspected], true)), [5, 13]);
    assert.deepEqual(linesOf(referencesAt(ROOT, at('stigman'), [inspected], false)), [13]);
    assert.equal(highlightsAt(ROOT, at('@app'), [inspected]).length, 2);
  });
  it('renames what the file defines, and nothing else', () => {
    assert.equal(renamableAt(ROOT, at('conn;'), [inspected])?.placeholder, 'conn');
    assert.equal(renamableAt(ROOT, at('http_upgrade'), [inspected]), undefined);
    const edits = renameAt(ROOT, at('conn;'), 'up', [inspected]).changes?.[ROOT] ?? [];
    assert.deepEqual(
      edits.map((edit) => [edit.range.start.line + 1, edit.newText]),
      [
        [4, 'up'],
        [14, 'up'],
      ],
    );
  });
  it('outlines servers and locations by useful names', () => {
    const names = nginx.language?.names;
    const tree = inspected.sources.tree(ROOT);
    assert.ok(names && tree);
    const [http] = outlineOf(tree, names);
    assert.deepEqual(
      http?.children?.map((child) => child.name),
      ['map $http_upgrade $conn', 'upstream stigman', 'server a.example'],
    );
    assert.deepEqual(
      http?.children?.[2]?.children?.map((child) => `${child.name} | ${child.detail}`),
      ['location / | ', 'location @app | http://stigman'],
    );
  });
  it('folds blocks and comments', () => {
    const tree = inspected.sources.tree(ROOT);
    assert.ok(tree);
    const folds = foldingRanges(tree).map(
      (fold) => `${fold.startLine + 1}-${fold.endLine + 1}${fold.kind ?? ''}`,
    );
    assert.deepEqual(folds, ['1-16', '6-15', '9-10', '12-14', '2-3comment']);
  });
  it('grows a selection from the word outward', () => {
    const tree = inspected.sources.tree(ROOT);
    assert.ok(tree);
    const [range] = selectionRanges(tree, [at('$conn;')]);
    const texts: string[] = [];
    for (let one = range; one; one = one.parent) {
      texts.push(
        TEXT.slice(
          lines.offset(one.range.start.line, one.range.start.character),
          lines.offset(one.range.end.line, one.range.end.character),
        ),
      );
    }
    assert.deepEqual(texts.slice(0, 2), ['$conn', 'proxy_set_header Connection $conn;']);
    assert.equal(texts.at(-1), TEXT);
    for (let i = 1; i < texts.length; i++)
      assert.ok((texts[i] ?? '').length > (texts[i - 1] ?? '').length);
  });
  it('lists names by their letters', () => {
    assert.deepEqual(
      workspaceSymbols('sgm', [inspected]).map((symbol) => symbol.name),
      ['stigman'],
    );
  });
  it('lists servers and locations', () => {
    assert.deepEqual(
      workspaceSymbols('ation', [inspected]).map((symbol) => symbol.name),
      ['location /', 'location @app'],
    );
    assert.deepEqual(
      workspaceSymbols('a.exa', [inspected]).map((symbol) => symbol.name),
      ['server a.example'],
    );
  });
});

describe('semantic tokens', () => {
  it('mark names that the configuration defines, and only those', () => {
    const data = semanticTokensOf(ROOT, inspected);
    const found: string[] = [];
    let line = 0;
    let character = 0;
    for (let i = 0; i < data.length; i += 5) {
      const [deltaLine = 0, deltaCharacter = 0, length = 0] = data.slice(i, i + 3);
      line += deltaLine;
      character = deltaLine === 0 ? character + deltaCharacter : deltaCharacter;
      const start = lines.offset(line, character);
      found.push(TEXT.slice(start, start + length));
    }
    assert.deepEqual(found, ['conn', 'stigman', '@app', '@app', 'stigman', 'conn']);
  });
});
