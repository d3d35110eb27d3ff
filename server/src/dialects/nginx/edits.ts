import { indentAt, lineAt, lineEndOf } from '../../text/lines.ts';
import type { TextEdit } from '../../text/place.ts';
import { oncePer } from '../once.ts';
import { type Entry, isHeader, type Scope, setOf, written } from './scope.ts';
import { includeToWriteOut, writtenOut } from './write-out.ts';

/** Directives after which a new one of the proxy module reads naturally. */
const ANCHORS = /^(proxy_|client_max_body_size|rewrite$|set$)/;

/** Changes to one scope that belong together: replaced arguments, and new lines in one place. */
class ScopeEdit {
  readonly #scope: Scope;
  readonly #replaced: TextEdit[] = [];
  /** Changes to files that other scopes include too: each is written out here instead of its include. */
  readonly #writtenOut = new Map<Entry, { readonly included: Entry; readonly edits: TextEdit[] }>();
  readonly #lines: string[] = [];

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /**
   * Gives a scalar a value for this scope alone: replaces its arguments where the scope has its own, else writes it.
   * Nothing where `canSet` says no: nginx rejects a second one beside that of a shared file.
   */
  setScalar(name: string, value: string): void {
    const mine = this.#scope.own(name).at(-1);
    if (!mine) this.#lines.push(`${name} ${value};`);
    else if (isWritable(mine)) this.#change(mine, replaceArguments(mine, value));
  }

  #change(entry: Entry, ...edits: readonly TextEdit[]): void {
    const include = isBorrowed(entry) ? includeToWriteOut(entry) : undefined;
    if (!include) {
      this.#replaced.push(...edits);
      return;
    }
    const file = this.#writtenOut.get(include) ?? { included: entry, edits: [] };
    file.edits.push(...edits);
    this.#writtenOut.set(include, file);
  }

  /**
   * Sets request headers. A first proxy_set_header of its own would drop those that the scope inherits, so these are
   * written again before the new ones.
   */
  setHeaders(headers: Headers): void {
    const mine = this.#scope.own('proxy_set_header');
    if (mine.length === 0) {
      this.#lines.push(...headerLines(this.#scope, headers));
      return;
    }
    for (const [name, value] of headers) {
      const present = mine.find((entry) => isHeaderLine(entry, name) && isWritable(entry));
      if (!present) {
        this.addLine(headerLine(name, value));
        continue;
      }
      const again = mine.filter((entry) => entry !== present && isHeaderLine(entry, name));
      this.#change(present, replaceArguments(present, `${present.args[0]} ${value}`));
      for (const entry of again.filter(isWritable)) this.#change(entry, cut(entry));
    }
  }

  addLine(line: string): void {
    this.#lines.push(line);
  }

  edits(): readonly TextEdit[] {
    const writtenOutFiles = [...this.#writtenOut].map(([include, { included, edits }]) =>
      writtenOut(include, included, edits),
    );
    const inserted = this.#lines.length > 0 ? insertLines(this.#scope, this.#lines) : [];
    return [...this.#replaced, ...writtenOutFiles, ...inserted];
  }
}

/** Changes to a scope, made when they are asked for. */
export function editsOf(scope: Scope, make: (edit: ScopeEdit) => void): () => readonly TextEdit[] {
  return () => {
    const edit = new ScopeEdit(scope);
    make(edit);
    return edit.edits();
  };
}

export function settingHeaders(scope: Scope, headers: Headers) {
  return editsOf(scope, (edit) => edit.setHeaders(headers));
}

/** True where a fix may give a scalar a value for this scope alone. */
export function canSet(scope: Scope, name: string): boolean {
  return scope.own(name).slice(-1).every(isWritable);
}

/** The path of the file that giving a scalar a value writes out in this scope, because other scopes include it too. */
export function writesOut(scope: Scope, name: string): string | undefined {
  const mine = scope.own(name).at(-1);
  return mine && isBorrowed(mine) ? includeToWriteOut(mine)?.args[0] : undefined;
}

function isWritable(entry: Entry): boolean {
  return !isBorrowed(entry) || includeToWriteOut(entry) !== undefined;
}

/** True for a line of a file that other scopes include too. */
export function isBorrowed(entry: Entry): boolean {
  return entry.includedBy !== undefined && isShared(entry);
}

export type Headers = readonly (readonly [name: string, value: string])[];

/** The lines that set request headers beside those that are in force in a scope. */
export function headerLines(scope: Scope, headers: Headers): readonly string[] {
  const kept = setOf(scope, 'proxy_set_header').filter(
    (entry) => !headers.some(([name]) => isHeaderLine(entry, name)),
  );
  return [
    ...kept.map((entry) => `${written(entry)};`),
    ...headers.map(([name, value]) => headerLine(name, value)),
  ];
}

function headerLine(name: string, value: string): string {
  return `proxy_set_header ${name} ${value};`;
}

function isHeaderLine(entry: Entry, name: string): boolean {
  return isHeader(entry, name.toLowerCase());
}

/** Replaces all arguments of a directive by a text. */
export function replaceArguments(entry: Entry, text: string): TextEdit {
  const first = entry.directive.args[0];
  const last = entry.directive.args.at(-1);
  if (!first || !last) return insertion(entry.uri, entry.directive.name.end, [text], ' ');
  return { uri: entry.uri, start: first.start, end: last.end, newText: text };
}

/** Takes a directive out, with its line where it has one of its own; nothing where other scopes include it too. */
export function removal(entry: Entry): readonly TextEdit[] {
  return isBorrowed(entry) ? [] : [cut(entry)];
}

function cut(entry: Entry): TextEdit {
  const { text } = entry.tree;
  let { start, end } = entry.directive;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end, lineAt(text, end).end + 2));
  if (rest && (start === 0 || text[start - 1] === '\n')) end += rest[0].length;
  return { uri: entry.uri, start, end, newText: '' };
}

/** True where the same line of a file takes effect in several scopes. */
function isShared(entry: Entry): boolean {
  return (usesWithin(outermost(entry.scope)).get(lineOf(entry)) ?? 0) > 1;
}

function lineOf({ uri, directive }: Entry): string {
  return `${directive.start} ${uri}`;
}

const usesWithin = oncePer((root: Scope): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  const stack = [...root.entries];
  for (let at = stack.pop(); at; at = stack.pop()) {
    counts.set(lineOf(at), (counts.get(lineOf(at)) ?? 0) + 1);
    if (at.inner) for (const entry of at.inner.entries) stack.push(entry);
  }
  return counts;
});

function outermost(scope: Scope): Scope {
  let at = scope;
  while (at.parent) at = at.parent;
  return at;
}

/** Writes whole directives into a scope: after its last related one, in its indentation, on one line where it has one. */
function insertLines(scope: Scope, lines: readonly string[]): readonly TextEdit[] {
  const here = scope.entries.filter((entry) => isInBlockFile(entry, scope));
  const anchor =
    here.findLast((entry) => ANCHORS.test(entry.name) && !entry.inner) ??
    here.findLast((entry) => !entry.inner && entry.name !== 'return');
  if (anchor) return [afterDirective(anchor, lines)];
  const block = scope.owner?.directive.block;
  if (!scope.owner || !block?.open) return [];
  return [afterOpening(scope.owner, block.open.end, lines)];
}

function isInBlockFile(entry: Entry, scope: Scope): boolean {
  return !entry.includedBy && (!scope.owner || entry.uri === scope.owner.uri);
}

function afterDirective(anchor: Entry, lines: readonly string[]): TextEdit {
  const { text } = anchor.tree;
  const { start, end } = anchor.directive;
  const line = lineAt(text, end);
  const rest = text.slice(end, line.end);
  const alone = text.slice(lineAt(text, start).start, start).trim() === '';
  if (!alone || !/^\s*(#.*)?$/.test(rest)) {
    return insertion(anchor.uri, end, lines, ' ');
  }
  return insertion(anchor.uri, line.end, lines, lineEndOf(text) + indentAt(text, start));
}

/** After `{`: on lines of their own, one step deeper than the block's head. */
function afterOpening(owner: Entry, at: number, lines: readonly string[]): TextEdit {
  const { text } = owner.tree;
  const line = lineAt(text, at);
  const closesHere =
    owner.directive.block?.close !== undefined && owner.directive.block.close.start <= line.end;
  const indent = indentAt(text, owner.directive.start) + indentStep(text);
  return insertion(owner.uri, at, lines, closesHere ? ' ' : lineEndOf(text) + indent);
}

/** `before`: what stands before each line. */
function insertion(uri: string, at: number, lines: readonly string[], before: string): TextEdit {
  return { uri, start: at, end: at, newText: lines.map((line) => before + line).join('') };
}

/** One step of the file's indentation: that of its first indented line. */
function indentStep(text: string): string {
  return /\n(\t|[ ]{1,8})\S/.exec(text)?.[1] ?? '    ';
}

/** One step of indentation as a block uses it between its head and its first line. */
function stepWithin(block: Entry): string {
  const { text } = block.tree;
  const first = block.directive.block?.directives[0];
  const outer = indentAt(text, block.directive.start);
  const inner = first ? indentAt(text, first.start) : outer;
  return inner.startsWith(outer) && inner !== outer ? inner.slice(outer.length) : indentStep(text);
}

/** Writes a new location beside one, after it, and with its indentation. */
export function addLocationAfter(sibling: Entry, head: string, body: readonly string[]): TextEdit {
  const { text } = sibling.tree;
  const { start, end } = sibling.directive;
  const eol = lineEndOf(text);
  const indent = indentAt(text, start);
  const inner = body.map((line) => `${indent}${stepWithin(sibling)}${line}${eol}`).join('');
  return {
    uri: sibling.uri,
    start: end,
    end,
    newText: `${eol}${indent}location ${head} {${eol}${inner}${indent}}`,
  };
}
