import type { Directive, Word } from '../../../syntax/tree.ts';
import type { Configuration as ReadConfiguration } from '../../configuration.ts';
import type { Files } from '../../dialect.ts';
import { oncePer } from '../../once.ts';
import { MacroState } from '../macros.ts';
import { parseHaproxy } from '../parser.ts';
import { readConfiguration } from '../parts.ts';
import { type SectionWording, sectionWordingOf } from '../section-block.ts';
import { type HaproxyWording, isMacro, TEMPLATE, wordingOf } from '../wording.ts';

/** A section head that HAProxy reads, or may read. */
export interface Section {
  readonly uri: string;
  readonly head: Directive;
  /** "backend", "global" … */
  readonly kind: string;
  /** Empty where it has none. */
  readonly name: string;
  readonly lines: readonly Line[];
  readonly wording: SectionWording;
  /** False where a macro that only the environment decides switches it. */
  readonly certain: boolean;
  /** What the places of its words count from. */
  readonly at: 0;
}

/** A keyword line of a section; its words are those of its wording, without their places. */
export interface Line {
  readonly uri: string;
  readonly wording: HaproxyWording;
  /** Where the line starts. */
  readonly at: number;
  readonly keyword: Word;
  readonly args: readonly Word[];
  readonly certain: boolean;
}

/** A configuration as the checks see it. */
export interface Site {
  /** All sections in the order in which HAProxy reads them. */
  readonly sections: readonly Section[];
  /** Those that are not disabled: of the others HAProxy checks nothing but what it reads line by line (measured on 2.6.12). */
  readonly enabled: readonly Section[];
  /** True for what looks like all that one process loads: then a name that is defined nowhere has no definition. */
  readonly complete: boolean;
  /** True where a template that is not rendered may write lines that are not here. */
  readonly templated: boolean;
}

const PROXIES = new Set(['defaults', 'frontend', 'listen', 'backend']);

export function siteOf({ analysis, files }: ReadConfiguration): Site {
  const { root } = analysis;
  const uris = readConfiguration({ root, files })?.files ?? [];
  const sections = uris.flatMap((uri) => sectionsIn(uri, files));
  const main = root.endsWith('/haproxy.cfg') || sections.some(({ kind }) => kind === 'global');
  const templated = uris.some((uri) => isTemplate(uri, files));
  const enabled = enabledOf(sections);
  return { sections, enabled, complete: main && !templated, templated };
}

function enabledOf(sections: readonly Section[]): readonly Section[] {
  const byDefault = sections.some(
    ({ kind, wording }) => kind === 'defaults' && switchIn(wording) === 'disabled',
  );
  return sections.filter(
    ({ wording }) => (switchIn(wording) ?? (byDefault ? 'disabled' : 'enabled')) === 'enabled',
  );
}

const switchIn = oncePer(
  ({ lines }: SectionWording): string | undefined =>
    lines.findLast(({ values }) => /^(?:dis|en)abled$/.test(values[0] ?? ''))?.values[0],
);

/** True for sections that carry traffic, and their defaults. */
export function isProxy({ kind }: Section): boolean {
  return PROXIES.has(kind);
}

function isTemplate(uri: string, files: Files): boolean {
  const file = files.read(uri);
  return typeof file !== 'string' && TEMPLATE.test(file.text);
}

function sectionsIn(uri: string, files: Files): readonly Section[] {
  const file = files.read(uri);
  if (typeof file === 'string') return [];
  const macros = new MacroState();
  const found: Section[] = [];
  for (const directive of files.tree(file, parseHaproxy).root.directives) {
    if (isMacro(directive)) macros.follow(directive);
    else if (directive.block) {
      const section = sectionOf(directive, uri, macros);
      if (section) found.push(section);
    }
  }
  return found;
}

/** The section of a head, unless a macro takes it out; follows the macros among its lines. */
function sectionOf(head: Directive, uri: string, macros: MacroState): Section | undefined {
  const present = macros.presence;
  const wording = sectionWordingOf(head);
  const lines = wording.variable ? linesOf(head, uri, macros) : undefined;
  if (present === false) return undefined;
  return new ReadSection(head, uri, present === true, wording, lines);
}

function linesOf(head: Directive, uri: string, macros: MacroState): readonly Line[] {
  const lines: Line[] = [];
  for (const directive of head.block?.directives ?? []) {
    if (isMacro(directive)) macros.follow(directive);
    else if (!macros.skips() && !wordingOf(directive).tagged)
      lines.push(lineOf(directive, uri, macros.presence === true));
  }
  return lines;
}

/** A section whose lines are made when they are asked for. */
class ReadSection implements Section {
  readonly uri: string;
  readonly head: Directive;
  readonly kind: string;
  readonly name: string;
  readonly certain: boolean;
  readonly at = 0;
  readonly wording: SectionWording;
  #lines: readonly Line[] | undefined;

  constructor(
    head: Directive,
    uri: string,
    certain: boolean,
    wording: SectionWording,
    lines: readonly Line[] | undefined,
  ) {
    const [kind = '', name = ''] = wordingOf(head).values;
    this.uri = uri;
    this.head = head;
    this.kind = kind;
    this.name = name === 'from' ? '' : name;
    this.certain = certain;
    this.wording = wording;
    this.#lines = lines;
  }

  get lines(): readonly Line[] {
    this.#lines ??= (this.head.block?.directives ?? []).map((directive) =>
      lineOf(directive, this.uri, this.certain),
    );
    return this.#lines;
  }
}

function lineOf(directive: Directive, uri: string, certain: boolean): Line {
  const wording = wordingOf(directive);
  const keyword = wording.words[0] as Word;
  const at = directive.start - keyword.start;
  return { uri, wording, at, keyword, args: wording.args, certain };
}
