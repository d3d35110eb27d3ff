import { oncePer } from '../once.ts';
import type { Context } from './exchange.ts';
import { type Expression, parseExpression } from './expressions.ts';
import { type Method, matchAddress, matchNumber, matchText, operators } from './matching.ts';
import { type Sample, textOf } from './sample.ts';
import { samplesOf } from './samples.ts';

/** One test: a criterion with its flags and patterns. */
export interface Test {
  readonly criterion: string;
  /** Words after the criterion. */
  readonly words: readonly string[];
  readonly variable: boolean;
}

/**
 * True where a test holds; what cannot be told is answered by the context's assumptions. Clients are taken for others than
 * those whose addresses a rule that `denies` names, unless this machine is among them.
 */
export function testHolds(test: Test, context: Context, denies: boolean): boolean {
  const known = test.variable ? undefined : judge(test, context);
  if (known !== undefined) return known;
  if (denies && !test.variable && judge(test, fromHere(context)) === false) return false;
  return context.assumptions.holds(keyOf(test));
}

/** The same request from a client on this machine. */
function fromHere(context: Context): Context {
  const { request } = context;
  return { ...context, request: { ...request, door: { ...request.door, isNear: true } } };
}

const keyOf = oncePer((test: Test) => [test.criterion, ...test.words].join(' '));

const METHODS: ReadonlySet<string> = new Set(['str', 'beg', 'end', 'sub', 'dir', 'dom', 'reg']);

/** A test with its flags told from its patterns. */
export interface Parsed {
  readonly expression: string;
  /** Undefined where HAProxy could not read it. */
  readonly parsedExpression: Expression | undefined;
  readonly method: string | undefined;
  readonly operator: string;
  /** Each pattern with whether its case counts. */
  readonly patterns: readonly { readonly text: string; readonly ignoreCase: boolean }[];
  readonly files: readonly { readonly path: string; readonly ignoreCase: boolean }[];
  /** The files are maps, whose keys count. */
  readonly keyed: boolean;
}

/** Tells criterion, flags, operator and patterns of a test apart. */
export const parseTest = oncePer(readTest);

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
  const parsedExpression = parseExpression(expression);
  return { expression, parsedExpression, method, operator, patterns, files, keyed };
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

/** What a test says of a request; undefined where that cannot be told. */
export function judge(test: Test, context: Context): boolean | undefined {
  const parsed = parseTest(test);
  if (!parsed.parsedExpression) return undefined;
  const samples = samplesOf(parsed.parsedExpression, context);
  if (parsed.method === 'found') return isFound(samples);
  if (parsed.files.length === 0) return anyMatches(samples, parsed);
  const { patterns, complete } = patternsOf(parsed, context);
  const judged = anyMatches(samples, { ...parsed, patterns });
  return judged === false && !complete && samples.length > 0 ? undefined : judged;
}

function anyMatches(samples: readonly Sample[], parsed: Parsed): boolean | undefined {
  let sure: boolean | undefined = false;
  for (const sample of samples) {
    const matched = matches(sample, parsed);
    if (matched) return true;
    if (matched === undefined) sure = undefined;
  }
  return sure;
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
  if (sample.type === 'unknown' && sample.below !== undefined) {
    return isBeyond(sample.below, parsed) ? false : undefined;
  }
  if (text === undefined) return undefined;
  if (method === 'bool' || (method === undefined && sample.type === 'bool')) {
    return (numberIn(text) ?? 0) !== 0;
  }
  if (method === 'int' || method === 'len' || (method === undefined && sample.type === 'int')) {
    const number = method === 'len' ? text.length : numberIn(text);
    const bounds = patterns.map((pattern) => pattern.text);
    return number === undefined ? false : matchNumber(number, bounds, operator);
  }
  const isAddress = method === 'ip' || (method === undefined && parsed.expression === 'src');
  if (method !== undefined && !isAddress && !METHODS.has(method)) return undefined;
  let sure: boolean | undefined = false;
  for (const pattern of patterns) {
    const found = isAddress
      ? matchAddress(text, pattern.text)
      : matchText(text, pattern.text, (method ?? 'str') as Method, pattern.ignoreCase);
    if (found) return true;
    if (found === undefined) sure = undefined;
  }
  return sure;
}

/** A text as HAProxy casts it to a number: the digits at its head, else 0; an empty one cannot be cast. */
function numberIn(text: string): number | undefined {
  return text === '' ? undefined : Number(/^[+-]?\d+/.exec(text)?.[0] ?? 0);
}

/** True where a counter would have to reach what it surely does not. */
function isBeyond(below: number, { patterns, operator }: Parsed): boolean {
  const reaches = operator === 'gt' || operator === 'ge' || operator === 'eq';
  return (
    reaches &&
    patterns.every(({ text }) => /^\d+:?/.test(text) && Number.parseInt(text, 10) >= below)
  );
}
