import type { Word } from '../../syntax/tree.ts';
import { wordTable } from '../../text/word-table.ts';
import { kept, oncePer } from '../once.ts';
import { conditionStart, isOr } from './condition-start.ts';
import type { Line, Section } from './configuration.ts';
import type { Context } from './exchange.ts';
import { aclData } from './keyword-data.ts';
import { isVariable } from './lexer.ts';
import { lineage, oncePerTests, starts } from './lines-in-force.ts';
import { type Test, testHolds } from './tests.ts';
import { type HaproxyWording, wordingOf } from './wording.ts';

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

const PREDEFINED = wordTable(aclData);

/** Names of the acls that HAProxy itself defines. */
export const predefinedAcls: readonly string[] = [...PREDEFINED.keys()];

/** True for one of them. */
export function isPredefined(name: string): boolean {
  return name === 'RDP_COOKIE' || PREDEFINED.has(name);
}

/** The condition at the end of a line; undefined where it has none. */
export function conditionOf(line: Line): Condition | undefined {
  if (line.condition === undefined) line.condition = readCondition(line) ?? null;
  return line.condition ?? undefined;
}

/** The last condition that was made of a written one, with the acls that it was made for. */
const lastMade = kept<Condition, { readonly acls: Acls; readonly made: Condition }>();

function readCondition({ directive, proxy }: Line): Condition | undefined {
  const written = writtenCondition(wordingOf(directive));
  if (!written || written.alternatives.every((terms) => terms.every(({ name }) => name === '')))
    return written;
  const acls = aclsOf(proxy);
  const last = lastMade.get(written);
  if (last?.acls === acls) return last.made;
  const alternatives = written.alternatives.map((terms) =>
    terms.map((term) =>
      term.name === '' ? term : { ...term, tests: testsNamed(term.name, acls) },
    ),
  );
  const made = { ...written, alternatives };
  lastMade.set(written, { acls, made });
  return made;
}

/** The condition of a line in which named acls have no tests yet, since those stand on other lines. */
const writtenCondition = oncePer(({ values, args }: HaproxyWording): Condition | undefined => {
  const at = conditionStart(values);
  if (at < 0) return undefined;
  return { unless: values[at] === 'unless', alternatives: readAlternatives(args.slice(at)), at };
});

/** None of a condition without terms, which never holds; an exclamation mark before `or` says nothing (measured on 2.6.12). */
function readAlternatives(words: readonly Word[]): readonly (readonly Term[])[] {
  const alternatives: Term[][] = [];
  let terms: Term[] | undefined;
  let negated = false;
  for (let i = 0; i < words.length; i++) {
    const [, marks = '', name = ''] = /^(!*)(.*)$/s.exec((words[i] as Word).value) ?? [];
    if (marks.length % 2 > 0) negated = !negated;
    if (name === '') continue;
    if (isOr(name)) {
      terms = undefined;
      negated = false;
      continue;
    }
    if (!terms) {
      terms = [];
      alternatives.push(terms);
    }
    if (name === '{') {
      const close = closingBrace(words, i);
      terms.push({ negated, name: '', tests: [testOf(words.slice(i + 1, close))] });
      i = close;
    } else {
      terms.push({ negated, name, tests: [] });
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

/** The lines that define an acl, as a section sees it. */
export function aclLines(name: string, proxy: Section): readonly Line[] {
  return lineage(proxy).flatMap((section) => indexOf(section).get(name) ?? []);
}

const indexOf = oncePer((section: Section): ReadonlyMap<string, readonly Line[]> => {
  const made = new Map<string, Line[]>();
  for (const line of section.lines) {
    if (!starts(line, 'acl')) continue;
    const name = line.words[1] ?? '';
    const same = made.get(name);
    if (same) same.push(line);
    else made.set(name, [line]);
  }
  return made;
});

/** The tests of each named acl. */
type Acls = ReadonlyMap<string, readonly Test[]>;

const aclsOf = oncePerTests((proxy): Acls => {
  const found = new Map<string, Test[]>();
  for (const section of lineage(proxy)) {
    for (const [name, lines] of indexOf(section)) {
      const tests = lines.map((line) => testOfAcl(wordingOf(line.directive)));
      found.set(name, [...(found.get(name) ?? []), ...tests]);
    }
  }
  return found;
});

function testsNamed(name: string, acls: Acls): readonly Test[] {
  const predefined = predefinedTests.get(name);
  return acls.get(name) ?? (predefined ? [predefined] : []);
}

const testOfAcl = oncePer(({ args }: HaproxyWording) => testOf(args.slice(1)));

const predefinedTests: ReadonlyMap<string, Test> = new Map(
  [...PREDEFINED].map(([name, test]) => {
    const [criterion = '', ...words] = test.split(' ');
    return [name, { criterion, words, variable: false }];
  }),
);

/** True where the line's rule applies. Open questions are answered by the context's assumptions. */
export function applies(line: Line, context: Context): boolean {
  if (context.skipped.has(line)) return false;
  const condition = conditionOf(line);
  if (!condition) return true;
  const denies = isDenial(line.words[1]) || isDenial(line.words[2]);
  return evaluate(condition, context, denies) !== condition.unless;
}

function isDenial(word = ''): boolean {
  return word === 'deny' || word === 'reject' || word === 'silent-drop' || word === 'tarpit';
}

function evaluate({ alternatives, unless }: Condition, context: Context, denies: boolean): boolean {
  const named = denies ? unless : undefined;
  for (const terms of alternatives) if (allHold(terms, context, named)) return true;
  return false;
}

/** `named`: whether terms by which a rule denies something are negated; undefined for another rule. */
function allHold(terms: readonly Term[], context: Context, named: boolean | undefined): boolean {
  for (const term of terms) if (termHolds(term, context, named) === term.negated) return false;
  return true;
}

function termHolds(
  { name, tests, negated }: Term,
  context: Context,
  named: boolean | undefined,
): boolean {
  if (tests.length === 0) return context.assumptions.holds(`acl ${name}`);
  for (const test of tests) if (testHolds(test, context, negated === named)) return true;
  return false;
}
