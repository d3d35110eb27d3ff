import { hostLike } from '../host-pattern.ts';
import { oncePer } from '../once.ts';
import { type Condition, conditionOf, type Term } from './conditions.ts';
import type { Line, Section } from './configuration.ts';
import { resolved } from './definitions.ts';
import { lineage, oncePerTests, starts } from './lines-in-force.ts';
import { prefixesOfRegex } from './regex-heads.ts';
import type { SectionWording } from './section-block.ts';
import { parseTest, type Test } from './tests.ts';

/** A path that a condition asks for. */
export interface PathLiteral {
  readonly path: string;
  /** False for one path alone: what stands below it is asked for elsewhere. */
  readonly covers: boolean;
  /** True for a text that may stand anywhere in a path. */
  readonly anywhere: boolean;
}

/** The lines of a file of patterns; undefined where it is not at hand. */
export type ListFile = (path: string) => readonly string[] | undefined;

const PATH_FETCH = /^(path|pathq|url|capture\.req\.uri|baseq?)\b/;
/** What a pattern for `base` has before the path: the host, as text or as a regular expression. */
const HOST_BEFORE_PATH = /^(?:\[[^\]]*\]|[^/[])*/;
/** A request line carries nothing else in its path: HAProxy answers 400 to the rest. */
const PATH_TEXT = /^[\x21-\x7e]+$/;
const HOST_METHODS: ReadonlySet<string> = new Set(['str', 'beg', 'end', 'dom', 'sub', 'reg']);
const ORIGIN_FETCH = /^(hdr|req\.f?hdr)\(origin\)/i;
const HOST_FETCH = /^(hdr|req\.f?hdr)\(host\)|^(ssl_fc_sni|req\.ssl_sni|req_ssl_sni)\b/i;

/** What a test says; a variable stands for what the rules of the section put into it. */
type Read<T> = (test: Test, listFile: ListFile, proxy?: Section) => readonly T[];

const withoutFiles: ListFile = () => undefined;

/** What tests say, worked out once for all where no file of patterns has a part in it, else once for the files. */
function oncePerTest<T>(read: Read<T>): Read<T> {
  const known = oncePer((listFile: ListFile) => oncePer((test: Test) => read(test, listFile)));
  return (test, listFile, proxy) =>
    readsVariable(test)
      ? read(test, listFile, proxy)
      : known(namesFile(test) ? listFile : withoutFiles)(test);
}

/** The same of all tests that must hold, or must not, where the condition of a line lets it apply. */
function oncePerCondition<T>(read: Read<T>): (line: Line, listFile: ListFile) => readonly T[] {
  const found = (condition: Condition, listFile: ListFile, proxy?: Section) =>
    testsAsked(condition).flatMap((test) => read(test, listFile, proxy));
  const plain = oncePer((condition: Condition) => found(condition, withoutFiles));
  const withFiles = oncePer((listFile: ListFile) =>
    oncePer((condition: Condition) => found(condition, listFile)),
  );
  return (line, listFile) => {
    const condition = conditionOf(line);
    if (!condition) return [];
    if (asksPlainly(condition)) return plain(condition);
    return testsAsked(condition).some(readsVariable)
      ? found(condition, listFile, line.proxy)
      : withFiles(listFile)(condition);
  };
}

/** True where the words of a condition are all that its tests ask by. */
const asksPlainly = oncePer((condition: Condition): boolean =>
  testsAsked(condition).every((test) => !readsVariable(test) && !namesFile(test)),
);

/** True where what a test speaks of depends on the rules of a section. */
function readsVariable(test: Test): boolean {
  return parseTest(test).expression.startsWith('var(');
}

function namesFile(test: Test): boolean {
  return parseTest(test).files.length > 0;
}

const pathsOfTest = oncePerTest(readPaths);
const hostsOfTest = oncePerTest(readHosts);

/** Paths that must be asked for where a line's condition holds. */
export const pathsAsked = oncePerCondition(pathsOfTest);

/** Host names that the tests of a line's condition ask for. */
const hostsTested = oncePerCondition(hostsOfTest);

/**
 * Host names by which a line's condition lets clients in; none where something other than the address that is asked for
 * does so as well, such as an Upgrade: then the host is a side entrance.
 */
export function hostsAsked(line: Line, listFile: ListFile): readonly string[] {
  const condition = conditionOf(line);
  if (!condition) return [];
  const leads =
    condition.unless ||
    condition.alternatives.every((terms) => asksHost(terms, line)) ||
    testsAsked(condition).every(asksAddress);
  return leads ? hostsTested(line, listFile) : [];
}

/** True where one of several terms that must all hold looks at nothing but the host. */
function asksHost(terms: readonly Term[], { proxy }: Line): boolean {
  return terms.some(
    ({ negated, tests }) =>
      !negated &&
      tests.length > 0 &&
      tests.every((test) => speaksOfHost(resolved(parseTest(test).expression, proxy))),
  );
}

const testsAsked = oncePer((condition: Condition): readonly Test[] =>
  condition.alternatives
    .flat()
    .filter((term) => term.negated === condition.unless)
    .flatMap((term) => term.tests),
);

/** Every path that a section's acls and conditions name. */
export function pathsNamed(proxy: Section, listFile: ListFile): readonly PathLiteral[] {
  return testsOf(proxy).flatMap((test) => pathsOfTest(test, listFile, proxy));
}

/** False for lines in which nothing can speak of the host, known by their words alone. */
const mayNameHost = oncePer(({ lines }: SectionWording) =>
  lines.some(({ values }) => values.some((value) => /host|origin|sni|base|var\(/i.test(value))),
);

/** True where a section's conditions look at the host that is asked for, as an Origin tells it too, whether or not they name one. */
export function looksAtHost(proxy: Section): boolean {
  if (!mayNameHost(proxy.wording) && !(proxy.defaults && mayNameHost(proxy.defaults.wording)))
    return false;
  return testsOf(proxy).some((test) => {
    const expression = resolved(parseTest(test).expression, proxy);
    return speaksOfHost(expression) || ORIGIN_FETCH.test(expression);
  });
}

/** Every host name that a section's acls and conditions name. */
export function hostsNamed(proxy: Section, listFile: ListFile): readonly string[] {
  return testsOf(proxy).flatMap((test) => hostsOfTest(test, listFile, proxy));
}

const testsOf = oncePerTests((proxy): readonly Test[] => {
  const lines = lineage(proxy).flatMap((section) => section.lines);
  const conditions = lines.flatMap((line) =>
    starts(line, 'acl') ? [] : (conditionOf(line) ?? []),
  );
  return conditions.flatMap(({ alternatives }) =>
    alternatives.flat().flatMap(({ tests }) => tests),
  );
});

/** True where what a line's condition asks for depends on the path, whether or not it tells which. */
export function looksAtPath(line: Line): boolean {
  const condition = conditionOf(line);
  return (condition ? testsAsked(condition) : []).some((test) =>
    PATH_FETCH.test(resolved(parseTest(test).expression, line.proxy)),
  );
}

/** True where a test asks for the path. */
export function asksPath(test: Test): boolean {
  return PATH_FETCH.test(parseTest(test).expression);
}

/** True where a test asks for scheme, host, port, path or method, which are the same for whoever comes. */
export function asksAddress(test: Test): boolean {
  const { expression } = parseTest(test);
  return (
    asksPath(test) || speaksOfHost(expression) || /^(ssl_fc|dst_port|method)$/.test(expression)
  );
}

function readPaths(test: Test, listFile: ListFile, proxy?: Section): readonly PathLiteral[] {
  const parsed = parseTest(test);
  const expression = resolved(parsed.expression, proxy);
  if (!PATH_FETCH.test(expression)) return [];
  const method = parsed.method ?? 'str';
  if (method === 'end' || method === 'len' || method === 'found') return [];
  const withHost = expression.startsWith('base');
  const texts = patternsOf(parsed, listFile).map((text) =>
    withHost ? text.replace(HOST_BEFORE_PATH, '') : text,
  );
  const pieces = texts.flatMap((text) => pathOfPiece(expression, text) ?? []);
  if (pieces.length > 0) return pieces.map((path) => ({ path, covers: true, anywhere: false }));
  const paths =
    method === 'reg'
      ? texts.flatMap(prefixesOfRegex)
      : texts.map((text) => text.split('?')[0] ?? '');
  return paths
    .filter((path) => PATH_TEXT.test(path) && (path.startsWith('/') || method === 'dir'))
    .map((path) => ({
      path: path.startsWith('/') ? path : `/${path}`,
      covers: method !== 'str',
      anywhere: method === 'sub' || method === 'dir',
    }));
}

/** The path that begins with a piece, where an expression takes the first piece of a path. */
export function pathOfPiece(expression: string, piece: string): string | undefined {
  const takesFirst = /^path(,lower)?,(field\(2,\/\)|word\(1,\/\))(,lower)?$/.test(expression);
  return takesFirst && /^[\w.-]+$/.test(piece) ? `/${piece}/` : undefined;
}

function readHosts(test: Test, listFile: ListFile, proxy?: Section): readonly string[] {
  const parsed = parseTest(test);
  const expression = resolved(parsed.expression, proxy);
  if (!speaksOfHost(expression)) return [];
  const method = parsed.method ?? 'str';
  const texts = patternsOf(parsed, listFile);
  const hosts = isAboutHost(expression) ? texts : texts.flatMap(hostBeforePath);
  return hosts.flatMap((text) => hostOfPattern(text, method) ?? []);
}

/** True where an expression begins with the host that is asked for, whether or not the path follows it. */
function speaksOfHost(expression: string): boolean {
  return isAboutHost(expression) || /^baseq?\b/.test(expression);
}

/** What a pattern for `base` has before the path. */
function hostBeforePath(pattern: string): readonly string[] {
  const [host = ''] = HOST_BEFORE_PATH.exec(pattern) ?? [];
  return host === '' || host === '^' ? [] : [host];
}

/** True where an expression begins with the host that is asked for. */
export function isAboutHost(expression: string): boolean {
  return HOST_FETCH.test(expression);
}

/** A host that a pattern takes. */
export function hostOfPattern(pattern: string, method: string): string | undefined {
  if (!HOST_METHODS.has(method)) return undefined;
  const text = method === 'reg' ? hostOfRegex(pattern) : pattern.replace(/:$/, '');
  if (text === undefined || !/^(?!\d+$)[\w.-]+(:\d+)?$/.test(text)) return undefined;
  if (text.startsWith('.')) return `stigman${text}`;
  return text.endsWith('.') ? `${text}localhost` : text;
}

function patternsOf(parsed: ReturnType<typeof parseTest>, listFile: ListFile): readonly string[] {
  const listed = parsed.files.flatMap(({ path, ignoreCase }) =>
    (listFile(path) ?? []).map((text) => (ignoreCase ? text.toLowerCase() : text)),
  );
  const written = parsed.patterns.map(({ text, ignoreCase }) =>
    ignoreCase ? text.toLowerCase() : text,
  );
  return [...written, ...listed];
}

/** A host that a pattern takes, with the port that must follow it, and without one that may. */
function hostOfRegex(regex: string): string | undefined {
  const [, head = regex, port = ''] = /^(.*[^?])(:\d+)\$?$/s.exec(regex) ?? [];
  const host = hostLike(head.replace(/\((?:\?:)?:[^()]*\)\??|:\[0-9\]\+\??/g, ''));
  return host && host + port;
}

/** True where a line's condition names an acl of the section that matches this. */
export function conditionMentions(line: Line, pattern: RegExp): boolean {
  const terms = conditionOf(line)?.alternatives.flat() ?? [];
  return terms.some((term) =>
    term.tests.some((test) => pattern.test([test.criterion, ...test.words].join(' '))),
  );
}
