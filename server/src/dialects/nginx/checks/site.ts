import type { SyntaxTree } from '../../../syntax/tree.ts';
import type { Configuration as Read } from '../../configuration.ts';
import { configurationBehind } from '../analysis.ts';
import type { Configuration } from '../configuration.ts';
import { isHarmless } from '../includes.ts';
import { append, type Entry, written } from '../scope.ts';
import { type Server, serversOf } from '../servers.ts';
import type { DirectiveFact } from '../vocabulary.ts';
import { type Context, Contexts, factsIn } from './contexts.ts';

/** The directives of one name in one context that nginx itself knows, in loading order. */
export interface Group {
  readonly name: string;
  readonly context: Context;
  /** What is known of the directive there; nothing where it is unknown or not legal. */
  readonly facts: readonly DirectiveFact[];
  readonly entries: readonly Entry[];
}

/** A configuration as the checks see it. */
export interface Site {
  readonly configuration: Configuration;
  readonly contexts: Contexts;
  readonly groups: readonly Group[];
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
  const contexts = new Contexts();
  const groups = [...configuration.all].flatMap(([name, entries]) =>
    groupsOf(name, entries, contexts),
  );
  const { root } = configuration;
  const servers = root.kind === 'main' || root.kind === 'http' ? serversOf(root) : [];
  return { configuration, contexts, groups, servers, complete: isComplete(configuration) };
}

function groupsOf(name: string, entries: readonly Entry[], contexts: Contexts): readonly Group[] {
  const byContext = new Map<Context, Entry[]>();
  for (const entry of entries) {
    const context = contexts.of(entry.scope);
    if (context) append(byContext, context, entry);
  }
  return [...byContext].map(([context, within]) => ({
    name,
    context,
    facts: factsIn(name, context),
    entries: within,
  }));
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
const withPlaceholders = new WeakMap<SyntaxTree, boolean>();

const templates = new WeakMap<SyntaxTree, boolean>();

/** True for a text that a template engine turns into a configuration: it may repeat or leave out directives. */
export function isTemplate(tree: SyntaxTree): boolean {
  let known = templates.get(tree);
  if (known === undefined) {
    known = /\{\{|\{%|<%/.test(tree.text);
    templates.set(tree, known);
  }
  return known;
}

/** True where something is put into a directive before nginx reads it: `{{ x }}`, `${NAME}`, `@NAME@`, `<%= x %>`. */
export function hasPlaceholder(entry: Entry): boolean {
  return mayHavePlaceholder(entry.tree) && PLACEHOLDER.test(written(entry));
}

function mayHavePlaceholder(tree: SyntaxTree): boolean {
  let known = withPlaceholders.get(tree);
  if (known === undefined) {
    known = PLACEHOLDER.test(tree.text);
    withPlaceholders.set(tree, known);
  }
  return known;
}
