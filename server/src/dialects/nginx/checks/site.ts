import type { SyntaxTree } from '../../../syntax/tree.ts';
import type { Configuration as Read } from '../../configuration.ts';
import type { LanguageFault } from '../../language.ts';
import { oncePer } from '../../once.ts';
import { configurationBehind } from '../analysis.ts';
import type { Configuration } from '../configuration.ts';
import { isHarmless } from '../includes.ts';
import { append, type Entry, type Scope, written } from '../scope.ts';
import { type Server, serversOf } from '../servers.ts';
import type { DirectiveFact } from '../vocabulary.ts';
import { type Context, contextOf, factsIn, outermostContext } from './contexts.ts';

/** What directives of one name in one context have in common. */
export interface Kind {
  readonly name: string;
  readonly context: Context;
  /** What is known of the directive there; nothing where it is unknown or not legal. */
  readonly facts: readonly DirectiveFact[];
}

/** The directives of one name in one context that nginx itself knows, in loading order. */
export interface Group extends Kind {
  readonly entries: readonly Entry[];
}

/** What tells of a fault of one directive by itself; undefined where no directive of a kind can have it. */
export type DirectiveCheck = (kind: Kind) => DirectiveTest | undefined;

export type DirectiveTest = (entry: Entry) => LanguageFault | undefined;

/** A configuration as the checks see it. */
export interface Site {
  readonly configuration: Configuration;
  readonly groups: readonly Group[];
  /** What stands in blocks whose names are data, or directives of a module that is not known. */
  readonly others: readonly Entry[];
  /** The servers of `http`; none of a fragment that is itself within a server. */
  readonly servers: readonly Server[];
  /**
   * True where nothing is left open: a whole configuration whose includes are all here, without templates. Only then is
   * a name undefined that is defined nowhere.
   */
  readonly complete: boolean;
}

export function siteOf({ analysis, files }: Read): Site {
  const configuration = configurationBehind(analysis, files);
  const { root } = configuration;
  const { groups, others } = new Sorting(root);
  const servers = root.kind === 'main' || root.kind === 'http' ? serversOf(root) : [];
  return { configuration, groups, others, servers, complete: isComplete(configuration) };
}

/** Directives, sorted by name and context. */
class Sorting {
  readonly others: Entry[] = [];
  readonly #byContext = new Map<Context, Map<string, Entry[]>>();

  constructor(root: Scope) {
    this.#sort(root, outermostContext(root));
  }

  get groups(): readonly Group[] {
    return [...this.#byContext].flatMap(([context, byName]) =>
      [...byName].map(([name, entries]) => {
        return { name, context, facts: factsIn(name, context), entries };
      }),
    );
  }

  #sort({ entries }: Scope, context: Context | undefined): void {
    const byName = context && this.#namesIn(context);
    for (const entry of entries) {
      if (byName) append(byName, entry.name, entry);
      else this.others.push(entry);
      if (entry.inner) this.#sort(entry.inner, context && contextOf(entry.name, context));
    }
  }

  #namesIn(context: Context): Map<string, Entry[]> {
    const known = this.#byContext.get(context) ?? new Map<string, Entry[]>();
    this.#byContext.set(context, known);
    return known;
  }
}

function isComplete({ root, all, trees, includes, remarks }: Configuration): boolean {
  if (root.kind !== 'main' || !all.has('events') || remarks.length > 0) return false;
  const paths = (all.get('include') ?? []).map((entry) => entry.args[0] ?? '');
  if (includes.some(({ targets }, i) => targets.length === 0 && !isHarmless(paths[i] ?? '')))
    return false;
  const open = new Set<SyntaxTree>();
  for (const tree of trees) {
    if (isTemplate(tree)) return false;
    if (mayHavePlaceholder(tree)) open.add(tree);
  }
  if (open.size === 0) return true;
  return ![...all.values()].some((entries) =>
    entries.some((entry) => open.has(entry.tree) && hasPlaceholder(entry)),
  );
}

const PLACEHOLDER = /\{\{|\{%|<%|\$\{?[A-Z][A-Z0-9_]{2,}\b|@[A-Z][A-Z0-9_]+@|__\w+__|%[A-Z_]+%/;

/** True for a text that a template engine turns into a configuration: it may repeat or leave out directives. */
export const isTemplate = oncePer(({ text }: SyntaxTree) => /\{\{|\{%|<%/.test(text));

/** True where something is put into a directive before nginx reads it: `{{ x }}`, `${NAME}`, `@NAME@`, `<%= x %>`. */
export function hasPlaceholder(entry: Entry): boolean {
  return mayHavePlaceholder(entry.tree) && PLACEHOLDER.test(written(entry));
}

/** True where a template may yet leave a directive out, repeat it or put something into it. */
export function isTemplated(entry: Entry): boolean {
  return isTemplate(entry.tree) || hasPlaceholder(entry);
}

const mayHavePlaceholder = oncePer(({ text }: SyntaxTree) => PLACEHOLDER.test(text));
