import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { nginx } from '../../../server/src/dialects/nginx/index.ts';
import { parse } from '../../../server/src/dialects/nginx/parser.ts';
import { directiveFacts, isKnownDirective } from '../../../server/src/dialects/nginx/vocabulary.ts';
import { nodeFileSystem } from '../../../server/src/node/filesystem.ts';
import { languageFindings } from '../../../server/src/service/language-findings.ts';
import { stigManager } from '../../../server/src/stigman/application.ts';
import { noRecognition } from '../../../server/src/stigman/recognition.ts';
import { headOf } from '../../../server/src/syntax/find.ts';
import { walk } from '../../../server/src/syntax/tree.ts';
import { LineIndex } from '../../../server/src/text/lines.ts';
import { Loader } from '../../../server/src/workspace/loader.ts';
import { FileStore } from '../../../server/src/workspace/store.ts';
import { corpusFiles } from '../../support/corpus.ts';
import { around, type NginxTester, nginxTester } from '../../support/nginx-binary.ts';

const files = corpusFiles('parse/nginx')?.concat(
  (corpusFiles('stigman') ?? []).filter((file) => file.name.endsWith('.nginx.conf')),
);
const AT_ONCE = 8;
/** So often a directive that nginx stops at is taken out of a file. */
const MAX_ROUNDS = 25;

/** What nginx says of the faults that the checks look for. */
const OURS =
  /^(?:unknown directive|"\S+" directive is not allowed here|invalid number of arguments|"\S+" directive is duplicate|duplicate location|a duplicate listen|a duplicate default server|duplicate upstream|unknown log format|"\w+_cache" zone .* is unknown|invalid value .* it must be "on" or "off")/;
/** What nginx says of a text that it cannot read. */
const UNREADABLE = /^(?:unexpected|too long|directive .* (?:is not terminated|has no opening))/;
/** Faults that nginx finds once it has read a whole block. */
const LATE = /^(?:duplicate location|a duplicate default)/;
/** Faults that are told only where nothing is left open. */
const OPEN = /^(?:unknown log format|"\w+_cache" zone)/;
/** Faults that nginx finds where they stand; the others once it has read the whole block. */
const IMMEDIATE = new Set([
  'unknown-directive',
  'wrong-context',
  'argument-count',
  'invalid-flag',
  'duplicate-directive',
]);

interface Fault {
  readonly code: string;
  readonly severity: string;
  /** Lines of its directive, from 1. */
  readonly from: number;
  readonly to: number;
}

/** The faults of the language in one file, of a configuration that starts from `root`. */
async function faultsIn(path: string, root: string): Promise<readonly Fault[]> {
  const onFailure = (message: string, error: unknown) => {
    throw new Error(message, { cause: error });
  };
  const loader = new Loader(new FileStore(nodeFileSystem), { application: stigManager, onFailure });
  const request = { root: pathToFileURL(root).href, dialect: nginx, recognition: noRecognition };
  const configuration = await loader.load(request);
  const uri = pathToFileURL(path).href;
  const tree = configuration.sources.tree(uri);
  if (!tree) return [];
  const lines = new LineIndex(tree.text);
  const lineOf = (offset: number) => lines.position(offset).line + 1;
  const heads = [...walk(tree.root)].map(headOf);
  return (languageFindings(configuration, onFailure) ?? [])
    .filter(({ place }) => place.uri === uri)
    .map(({ ruleId, severity, place }) => {
      const head = heads.find(({ start, end }) => start <= place.start && place.start < end);
      const { start, end } = head ?? place;
      return { code: ruleId, severity, from: lineOf(start), to: lineOf(end) };
    });
}

/** The text without the directives that nginx may mean by a line, and their names. */
function without(text: string, line: number) {
  const lines = new LineIndex(text);
  const lineOf = (offset: number) => lines.position(offset).line + 1;
  const meant = [...walk(parse(text).root)].filter((directive) => {
    const head = headOf(directive);
    return lineOf(head.start) <= line && line <= lineOf(head.end);
  });
  const end = [...walk(parse(text).root)].filter((each) => lineOf(each.end) === line);
  const spans = meant.length > 0 ? meant : end;
  let left = text;
  for (const { start, end: stop } of spans) {
    const blank = left.slice(start, stop).replace(/[^\r\n]/g, ' ');
    left = left.slice(0, start) + blank + left.slice(stop);
  }
  return { left, names: meant.map(({ name }) => name.value) };
}

interface Tally {
  /** Faults that both find. */
  agreed: number;
  /** Files that nginx accepts in the end. */
  accepted: number;
  /** What only one of them finds. */
  readonly differences: string[];
}

/** Compares what both say of a text, and of what is left of it without the directives that nginx stops at. */
async function compare(
  tester: NginxTester,
  name: string,
  original: string,
  tally: Tally,
): Promise<void> {
  const path = join(tester.folder, `${name.replace(/\W/g, '_')}.conf`);
  const root = `${path}.main.conf`;
  let text = original;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const tree = parse(text);
    if (tree.faults.length > 0) return;
    await writeFile(path, text);
    await writeFile(root, around(tree, path));
    const [answer, within, alone] = await Promise.all([
      tester.answer(around(tree, path)),
      faultsIn(path, root),
      faultsIn(path, path),
    ]);
    const errors = [...within, ...alone].filter(({ severity }) => severity === 'error');
    const told = JSON.stringify(errors.map(({ code, from }) => `${from} ${code}`));
    const { error } = answer;
    if (answer.accepted) {
      if (errors.length > 0) tally.differences.push(`nginx accepts ${name}; ours: ${told}`);
      else tally.accepted++;
      return;
    }
    if (!error || error.file !== path || UNREADABLE.test(error.message)) return;
    const where = `${name}:${error.line}: ${error.message}; ours: ${told}`;
    const { left, names } = without(text, error.line);
    const early = errors.filter(({ code, to }) => IMMEDIATE.has(code) && to < error.line);
    if (!LATE.test(error.message) && early.length > 0)
      tally.differences.push(`nginx reads up to ${where}`);
    if (OURS.test(error.message)) {
      const known = error.message.startsWith('unknown directive') && names.some(isKnownDirective);
      const hit = within.some(({ from, to }) => from <= error.line && error.line <= to);
      if (hit) tally.agreed++;
      else if (!known && !OPEN.test(error.message)) tally.differences.push(where);
    }
    if (left === text) return;
    text = left;
  }
}

describe('the checks and nginx -t', () => {
  let tester: NginxTester | undefined;
  before(async () => {
    tester = await nginxTester();
  });
  after(() => tester?.close());

  test('agree over the corpus', async (t) => {
    if (!files || !tester) return t.skip(files ? 'nginx is not installed' : 'corpus folder absent');
    const tally: Tally = { agreed: 0, accepted: 0, differences: [] };
    for (let i = 0; i < files.length; i += AT_ONCE) {
      await Promise.all(
        files
          .slice(i, i + AT_ONCE)
          .map(({ name, text }) => compare(tester as NginxTester, name, text, tally)),
      );
    }
    t.diagnostic(`${tally.agreed} faults found by both, ${tally.accepted} files accepted by both`);
    assert.deepEqual(tally.differences, []);
    assert.ok(tally.agreed > 100);
    assert.ok(tally.accepted > 200);
  });
});
