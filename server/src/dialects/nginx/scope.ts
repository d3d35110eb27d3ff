import { nameIn, valuesIn } from '../../syntax/shift.ts';
import type { Directive, SyntaxTree } from '../../syntax/tree.ts';
import type { Place } from '../../text/place.ts';

/** The file that a directive stands in. */
interface Home {
  readonly uri: string;
  readonly tree: SyntaxTree;
  readonly includedBy: Entry | undefined;
}

/** A directive as the process sees it: in the scope that it configures, whichever file it comes from. */
export class Entry {
  readonly name: string;
  readonly directive: Directive;
  readonly scope: Scope;
  /** The scope that its block opens. */
  readonly inner: Scope | undefined;
  readonly #home: Home;
  #args: readonly string[] | undefined;

  constructor(directive: Directive, scope: Scope, home: Home) {
    this.name = nameIn(directive);
    this.directive = directive;
    this.scope = scope;
    this.#home = home;
    const { block } = directive;
    this.inner = block && !block.raw ? new Scope(this.name, scope, this) : undefined;
  }

  get uri(): string {
    return this.#home.uri;
  }

  get tree(): SyntaxTree {
    return this.#home.tree;
  }

  /** The include directive that brought it into its scope, if it stands in another file. */
  get includedBy(): Entry | undefined {
    return this.#home.includedBy;
  }

  /** What nginx sees of its arguments; most directives are never asked. */
  get args(): readonly string[] {
    this.#args ??= valuesIn(this.directive);
    return this.#args;
  }
}

/** So many entries are looked through faster than an index of them is made. */
const FEW = 8;
const NO_ENTRIES: readonly Entry[] = [];

/** A block with everything that it includes, in loading order. */
export class Scope {
  readonly kind: string;
  readonly parent: Scope | undefined;
  /** The directive that opens it; undefined for the outermost. */
  readonly owner: Entry | undefined;
  #entries: Entry[] | undefined;
  #missing = NO_ENTRIES;
  #byName: Map<string, Entry[]> | undefined;

  constructor(kind: string, parent: Scope | undefined, owner: Entry | undefined) {
    this.kind = kind;
    this.parent = parent;
    this.owner = owner;
  }

  get entries(): readonly Entry[] {
    return this.#entries ?? NO_ENTRIES;
  }

  /** Includes that name a file which is not there: anything may stand in it. */
  get missing(): readonly Entry[] {
    return this.#missing;
  }

  /** Puts a list behind its entries; the scope keeps it if it is the first. */
  add(entries: Entry[]): void {
    if (this.#entries) for (const entry of entries) this.#entries.push(entry);
    else this.#entries = entries;
  }

  lack(include: Entry): void {
    this.#missing = [...this.#missing, include];
  }

  has(name: string): boolean {
    return this.entries.length > FEW
      ? this.#indexed().has(name)
      : this.entries.some((entry) => entry.name === name);
  }

  /** Its entries of a name; to be asked once all of them are there. */
  own(name: string): readonly Entry[] {
    if (this.entries.length > FEW) return this.#indexed().get(name) ?? NO_ENTRIES;
    let found = NO_ENTRIES;
    for (const entry of this.entries) if (entry.name === name) found = [...found, entry];
    return found;
  }

  #indexed(): ReadonlyMap<string, readonly Entry[]> {
    if (!this.#byName) {
      this.#byName = new Map();
      for (const entry of this.entries) append(this.#byName, entry.name, entry);
    }
    return this.#byName;
  }
}

/** Adds an entry to those that are kept under a key. */
export function append<K>(lists: Map<K, Entry[]>, key: K, entry: Entry): void {
  const same = lists.get(key);
  if (same) same.push(entry);
  else lists.set(key, [entry]);
}

/** Every directive of a configuration by its name, in loading order. */
export type EntryIndex = ReadonlyMap<string, readonly Entry[]>;

/** The scope and those around it, innermost first. */
export function* chain(scope: Scope): Generator<Scope> {
  for (let at: Scope | undefined = scope; at; at = at.parent) yield at;
}

/** The nearest scope outward that holds a directive of that name: nginx inherits scalars and whole sets alike. */
export function nearest(scope: Scope, name: string): Scope | undefined {
  let at: Scope | undefined = scope;
  while (at && !at.has(name)) at = at.parent;
  return at;
}

/** The entry in force for a scalar; nginx rejects a second one in the same block. */
export function scalar(scope: Scope, name: string): Entry | undefined {
  const at = nearest(scope, name);
  return at?.own(name).at(-1);
}

/** How a switch stands, in any case of letters as nginx takes it; undefined where nobody sets it or a template has yet to. */
export function switchOf(scope: Scope, name: string): 'on' | 'off' | undefined {
  const word = scalar(scope, name)?.args[0]?.toLowerCase();
  return word === 'on' || word === 'off' ? word : undefined;
}

/** The entries in force for an array directive, all from one scope. */
export function setOf(scope: Scope, name: string): readonly Entry[] {
  const at = nearest(scope, name);
  return at ? at.own(name) : [];
}

/** The head of a block directive, name to last argument: what a diagnostic underlines instead of a whole block. */
export function headOf(entry: Entry): Place {
  const last = entry.directive.args.at(-1) ?? entry.directive.name;
  return { uri: entry.uri, start: entry.directive.start, end: last.end };
}

/** The directive as it is written, white space squeezed. */
export function written(entry: Entry): string {
  const { directive, tree } = entry;
  const last = directive.args.at(-1) ?? directive.name;
  return tree.text.slice(directive.start, last.end).replace(/\s+/g, ' ');
}

/** The server that a directive stands in; a fragment's outermost scope where there is none. */
export function serverAround(entry: Entry): Scope {
  let at = entry.scope;
  while (at.kind !== 'server' && at.parent) at = at.parent;
  return at;
}

/** Directives by the server that they stand in. */
export function byServer(entries: readonly Entry[]): ReadonlyMap<Scope, readonly Entry[]> {
  const found = new Map<Scope, Entry[]>();
  for (const entry of entries) append(found, serverAround(entry), entry);
  return found;
}

/** Every scope of that kind below a scope, in document order. */
export function* scopesWithin(scope: Scope, kind: string): Generator<Scope> {
  const stack = [...scope.entries].reverse();
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    if (!entry.inner) continue;
    if (entry.inner.kind === kind) yield entry.inner;
    const inner = entry.inner.entries;
    for (let i = inner.length - 1; i >= 0; i--) stack.push(inner[i] as Entry);
  }
}

/** The value of an argument that is written `name=value`. */
export function option(entry: Entry, name: string): string | undefined {
  return entry.args.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** True for a line about a header, whose name is in small letters here. */
export function isHeader({ args }: Entry, name: string): boolean {
  return args[0]?.toLowerCase() === name;
}
