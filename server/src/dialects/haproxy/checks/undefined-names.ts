import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import { oncePer } from '../../once.ts';
import { isVariable } from '../lexer.ts';
import type { SectionWording } from '../section-block.ts';
import { type HaproxyWording, wordingOf } from '../wording.ts';
import { conditionWords } from './condition-words.ts';
import { type Around, faultAt } from './fault.ts';
import { isProxy, type Line, type Section, type Site } from './site.ts';

/** A place that names something, and what that may be. */
interface Use {
  readonly word: Word;
  readonly name: string;
  readonly kind: string;
}

/**
 * HAProxy: `unable to find required default_backend: 'x'`, `defaults section 'x' not found`, `unable to find required
 * resolvers`, `unable to find userlist`, `unable to find the cache`, `unable to find sync peers`, `unable to find table`,
 * `unknown http-errors section`, `unable to find server 'x' referenced in a 'use-server' rule`. Told where the configuration looks complete, or the name of a server.
 */
export function undefinedNames(site: Site): readonly LanguageFault[] {
  const defined = definedNames(site);
  return [
    ...baseFaults(site),
    ...(site.complete ? inherited(site).flatMap((each) => sectionFaults(each, defined)) : []),
    ...(site.templated ? [] : site.enabled.flatMap(serverFaults)),
  ];
}

/** Without the defaults sections, where all that takes requests names its own default_backend. */
function inherited({ enabled: sections }: Site): readonly Section[] {
  const takes = sections.some(
    ({ kind, wording }) => /^(?:frontend|listen)$/.test(kind) && !namesDefault(wording),
  );
  return takes ? sections : sections.filter((section) => !isDefaults(section));
}

const namesDefault = oncePer(({ lines }: SectionWording) =>
  lines.some(({ values }) => values[0] === 'default_backend'),
);

type Names = ReadonlyMap<string, ReadonlySet<string>>;

function definedNames({ sections }: Site): Names {
  const found = new Map<string, Set<string>>();
  const add = (kind: string, name: string) =>
    found.set(kind, (found.get(kind) ?? new Set()).add(name));
  for (const { kind, name, wording } of sections) {
    add(kind === 'listen' ? 'backend' : kind, name);
    for (const table of tablesIn(wording)) add('table', table === '' ? name : `${name}/${table}`);
  }
  found.get('resolvers')?.add('default');
  return found;
}

/** The tables of a section: its own has no name. */
const tablesIn = oncePer(({ lines }: SectionWording) =>
  lines.flatMap(({ values: [keyword, name = ''] }) =>
    keyword === 'stick-table' ? [''] : keyword === 'table' ? [name] : [],
  ),
);

function sectionFaults(section: Section, defined: Names): readonly LanguageFault[] {
  const isLoop = ({ kind, name }: Use) =>
    kind === 'backend' && section.kind === 'listen' && name === section.name;
  const meant = (use: Use) => (use.kind === OWN_TABLE ? ownTable(use, section) : use);
  const isSound = (use: Use) => !isLoop(use) && isKnown(meant(use), defined.get(meant(use).kind));
  if (section.wording.fine && namesIn(section).every(isSound)) return [];
  return section.lines.filter(takesEffect).flatMap((line) =>
    usesOf(line, section)
      .map(meant)
      .flatMap((use) =>
        isLoop(use) && line.keyword.value.endsWith('_backend')
          ? [loopOf(use, line)]
          : faultOf(use, line, defined.get(use.kind)),
      ),
  );
}

/** What uses the table of its own section, wherever that is. */
const OWN_TABLE = 'own table';

/** The same with the section's name; rules of defaults sections use the tables of others. */
function ownTable({ word }: Use, { kind, name }: Section): Use {
  return { word, kind: 'table', name: kind === 'defaults' ? '' : name };
}

/** HAProxy: `loop detected for default_backend: 'x'.` */
function loopOf({ word, name }: Use, line: Line): LanguageFault {
  const message = l10n.t`${name} sends requests to itself here, and HAProxy refuses the file. Name another section.`;
  return faultAt(word, line, { code: 'backend-loop', message });
}

/** Of several default_backend lines HAProxy reads the last (measured on 2.6.12). */
function takesEffect({ keyword }: Line, index: number, lines: readonly Line[]): boolean {
  if (keyword.value !== 'default_backend') return true;
  return lines.findLastIndex((other) => other.keyword.value === 'default_backend') === index;
}

/** What the lines of a fine section name. */
function namesIn({ kind, wording }: Section): readonly Use[] {
  return kind === 'backend' ? namesInBackend(wording) : namesElsewhere(wording);
}

const namesInBackend = oncePer(({ lines }: SectionWording) => lines.flatMap(usesInBackend));
const namesElsewhere = oncePer(({ lines }: SectionWording) => lines.flatMap(usesElsewhere));

/** What sections take with `from` must stand above them; in which order several files are read is not sure. */
function baseFaults({ sections, complete }: Site): readonly LanguageFault[] {
  if (!complete) return [];
  const several = new Set(sections.map(({ uri }) => uri)).size > 1;
  const known = new Set(several ? sections.filter(isDefaults).map(({ name }) => name) : []);
  return sections.flatMap((section) => {
    const from = wordingOf(section.head).values.indexOf('from', 1);
    const word = from < 0 || !isProxy(section) ? undefined : section.head.args[from];
    const found = word ? faultOf({ word, name: word.value, kind: 'defaults' }, section, known) : [];
    if (isDefaults(section)) known.add(section.name);
    return found;
  });
}

function isDefaults({ kind }: Section): boolean {
  return kind === 'defaults';
}

const NO_USES: readonly Use[] = [];

function usesOf({ wording }: Line, section: Section): readonly Use[] {
  if (!isProxy(section)) return NO_USES;
  return section.kind === 'backend' ? usesInBackend(wording) : usesElsewhere(wording);
}

const usesInBackend = oncePer((wording: HaproxyWording) => usesIn(wording, true));
const usesElsewhere = oncePer((wording: HaproxyWording) => usesIn(wording, false));

function usesIn(wording: HaproxyWording, backend: boolean): readonly Use[] {
  const { args, values } = wording;
  const named = (kind: string, word: Word | undefined) =>
    word ? [{ word, name: word.value, kind }] : [];
  const after = (kind: string, parameter: string) =>
    named(kind, args[args.findIndex(({ value }, i) => i > 0 && value === parameter) + 1]).filter(
      ({ word }) => word !== args[0],
    );
  switch (values[0]) {
    case 'use_backend':
      return backend ? [] : [...named('backend', args[0]), ...namesInTests(wording)];
    case 'default_backend':
      return backend ? [] : named('backend', args[0]);
    case 'server':
      return after('resolvers', 'resolvers');
    case 'stick':
      return [...(backend ? [tableOf(args, args[0])] : []), ...namesInTests(wording)];
    case 'stick-table':
      return after('peers', 'peers');
    case 'errorfiles':
      return named('http-errors', args[0]);
    case 'http-request':
    case 'http-response':
      return [
        ...(/^cache-(use|store)$/.test(args[0]?.value ?? '') ? named('cache', args[1]) : []),
        ...tablesTracked(args),
        ...namesInTests(wording),
      ];
    case 'tcp-request':
      return [...tablesTracked(args.slice(1)), ...namesInTests(wording)];
    case 'acl':
      return namesInTest(args[1]);
    default:
      return namesInTests(wording);
  }
}

/** The table that a `track-sc` rule or a `stick` line counts in. */
function tableOf(args: readonly Word[], otherwise: Word | undefined): Use {
  const word = args[args.findIndex(({ value }) => value === 'table') + 1];
  const isNamed = word !== undefined && word !== args[0];
  return isNamed
    ? { word, name: word.value, kind: 'table' }
    : { word: otherwise as Word, name: '', kind: OWN_TABLE };
}

function tablesTracked(args: readonly Word[]): readonly Use[] {
  return /^track-sc\d/.test(args[0]?.value ?? '') ? [tableOf(args, args[0])] : [];
}

function namesInTests(wording: HaproxyWording): readonly Use[] {
  return conditionWords(wording).methods.flatMap(namesInTest);
}

/** What methods name by their kind: `http_auth(staff)`, `nbsrv(app)`, `src_conn_rate(clients)`, `sc_conn_rate(0,clients)`. */
const NAMING: readonly (readonly [kind: string, method: RegExp])[] = [
  ['userlist', /^http_auth(?:_group)?\(([\w.-]+)\)/],
  ['backend', /^(?:nbsrv|connslots|queue|avg_queue|be_\w+)\(([\w.:-]+)\)/],
  [OWN_TABLE, /^src_(?!port|is_local)\w+()(?:\(\))?$/],
  ['table', /^(?:sc_\w+\(\d+,|(?:sc\d|src|table)_\w+\()([A-Za-z_][\w./:-]*)\)/],
];

function namesInTest(word: Word | undefined): readonly Use[] {
  if (!word) return [];
  return NAMING.flatMap(([kind, method]) => {
    const name = method.exec(word.value)?.[1];
    return name === undefined ? [] : [{ word, name, kind }];
  });
}

/** True for a name that is defined, or that only a request tells. */
function isKnown({ word, name }: Use, known: ReadonlySet<string> = NO_NAMES): boolean {
  return isVariable(word) || name.includes('%') || name === '' || known.has(name);
}

const NO_NAMES: ReadonlySet<string> = new Set();

function faultOf(
  use: Use,
  at: Around,
  known: ReadonlySet<string> = NO_NAMES,
): readonly LanguageFault[] {
  if (isKnown(use, known)) return [];
  const { word, name, kind } = use;
  const meant = nearest(name, known);
  const replacement = meant === undefined ? undefined : word.value.replace(name, () => meant);
  const code = `undefined-${kind}`;
  const message = messageOf(use, meant);
  return [faultAt(word, at, { code, message, ...(replacement !== undefined && { replacement }) })];
}

function messageOf({ kind, name }: Use, meant: string | undefined): string {
  const title = kind === 'defaults' ? l10n.t('defaults section') : kind;
  if (meant !== undefined)
    return l10n.t`No ${title} ${name} is defined, and HAProxy refuses the file. Write ${meant}.`;
  return lacking(kind, l10n.t`No ${title} ${name} is defined, and HAProxy refuses the file.`);
}

function lacking(kind: Use['kind'], fault: string): string {
  switch (kind) {
    case 'table':
      return l10n.t`${fault} Add a stick-table line there, or name another.`;
    case 'server':
      return l10n.t`${fault} Add a server line of that name, or name another.`;
    default:
      return l10n.t`${fault} Add the section, or name another.`;
  }
}

/** Servers that use-server names; templates make names that are not listed. */
export function serverFaults(section: Section): readonly LanguageFault[] {
  const { kind } = section;
  if (section.wording.fine) return [];
  const { lines } = section;
  if (kind !== 'backend' && kind !== 'listen') return [];
  if (!lines.some(({ keyword }) => keyword.value === 'use-server')) return [];
  if (lines.some(({ keyword }) => keyword.value === 'server-template')) return [];
  const known = new Set(
    lines
      .filter(({ keyword }) => keyword.value === 'server')
      .map(({ args }) => args[0]?.value ?? ''),
  );
  return lines
    .filter(({ keyword }) => keyword.value === 'use-server')
    .flatMap((line) => {
      const [word] = line.args;
      return word ? faultOf({ word, name: word.value, kind: 'server' }, line, known) : [];
    });
}
