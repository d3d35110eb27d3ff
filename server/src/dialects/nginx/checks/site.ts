import type { SyntaxTree } from '../../../syntax/tree.ts';
import type { Configuration as Read } from '../../configuration.ts';
import { configurationBehind } from '../analysis.ts';
import type { Configuration } from '../configuration.ts';
import { isHarmless } from '../includes.ts';
import { type Entry, type Scope, written } from '../scope.ts';
import type { DirectiveFact } from '../vocabulary.ts';
import { type Context, Contexts, factsIn } from './contexts.ts';

/** A directive whose surrounding nginx itself knows. */
export interface Placed {
  readonly entry: Entry;
  readonly context: Context;
  /** What is known of the directive there; nothing where it is unknown or not legal. */
  readonly facts: readonly DirectiveFact[];
}

/** A configuration as the checks see it. */
export interface Site {
  readonly configuration: Configuration;
  readonly contexts: Contexts;
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
  const configuration = configurationBehind(analysis, files);
  const contexts = new Contexts();
  const placed: Placed[] = [];
  for (const entries of configuration.all.values()) {
    for (const entry of entries) {
      const context = contexts.of(entry.scope);
      if (context) placed.push({ entry, context, facts: factsIn(entry.name, context) });
    }
  }
  const { scopes } = contexts;
  return { configuration, contexts, placed, scopes, complete: isComplete(configuration) };
}

function isComplete({ root, all, includes, remarks }: Configuration): boolean {
  if (root.kind !== 'main' || !all.has('events') || remarks.length > 0) return false;
  const paths = (all.get('include') ?? []).map((entry) => entry.args[0] ?? '');
  if (includes.some(({ targets }, i) => targets.length === 0 && !isHarmless(paths[i] ?? '')))
    return false;
  for (const entries of all.values()) {
    if (entries.some((entry) => isTemplate(entry.tree) || hasPlaceholder(entry))) return false;
  }
  return true;
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
  const { tree } = entry;
  let anywhere = withPlaceholders.get(tree);
  if (anywhere === undefined) {
    anywhere = PLACEHOLDER.test(tree.text);
    withPlaceholders.set(tree, anywhere);
  }
  return anywhere && PLACEHOLDER.test(written(entry));
}
