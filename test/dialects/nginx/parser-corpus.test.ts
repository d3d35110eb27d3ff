import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NginxParser, type NginxParseTreeNode } from 'nginx-conf/dist/src/parser.js';
import { parse } from '../../../server/src/dialects/nginx/parse.ts';
import { type SyntaxTree, walk } from '../../../server/src/syntax/tree.ts';
import { LineIndex } from '../../../server/src/text/lines.ts';
import { type CorpusFile, corpusFiles } from '../../support/corpus.ts';
import { around, nginxTester } from '../../support/nginx-binary.ts';
import { readAsNginx } from '../../support/nginx-reader.ts';
import { gapsAreWhiteSpace, printsBack, rangesNest } from '../../support/tree-properties.ts';

/** A stretch of every nginx file: all of the parser corpus and those that stand before STIG Manager. */
const files = corpusFiles('parse/nginx')?.concat(
  (corpusFiles('stigman') ?? []).filter((file) => file.name.endsWith('.nginx.conf')),
);
const skip = files ? false : 'corpus folder absent';

/** Faults that speak about a text which nginx's reader itself would take. */
const READABLE = new Set(['likely-missing-semicolon', 'not-terminated', 'missing-block']);
/** A file that has too many arguments by nginx's reading, because a semicolon is missing. */
const SWALLOWED = /guide-to-nginx-ssl-spdy-hsts/;
/** So many nginx processes run at once; they wait for host names more than they work. */
const AT_ONCE = 16;
/** Directives whose bodies nginx reads only where the Lua module is loaded. */
const LUA = /_by_lua_block/;

function linesOf(tree: SyntaxTree): number[] {
  const lines = new LineIndex(tree.text);
  return tree.faults.map((fault) => lines.position(fault.start).line + 1);
}

test('every file prints back, with nothing but white space between its tokens', { skip }, () => {
  for (const file of files ?? []) {
    const tree = parse(file.text);
    printsBack(tree, file.text);
    gapsAreWhiteSpace(tree);
    rangesNest(tree);
  }
});

test("a file that nginx's token rules accept has no fault and the same words", { skip }, () => {
  let read = 0;
  for (const file of files ?? []) {
    if (LUA.test(file.text)) continue;
    const { directives, error } = readAsNginx(file.text);
    const tree = parse(file.text);
    const faults = tree.faults.filter((fault) => !READABLE.has(fault.code));
    if (SWALLOWED.test(file.name)) {
      assert.deepEqual(
        faults.map((fault) => fault.code),
        ['missing-semicolon'],
      );
      continue;
    }
    if (error) {
      assert.notEqual(faults.length, 0, `${file.name}: ${error.message} on line ${error.line}`);
      const first = Math.min(...linesOf(tree));
      assert.ok(
        first <= error.line,
        `${file.name}: fault on ${first}, nginx stops on ${error.line}`,
      );
      continue;
    }
    assert.deepEqual(faults, [], file.name);
    if (tree.faults.length === 0) assert.deepEqual(wordsOf(tree), directives, file.name);
    read++;
  }
  assert.ok(read > 300);
});

function wordsOf(tree: SyntaxTree): string[][] {
  return [...walk(tree.root)].map((directive) =>
    [directive.name, ...directive.args].map((word) =>
      Buffer.from(word.value, 'utf8').toString('latin1'),
    ),
  );
}

test('where the installed nginx stops for a reason of syntax, there is a fault', async (t) => {
  const nginx = await nginxTester();
  if (!files || !nginx) return t.skip(files ? 'nginx is not installed' : 'corpus folder absent');
  let refused = 0;
  const check = async (file: CorpusFile): Promise<void> => {
    const tree = parse(file.text);
    const error = await nginx.test(around(tree, file.path));
    if (!error || error.file !== file.path) return;
    const where = `${file.name}:${error.line}: ${error.message}`;
    const lines = linesOf(tree);
    if (/^(?:unexpected|too long|directive .* is not terminated)/.test(error.message)) {
      assert.ok(
        lines.some((line) => line <= error.line),
        where,
      );
      refused++;
    } else {
      const early = tree.faults.filter(
        (fault, i) => fault.code !== 'likely-missing-semicolon' && (lines[i] ?? 0) < error.line - 1,
      );
      assert.deepEqual(early, [], `nginx reads up to ${where}`);
    }
  };
  for (let i = 0; i < files.length; i += AT_ONCE) {
    await Promise.all(files.slice(i, i + AT_ONCE).map(check));
  }
  await nginx.close();
  assert.ok(refused > 0);
});

/** What nginx-conf 2.1.0 reads otherwise than nginx, with the files where it does. */
const NGINX_CONF_FAULTS = {
  'takes a comment without white space behind its sharp for a part of the next directive': [
    'nginx-roundtrip-testdata/79-configs/site-15291',
    'nginx-roundtrip-testdata/79-configs/site-26758',
    'nginx-roundtrip-testdata/79-configs/site-2951',
    'nginx-roundtrip-testdata/drupal/nginx.conf',
    'nginx-roundtrip-testdata/imapproxyexample/nginx.conf',
    'nginx-roundtrip-testdata/imapproxyexample/proxy-example.conf',
    'nginx-roundtrip-testdata/iredmail/iredadmin.conf',
    'nginx-roundtrip-testdata/phplist/nginx.conf',
    'nginx-roundtrip-testdata/simplecgi/nginx.conf',
    'default_vhost/nginx/nginx.conf',
    'default_vhost/nginx/sites-available/default',
    'configs/with-comments/nginx.conf',
  ],
  'takes comments between arguments for arguments': ['configs/comments-between-args/nginx.conf'],
  'counts braces in strings and comments of Lua, and stops': [
    'configs/lua-block-simple/nginx.conf',
    'configs/lua-block-tricky/nginx.conf',
  ],
  'ends a word at an escaped brace': ['configs/messy/nginx.conf'],
};

test('nginx-conf reads the same directives in valid files', { skip }, () => {
  const others: string[] = [];
  let equal = 0;
  for (const file of files ?? []) {
    const tree = parse(file.text);
    if (tree.faults.length > 0) continue;
    const theirs = readWithNginxConf(file.text);
    const ours = namesOf(tree);
    if (JSON.stringify(theirs) === JSON.stringify(ours)) equal++;
    else others.push(file.name);
  }
  const expected = Object.values(NGINX_CONF_FAULTS).flat();
  const isExpected = (name: string) => expected.some((end) => name.endsWith(`/${end}`));
  assert.deepEqual(
    others.filter((name) => !isExpected(name)),
    [],
  );
  assert.equal(others.length, expected.length);
  assert.ok(equal > 350);
});

function namesOf(tree: SyntaxTree): string[] {
  return [...walk(tree.root)].map((directive) =>
    unspaced(
      [directive.name, ...directive.args].map((word) => tree.text.slice(word.start, word.end)),
    ),
  );
}

/** Words without white space: the two readings may differ in it between words and inside quotes. */
function unspaced(words: readonly string[]): string {
  return words.join('').replace(/\s+/g, '');
}

function readWithNginxConf(text: string): string[] | string {
  const found: string[] = [];
  let failure = '';
  try {
    new NginxParser().parse(text, (error, root) => {
      if (error) failure = error.message;
      const stack: NginxParseTreeNode[] = [...(root?.children ?? [])].reverse();
      for (let node = stack.pop(); node; node = stack.pop()) {
        found.push(unspaced([node.name, node.isVerbatim ? '' : node.value]));
        if (!node.isVerbatim) stack.push(...[...(node.children ?? [])].reverse());
      }
    });
  } catch (error) {
    failure = String(error);
  }
  return failure === '' ? found : failure;
}
