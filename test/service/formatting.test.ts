import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Dialect } from '../../server/src/dialects/dialect.ts';
import { dialects } from '../../server/src/dialects/registry.ts';
import { formattingEdits } from '../../server/src/service/formatting.ts';
import { applyEdits } from '../../server/src/text/edits.ts';
import { LineIndex } from '../../server/src/text/lines.ts';
import { corpusFiles } from '../support/corpus.ts';
import { dialectOf } from '../support/inspected.ts';

const SPACES = { tabSize: 4, insertSpaces: true };

function formatted(dialect: Dialect, text: string): string {
  const lines = new LineIndex(text);
  const offset = (at: { line: number; character: number }) => lines.offset(at.line, at.character);
  const edits = formattingEdits(dialect.parse(text), SPACES);
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({
      start: offset(range.start),
      end: offset(range.end),
      newText,
    })),
  );
}

function tokensOf(dialect: Dialect, text: string): readonly string[] {
  return dialect.parse(text).tokens.map((token) => text.slice(token.start, token.end));
}

function keepsTokens(dialect: Dialect, text: string): void {
  const once = formatted(dialect, text);
  assert.deepEqual(tokensOf(dialect, once), tokensOf(dialect, text));
  assert.equal(formatted(dialect, once), once);
}

describe('formatting', () => {
  it('indents by blocks and leaves quotes, comments and blank lines', () => {
    const nginx = dialectOf('nginx');
    const text =
      'http {\n # c\n\nserver {\r\nlisten 80;  # d\nadd_header X "a\n b";\nlog_format x\n  y\n  z;\n# last\n }\n}\n';
    const wanted =
      'http {\n    # c\n\n    server {\r\n        listen 80;  # d\n        add_header X "a\n b";\n        log_format x\n          y\n          z;\n        # last\n    }\n}\n';
    assert.equal(formatted(nginx, text), wanted);
  });
  it('keeps the white space that alone parts the words of a continued line', () => {
    const text = '\tServerName\\\n\tstigman.example\n';
    const wanted = 'ServerName\\\n\tstigman.example\n';
    assert.equal(formatted(dialectOf('apacheconf'), text), wanted);
  });
  it('sets what goes on with a directive one step farther in than that', () => {
    const nginxText = 'server\n{\nlisten 443\nssl;\n  gzip_types a\n             b;\n}\n';
    const wanted =
      'server\n{\n    listen 443\n        ssl;\n    gzip_types a\n               b;\n}\n';
    assert.equal(formatted(dialectOf('nginx'), nginxText), wanted);
    assert.equal(formatted(dialectOf('nginx'), wanted), wanted);
    const httpd = dialectOf('apacheconf');
    assert.equal(formatted(httpd, 'ServerName \\\na\n'), 'ServerName \\\n    a\n');
    assert.equal(formatted(httpd, 'ServerAlias a\\\nb\n'), 'ServerAlias a\\\nb\n');
  });
  it('leaves a line that is commented out in its section of HAProxy', () => {
    const text = 'global\n\tdaemon\n\t#debug\n\n# the front\nfrontend f\n\tbind :80\n';
    const wanted = 'global\n    daemon\n    #debug\n\n# the front\nfrontend f\n    bind :80\n';
    assert.equal(formatted(dialectOf('haproxy'), text), wanted);
  });
  it('of a range leaves out the line that the range only touches', () => {
    const tree = dialectOf('nginx').parse('http {\nserver {\nlisten 80;\n}\n}\n');
    const range = { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } };
    assert.deepEqual(
      formattingEdits(tree, SPACES, range).map((edit) => edit.range.start.line),
      [1],
    );
  });
  it('indents a run of comments of any length', () => {
    const comments = '# c\n'.repeat(300);
    const wanted = `http {\n${'    # c\n'.repeat(300)}}\n`;
    assert.equal(formatted(dialectOf('nginx'), `http {\n${comments}}\n`), wanted);
  });
  it('does nothing to a text whose blocks do not close', () => {
    assert.equal(formatted(dialectOf('nginx'), 'http {\nserver {\n'), 'http {\nserver {\n');
  });
  it('formats on around a directive that lacks its semicolon', () => {
    const text = 'http {\nlisten 80\nserver {\n  server_name a;\n}\n}\n';
    const wanted = 'http {\n    listen 80\n    server {\n        server_name a;\n    }\n}\n';
    assert.equal(formatted(dialectOf('nginx'), text), wanted);
  });
  it('leaves a block that does not close, and formats what stands around it', () => {
    const nginx = 'server {\nlisten 80;\nserver {\nlisten 81;\n}\n';
    assert.equal(
      formatted(dialectOf('nginx'), nginx),
      'server {\nlisten 80;\nserver {\n    listen 81;\n}\n',
    );
    const apache =
      '<VirtualHost *:80>\n<Location />\n</VirtualHost>\n<VirtualHost *:81>\nServerName b\n</VirtualHost>\n';
    assert.equal(
      formatted(dialectOf('apacheconf'), apache),
      apache.replace('ServerName', '    ServerName'),
    );
  });
  it('formats a file of HAProxy with a quote that does not close', () => {
    const text = 'global\nlog "a\ndaemon\n';
    assert.equal(formatted(dialectOf('haproxy'), text), 'global\n    log "a\n    daemon\n');
  });
  for (const dialect of dialects) {
    it(`never changes the tokens of ${dialect.id} files, and a second run changes nothing`, (t) => {
      const files = corpusFiles(`parse/${dialect.id}`);
      if (!files) return t.skip('the corpus folder is absent');
      for (const { text } of files) keepsTokens(dialect, text);
    });
    it(`never changes the tokens of any ${dialect.id} text`, () => {
      const piece = fc.constantFrom(
        '\n',
        ' ',
        '\t',
        '{',
        '}',
        ';',
        '#',
        '"',
        "'",
        '\\\n',
        'a',
        '<A>',
        '</A>',
        'frontend x',
        'server',
        '\r\n',
      );
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 60 }), (pieces) =>
          keepsTokens(dialect, pieces.join('')),
        ),
      );
    });
  }
});
