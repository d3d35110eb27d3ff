import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { nginx } from '../../../server/src/dialects/nginx/index.ts';
import { parse } from '../../../server/src/dialects/nginx/parse.ts';
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
const RUNS = 300;
/** Names the mistakes that are made; STIGMAN_SEED makes others. */
const SEED = Number(process.env.STIGMAN_SEED ?? 1);
/** So often a directive that nginx stops at is taken out of a file. */
const MAX_ROUNDS = 25;

/** What nginx says of the faults that the checks look for. */
const OURS =
  /^(?:unknown directive|"\S+" directive is not allowed here|invalid number of arguments|"\S+" directive is duplicate|duplicate location|location ".*" (?:is outside|cannot be inside)|named location .* can be on|a duplicate listen|a duplicate default server|duplicate upstream|unknown log format|"\w+_cache" zone .* is unknown|invalid value .* it must be "on" or "off")/;
/** What nginx says of a text that it cannot read. */
const UNREADABLE = /^(?:unexpected|too long|directive .* (?:is not terminated|has no opening))/;
/** Faults that nginx finds once it has read a whole block. */
const LATE = /^(?:duplicate location|a duplicate default)/;
/** What is told only where nothing is left open, what a template may replace, and what later versions take. */
const OPEN =
  /^(?:unknown log format|"\w+_cache" zone|unknown directive "\$|.* in "(?:keepalive|limit_req_zone)" directive)/;
/** Faults that nginx finds where they stand; the others once it has read the whole block. */
const IMMEDIATE = new Set([
  'unknown-directive',
  'wrong-context',
  'argument-count',
  'invalid-flag',
  'invalid-value',
  'duplicate-directive',
  'misplaced-location',
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
    const all = [...within, ...alone];
    const errors = all.filter(({ severity }) => severity === 'error');
    const told = JSON.stringify(errors.map(({ code, from }) => `${from} ${code}`));
    const { error } = answer;
    if (answer.accepted) {
      if (errors.length > 0) tally.differences.push(`nginx accepts ${name}; ours: ${told}`);
      else tally.accepted++;
      return;
    }
    const late = /unknown "\w+" variable|zero size shared memory zone/.exec(answer.log)?.[0];
    if (!error && late && tree.root.directives.some(({ name: { value } }) => value === 'events')) {
      const hit = all.some(({ code }) => code.startsWith('undefined-'));
      if (hit) tally.agreed++;
      else tally.differences.push(`${name}: ${late}; ours: ${told}`);
    }
    if (!error || error.file !== path || UNREADABLE.test(error.message)) return;
    const where = `${name}:${error.line}: ${error.message}; ours: ${told}`;
    const { left, names } = without(text, error.line);
    const early = errors.filter(({ code, to }) => IMMEDIATE.has(code) && to < error.line);
    if (!LATE.test(error.message) && early.length > 0)
      tally.differences.push(`nginx reads up to ${where}`);
    if (OURS.test(error.message)) {
      const known = error.message.startsWith('unknown directive') && names.some(isKnownDirective);
      const hit = all.some(({ from, to }) => from <= error.line && error.line <= to);
      if (hit) tally.agreed++;
      else if (!known && !OPEN.test(error.message)) tally.differences.push(where);
    }
    if (left === text) return;
    text = left;
  }
}

/** A configuration that nginx accepts. */
const VALID = `worker_processes 1;
events { worker_connections 64; }
http {
  default_type text/plain;
  log_format main "$remote_addr $status";
  limit_req_zone $binary_remote_addr zone=req:1m rate=10r/s;
  limit_conn_zone $server_name zone=conn:1m;
  upstream app {
    least_conn;
    server 127.0.0.1:9001 weight=2;
    server 127.0.0.1:9002 backup;
    keepalive 8;
  }
  map $http_upgrade $connection_upgrade {
    default upgrade;
    "" close;
  }
  gzip on;
  gzip_types text/css application/json;
  server {
    listen 127.0.0.1:18180 default_server;
    listen 127.0.0.1:18181;
    server_name a.example.com b.example.com;
    access_log off;
    client_max_body_size 10m;
    error_page 404 /missing.html;
    location / {
      proxy_pass http://app;
      proxy_http_version 1.1;
      proxy_buffering off;
      proxy_read_timeout 1h;
      proxy_set_header Host $host;
      proxy_set_header Connection $connection_upgrade;
      limit_req zone=req burst=5 nodelay;
      limit_conn conn 10;
      add_header X-A b always;
      if ($request_method = DELETE) {
        return 405;
      }
      limit_except GET {
        deny all;
      }
    }
    location = /health {
      internal;
      return 200 "ok";
    }
    location ~ \\.(css|js)$ {
      root /srv;
      expires 1d;
      try_files $uri @late;
    }
    location @late {
      rewrite ^/(.*)$ /$1 break;
      proxy_pass http://app;
    }
  }
  server {
    listen 127.0.0.1:18180;
    server_name c.example.com;
    set $where elsewhere;
    return 301 https://$where;
  }
}
`;

/** Lines of `VALID` that hold one whole directive. */
const LINES = VALID.split('\n');
const SIMPLE = LINES.flatMap((line, i) => (/^\s*\w.*;$/.test(line) ? [i] : []));
const WORDS = ['maybe', 'off', '10', '$strange', '/x', 'zone=none', '"a b"'];

function changed(at: number, change: (line: string) => string): string {
  return LINES.map((line, i) => (i === at ? change(line) : line)).join('\n');
}

const line = fc.constantFrom(...SIMPLE);
/** The valid configuration with one mistake, or with a change that is none. */
const mutated = fc.oneof(
  fc
    .tuple(line, fc.nat(12))
    .map(([at, cut]) => changed(at, (text) => text.replace(/\w+/, (name) => without1(name, cut)))),
  fc
    .tuple(line, fc.nat(12))
    .map(([at, swap]) => changed(at, (text) => text.replace(/\w+/, (name) => swapped(name, swap)))),
  fc
    .tuple(line, line)
    .map(([from, to]) => LINES.toSpliced(to, 0, LINES[from] as string).join('\n')),
  line.map((at) => changed(at, (text) => text.replace(/ [^ ;]+;$/, ';'))),
  fc
    .tuple(line, fc.constantFrom(...WORDS))
    .map(([at, word]) => changed(at, (text) => text.replace(/;$/, ` ${word};`))),
  fc
    .tuple(line, fc.constantFrom(...WORDS))
    .map(([at, word]) => changed(at, (text) => text.replace(/ [^ ;]+;$/, ` ${word};`))),
  fc
    .tuple(line, fc.constantFrom(...directiveFacts().keys()), fc.constantFrom('', ' on', ' a b'))
    .map(([at, name, rest]) => LINES.toSpliced(at, 0, `${name}${rest};`).join('\n')),
  fc
    .tuple(line, fc.constantFrom('location / {}', 'location ^~ / {}', 'location = /health {}'))
    .map(([at, block]) => LINES.toSpliced(at, 0, block).join('\n')),
);

function without1(name: string, at: number): string {
  return name.slice(0, at % name.length) + name.slice((at % name.length) + 1);
}

function swapped(name: string, at: number): string {
  const i = at % name.length;
  return name.slice(0, i) + (name[i + 1] ?? 'x') + name[i] + name.slice(i + 2);
}

/** Names a mistake by the first line that differs. */
function mistakeIn(text: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((each, i) => each !== LINES[i]);
  return `${at + 1} ${lines[at]?.trim()} ${serial++}`;
}

let serial = 0;

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

  test('agree on which locations may stand in which', async (t) => {
    if (!tester) return t.skip('nginx is not installed');
    const tally: Tally = { agreed: 0, accepted: 0, differences: [] };
    const heads = ['/a/', '/a/b', '/A/b', 'a', '= /a', '= /a/b', '^~ /a/', '~ a', '~* ^/a', '@a'];
    for (const outer of heads) {
      await Promise.all(
        heads.map((inner, i) => {
          const nested = `location ${outer} {\nlocation ${inner} { return 204; }\n}`;
          const text = `events {}\nhttp { server { listen 127.0.0.1:18180;\n${nested}\n} }\n`;
          return compare(tester as NginxTester, `nested ${outer} ${inner} ${i}`, text, tally);
        }),
      );
    }
    assert.deepEqual(tally.differences, []);
    assert.ok(tally.agreed > 40 && tally.accepted > 30, JSON.stringify(tally));
  });

  test('agree over a valid configuration with one mistake', async (t) => {
    if (!tester) return t.skip('nginx is not installed');
    const tally: Tally = { agreed: 0, accepted: 0, differences: [] };
    assert.ok((await tester.answer(VALID)).accepted);
    const texts = fc.sample(mutated, { numRuns: RUNS, seed: SEED });
    for (let i = 0; i < texts.length; i += AT_ONCE) {
      const some = texts.slice(i, i + AT_ONCE);
      await Promise.all(
        some.map((text) => compare(tester as NginxTester, mistakeIn(text), text, tally)),
      );
    }
    t.diagnostic(`${tally.agreed} faults found by both, ${tally.accepted} files accepted by both`);
    assert.deepEqual(tally.differences, []);
    assert.ok(tally.agreed > RUNS / 4);
  });
});
