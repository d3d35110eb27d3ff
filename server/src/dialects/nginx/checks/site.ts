import type { Configuration as ReadConfiguration } from '../../configuration.ts';
import { type Configuration, readConfiguration } from '../configuration.ts';
import { includesNothing } from '../includes.ts';
import type { Entry, Scope } from '../scope.ts';
import { mayHoldTags } from '../templates.ts';
import { isKnownDirective } from '../vocabulary.ts';
import { contextOf, type Context } from './contexts.ts';

/** A configuration as the checks see it. */
export interface Site {
  readonly configuration: Configuration;
  /** Every directive whose surrounding nginx itself knows, with that surrounding. */
  readonly placed: readonly Placed[];
  /**
   * True where nothing is left open: a main configuration whose includes are all here, without templates. Only then
   * does a name that is defined nowhere have no definition.
   */
  readonly complete: boolean;
  /** True where a directive of a module that does not come with nginx stands anywhere. */
  readonly extended: boolean;
}

export interface Placed {
  readonly entry: Entry;
  readonly context: Context;
}

export function siteOf({ analysis, files }: ReadConfiguration): Site {
  const configuration = readConfiguration({ root: analysis.root, files });
  const entries = [...configuration.all.values()].flat();
  const contexts = new Map<Scope, Context | undefined>();
  const placed = entries.flatMap((entry) => {
    const context = contexts.has(entry.scope) ? contexts.get(entry.scope) : contextOf(entry.scope);
    contexts.set(entry.scope, context);
    return context ? [{ entry, context }] : [];
  });
  return {
    configuration,
    placed,
    complete: isComplete(configuration),
    extended: placed.some(({ entry }) => !isKnownDirective(entry.name)),
  };
}

function isComplete({ root, all, trees }: Configuration): boolean {
  if (root.kind !== 'main' || !all.has('events')) return false;
  const includes = all.get('include') ?? [];
  return !includes.some(includesNothing) && !trees.some(isTemplate);
}
