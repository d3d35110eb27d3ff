import { append, type Entry, type Scope } from '../scope.ts';
import type { DirectiveFact } from '../vocabulary.ts';
import { type Context, contextOf, factsIn } from './contexts.ts';

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

/** A server block where it stands. */
export interface ServerBlock {
  readonly entry: Entry;
  readonly scope: Scope;
  readonly context: Context;
}

/** The directives of a scope and those within, sorted by name and context. */
export class Sorting<P = never> {
  readonly others: Entry[] = [];
  readonly opened: ServerBlock[] = [];
  /** What was said of the server blocks that are passed over. */
  readonly passed: P[] = [];
  readonly #byContext = new Map<Context, Map<string, Entry[]>>();
  readonly #passes: (server: ServerBlock) => P | undefined;

  /** Server blocks of which `passes` has something to say are passed over. */
  constructor(
    scope: Scope,
    context: Context | undefined,
    passes: (server: ServerBlock) => P | undefined = () => undefined,
  ) {
    this.#passes = passes;
    this.#sort(scope, context);
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
      if (!entry.inner) continue;
      const inside = context && contextOf(entry.name, context);
      if (inside && entry.name === 'server') this.#server(entry, entry.inner, inside);
      else this.#sort(entry.inner, inside);
    }
  }

  #server(entry: Entry, scope: Scope, context: Context): void {
    const server = { entry, scope, context };
    const said = this.#passes(server);
    if (said === undefined) {
      this.opened.push(server);
      this.#sort(scope, context);
    } else this.passed.push(said);
  }

  #namesIn(context: Context): Map<string, Entry[]> {
    const known = this.#byContext.get(context) ?? new Map<string, Entry[]>();
    this.#byContext.set(context, known);
    return known;
  }
}
