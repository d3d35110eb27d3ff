import type { SyntaxTree } from '../../../syntax/tree.ts';
import type { Configuration as Read } from '../../configuration.ts';
import { type Configuration, readConfiguration } from '../configuration.ts';
import { isHarmless } from '../includes.ts';
import { type Entry, type Scope, written } from '../scope.ts';
import { type Context, contextOf } from './contexts.ts';

/** A directive whose surrounding nginx itself knows. */
export interface Placed {
  readonly entry: Entry;
  readonly context: Context;
}

/** A configuration as the checks see it. */
export interface Site {
  readonly configuration: Configuration;
  readonly placed: readonly Placed[];
  /** Every block that holds directives, the outermost too. */
  readonly scopes: readonly Scope[];
  /**
   * True where nothing is left open: a whole configuration whose includes are all here, without templates. Only then is
   * a name undefined that is defined nowhere.
   */
  readonly complete: boolean;
}

export function siteOf({ analysis, files }: Read): Site {
  const configuration = readConfiguration({ root: analysis.root, files });
  const contexts = new Map<Scope, Context | undefined>();
  const placed: Placed[] = [];
  for (const entry of [...configuration.all.values()].flat()) {
    if (!contexts.has(entry.scope)) contexts.set(entry.scope, contextOf(entry.scope));
    const context = contexts.get(entry.scope);
    if (context) placed.push({ entry, context });
  }
  const scopes = [...contexts].filter(([, context]) => context).map(([scope]) => scope);
  return { configuration, placed, scopes, complete: isComplete(configuration) };
}

function isComplete({ root, all, includes, remarks }: Configuration): boolean {
  if (root.kind !== 'main' || !all.has('events') || remarks.length > 0) return false;
  const paths = (all.get('include') ?? []).map((entry) => entry.args[0] ?? '');
  if (includes.some(({ targets }, i) => targets.length === 0 && !isHarmless(paths[i] ?? '')))
    return false;
  return ![...all.values()].flat().some((entry) => isTemplate(entry.tree) || hasPlaceholder(entry));
}

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
  return /\{\{|\{%|<%|\$\{?[A-Z][A-Z0-9_]{2,}\b|@[A-Z][A-Z0-9_]+@|__\w+__|%[A-Z_]+%/.test(
    written(entry),
  );
}
