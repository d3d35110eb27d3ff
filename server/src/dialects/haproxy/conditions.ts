import type { Word } from '../../syntax/tree.ts';
import { type Line, lineage, type Section, starts } from './configuration.ts';
import type { Context } from './exchange.ts';
import { parseExpression } from './expressions.ts';
import { isVariable } from './lexer.ts';
import { type Method, matchNumber, matchText, operators } from './matching.ts';
import { type Sample, samplesOf, textOf } from './samples.ts';

/** One test: a criterion with its flags and patterns. */
export interface Test {
  readonly criterion: string;
  /** Words after the criterion. */
  readonly words: readonly string[];
  readonly variable: boolean;
}

/** One element of a condition; a named acl holds where any of its tests does. */
export interface Term {
  readonly negated: boolean;
  readonly name: string;
  readonly tests: readonly Test[];
}

/** `if` or `unless` with alternatives of terms that must all hold. */
export interface Condition {
  readonly unless: boolean;
  readonly alternatives: readonly (readonly Term[])[];
  /** Index of `if` or `unless` among the words of the line. */
  readonly at: number;
}

const PREDEFINED: Readonly<Record<string, string>> = {
  TRUE: 'always_true',
  FALSE: 'always_false',
  HTTP: 'req.proto_http',
  'HTTP_1.0': 'req.ver 1.0',
  'HTTP_1.1': 'req.ver 1.1',
  'HTTP_2.0': 'req.ver 2.0',
  HTTP_CONTENT: 'req.hdr_val(content-length) gt 0',
  HTTP_URL_ABS: 'url_reg ^[^/:]*://',
  HTTP_URL_SLASH: 'url_beg /',
  HTTP_URL_STAR: 'url *',
  LOCALHOST: 'src 127.0.0.1/8 ::1',
  METH_CONNECT: 'method CONNECT',
  METH_DELETE: 'method DELETE',
  METH_GET: 'method GET HEAD',
  METH_HEAD: 'method HEAD',
  METH_OPTIONS: 'method OPTIONS',
  METH_POST: 'method POST',
  METH_PUT: 'method PUT',
  METH_TRACE: 'method TRACE',
  REQ_CONTENT: 'req.len gt 0',
  WAIT_END: 'wait_end',
};

const cache = new WeakMap<Line, Condition | 'none'>();

/** The condition at the end of a line; undefined where it has none. */
export function conditionOf(line: Line): Condition | undefined {
  const known = cache.get(line);
  if (known) return known === 'none' ? undefined : known;
  const made = readCondition(line);
  cache.set(line, made ?? 'none');
  return made;
}

function readCondition(line: Line): Condition | undefined {
  const at = line.words.findIndex((word, i) => i > 0 && (word === 'if' || word === 'unless'));
  if (at < 0) return undefined;
  const words = line.directive.args.slice(at);
  return {
    unless: line.words[at] === 'unless',
    alternatives: readAlternatives(words, line.proxy),
    at,
  };
}

function readAlternatives(words: readonly Word[], proxy: Section): readonly (readonly Term[])[] {
  const alternatives: Term[][] = [[]];
  let negated = false;
  for (let i = 0; i < words.length; i++) {
    let word = (words[i] as Word).value;
    if (word === 'or' || word === '||') {
      alternatives.push([]);
      continue;
    }
    while (word.startsWith('!')) {
      negated = !negated;
      word = word.slice(1);
    }
    if (word === '') continue;
    if (word === '{') {
      const close = closingBrace(words, i);
      alternatives.at(-1)?.push({ negated, name: '', tests: [testOf(words.slice(i + 1, close))] });
      i = close;
    } else {
      alternatives.at(-1)?.push({ negated, name: word, tests: testsNamed(word, proxy) });
    }
    negated = false;
  }
  return alternatives;
}

function closingBrace(words: readonly Word[], open: number): number {
  let at = open + 1;
  while (at < words.length && words[at]?.value !== '}') at++;
  return at;
}

function testOf(words: readonly Word[]): Test {
  const [criterion, ...rest] = words;
  return {
    criterion: criterion?.value ?? '',
    words: rest.map((word) => word.value),
    variable: words.some(isVariable),
  };
}

const aclIndex = new WeakMap<Section, ReadonlyMap<string, readonly Line[]>>();

/** The lines that define an acl, as a section sees it. */
export function aclLines(name: string, proxy: Section): readonly Line[] {
  return lineage(proxy).flatMap((section) => indexOf(section).get(name) ?? []);
}

function indexOf(section: Section): ReadonlyMap<string, readonly Line[]> {
  const known = aclIndex.get(section);
  if (known) return known;
  const made = new Map<string, Line[]>();
  for (const line of section.lines) {
    if (!starts(line, 'acl')) continue;
    const name = line.words[1] ?? '';
    const same = made.get(name);
    if (same) same.push(line);
    else made.set(name, [line]);
  }
  aclIndex.set(section, made);
  return made;
}

function testsNamed(name: string, proxy: Section): readonly Test[] {
  const lines = aclLines(name, proxy);
  if (lines.length > 0) {
    return lines.map((line) => {
      const test = testOf(line.directive.args.slice(1));
      return line.uncertain ? { ...test, variable: true } : test;
    });
  }
  const [criterion, ...words] = (PREDEFINED[name] ?? '').split(' ');
  return criterion ? [{ criterion, words, variable: false }] : [];
}

/** True where the line's rule applies. Open questions are answered by the context's assumptions. */
export function applies(line: Line, context: Context): boolean {
  if (context.skipped.has(line)) return false;
  if (line.uncertain && !context.assumptions.holds(`macro ${line.directive.start}`)) return false;
  const condition = conditionOf(line);
  if (!condition) return true;
  return evaluate(condition, context) !== condition.unless;
}

function evaluate(condition: Condition, context: Context): boolean {
  return condition.alternatives.some((terms) =>
    terms.every((term) => termHolds(term, context) !== term.negated),
  );
}

function termHolds(term: Term, context: Context): boolean {
  if (term.tests.length === 0) return context.assumptions.holds(`acl ${term.name}`);
  return term.tests.some((test) => testHolds(test, context));
}

function testHolds(test: Test, context: Context): boolean {
  const known = test.variable ? undefined : judge(test, context);
  return known ?? context.assumptions.holds(keyOf(test));
}

const keys = new WeakMap<Test, string>();

function keyOf(test: Test): string {
  const known = keys.get(test) ?? [test.criterion, ...test.words].join(' ');
  keys.set(test, known);
  return known;
}

const METHODS: ReadonlySet<string> = new Set(['str', 'beg', 'end', 'sub', 'dir', 'dom', 'reg']);

/** A test with its flags told from its patterns. */
export interface Parsed {
  readonly expression: string;
  readonly method: string | undefined;
  readonly operator: string;
  /** Each pattern with whether its case counts. */
  readonly patterns: readonly { readonly text: string; readonly ignoreCase: boolean }[];
  readonly files: readonly { readonly path: string; readonly ignoreCase: boolean }[];
  /** The files are maps, whose keys count. */
  readonly keyed: boolean;
}

const parsedTests = new WeakMap<Test, Parsed>();

/** Tells criterion, flags, operator and patterns of a test apart. */
export function parseTest(test: Test): Parsed {
  const known = parsedTests.get(test);
  if (known) return known;
  const made = readTest(test);
  parsedTests.set(test, made);
  return made;
}

function readTest(test: Test): Parsed {
  const { expression, method: implied } = splitCriterion(test.criterion);
  let method = implied;
  let ignoreCase = false;
  let operator = 'eq';
  let keyed = false;
  const files: { path: string; ignoreCase: boolean }[] = [];
  let at = 0;
  for (; at < test.words.length; at++) {
    const word = test.words[at] as string;
    if (word === '-i') ignoreCase = expression !== 'method';
    else if (word === '-M') keyed = true;
    else if (word === '-m') method = test.words[++at];
    else if (word === '-f') files.push({ path: test.words[++at] ?? '', ignoreCase });
    else if (word === '-u') at++;
    else if (word !== '-n') break;
  }
  if (test.words[at] === '--') at++;
  if (operators.has(test.words[at] ?? '') && test.words.length > at + 1) {
    operator = test.words[at++] as string;
  }
  const patterns = test.words.slice(at).map((text) => ({ text, ignoreCase }));
  return { expression, method, operator, patterns, files, keyed };
}

/** `path_beg` is `path` matched by its beginning; with converters after it the suffix says nothing. */
function splitCriterion(criterion: string): {
  readonly expression: string;
  readonly method: string | undefined;
} {
  const [, name = '', rest = ''] = /^([\w.]+)(.*)$/s.exec(criterion) ?? [];
  const [, base, suffix] =
    /^(path|url|base|hdr|shdr|urlp|url_param|cook|scook|ssl_fc_sni|req_ssl_sni|req\.ssl_sni)_(beg|end|sub|dir|dom|reg|len)$/.exec(
      name,
    ) ?? [];
  if (base === undefined) return { expression: criterion, method: undefined };
  const converted = (parseExpression(base + rest)?.calls.length ?? 1) > 1;
  return { expression: base + rest, method: converted ? undefined : suffix };
}

function judge(test: Test, context: Context): boolean | undefined {
  const parsed = parseTest(test);
  const expression = parseExpression(parsed.expression);
  if (!expression) return undefined;
  const samples = samplesOf(expression, context);
  if (parsed.method === 'found') return isFound(samples);
  const { patterns, complete } = patternsOf(parsed, context);
  const judged = samples.map((sample) => matches(sample, { ...parsed, patterns }));
  if (judged.includes(true)) return true;
  if (judged.includes(undefined)) return undefined;
  return complete || samples.length === 0 ? false : undefined;
}

function isFound(samples: readonly Sample[]): boolean | undefined {
  return samples.some((sample) => sample.type === 'unknown') ? undefined : samples.length > 0;
}

/** The patterns of a test with those of its files; not complete where a file is not at hand. */
function patternsOf(
  parsed: Parsed,
  context: Context,
): { readonly patterns: Parsed['patterns']; readonly complete: boolean } {
  const patterns = [...parsed.patterns];
  let complete = true;
  for (const { path, ignoreCase } of parsed.files) {
    const lines = context.listFile(path);
    complete &&= lines !== undefined;
    for (const line of lines ?? []) {
      const text = parsed.keyed ? (line.split(/\s/)[0] ?? '') : line;
      patterns.push({ text, ignoreCase });
    }
  }
  return { patterns, complete };
}

function matches(sample: Sample, parsed: Parsed): boolean | undefined {
  const { method, operator, patterns } = parsed;
  const text = textOf(sample);
  if (text === undefined) return undefined;
  if (method === 'bool' || (method === undefined && sample.type === 'bool')) {
    return sample.type === 'bool' ? sample.value : text !== '0' && text !== '';
  }
  if (method === 'int' || method === 'len' || (method === undefined && sample.type === 'int')) {
    const number = method === 'len' ? text.length : Number(text);
    return Number.isNaN(number)
      ? false
      : matchNumber(
          number,
          patterns.map((p) => p.text),
          operator,
        );
  }
  if (method !== undefined && !METHODS.has(method)) return undefined;
  let sure: boolean | undefined = false;
  for (const pattern of patterns) {
    const found = matchText(text, pattern.text, (method ?? 'str') as Method, pattern.ignoreCase);
    if (found) return true;
    if (found === undefined) sure = undefined;
  }
  return sure;
}
