import { headOf } from '../../syntax/find.ts';
import type { Directive, SyntaxTree, Word } from '../../syntax/tree.ts';
import { type Place, placeOf, type RelatedPlace } from '../../text/place.ts';
import type { Argument, Node } from './node.ts';
import { wordingOf } from './wording.ts';

/** Where a node is read. */
interface Around {
  readonly uri: string;
  readonly tree: SyntaxTree;
  readonly chain: readonly RelatedPlace[];
  readonly parent: Node | undefined;
}

/** A variable that is not resolved, or what a template engine has yet to fill in. */
const OPEN = /\$\{[^{}:]+\}|\{\{|@@/;

export function argumentOf(value: string, word: Word, uri: string): Argument {
  return { value, word, known: !OPEN.test(value), place: placeOf(uri, word) };
}

function writtenArguments(directive: Directive, uri: string): readonly Argument[] {
  const { words } = wordingOf(directive);
  const made: Argument[] = [];
  for (let i = 1; i < words.length; i++) {
    made.push(new WrittenArgument((words[i] as Word).value, directive, i - 1, uri));
  }
  return made;
}

/** An argument as it is written in a directive; its places are made when they are asked for. */
class WrittenArgument implements Argument {
  readonly value: string;
  readonly #directive: Directive;
  readonly #index: number;
  readonly #uri: string;

  constructor(value: string, directive: Directive, index: number, uri: string) {
    this.value = value;
    this.#directive = directive;
    this.#index = index;
    this.#uri = uri;
  }

  get word(): Word {
    return this.#directive.args[this.#index] as Word;
  }

  get place(): Place {
    return placeOf(this.#uri, this.word);
  }

  get known(): boolean {
    return !OPEN.test(this.value);
  }
}

/** A node whose words are what is written; its arguments are made when they are asked for. */
export class ReadNode implements Node {
  readonly directive: Directive;
  /** Set for a section, once it is known to be one that is kept. */
  children: readonly Node[] | undefined = undefined;
  readonly #around: Around;
  #args: readonly Argument[] | undefined;

  constructor(directive: Directive, around: Around) {
    this.directive = directive;
    this.#around = around;
  }

  get name(): string {
    return wordingOf(this.directive).name;
  }

  get title(): string {
    return this.directive.name.value;
  }

  get literal(): boolean {
    return true;
  }

  get tree(): SyntaxTree {
    return this.#around.tree;
  }

  get chain(): readonly RelatedPlace[] {
    return this.#around.chain;
  }

  get parent(): Node | undefined {
    return this.#around.parent;
  }

  get args(): readonly Argument[] {
    this.#args ??= writtenArguments(this.directive, this.#around.uri);
    return this.#args;
  }

  argument(index: number): string {
    return wordingOf(this.directive).words[index + 1]?.value ?? '';
  }

  get place(): Place {
    const { start } = this.directive;
    return { uri: this.#around.uri, start, end: headOf(this.directive).end };
  }
}

/** A node in whose words variables or the parameters of a macro are filled in. */
export class ResolvedNode extends ReadNode {
  readonly #name: string;
  readonly #resolved: readonly Argument[];

  constructor(directive: Directive, around: Around, name: string, args: readonly Argument[]) {
    super(directive, around);
    this.#name = name;
    this.#resolved = args;
  }

  override get name(): string {
    return this.#name;
  }

  override get literal(): boolean {
    return false;
  }

  override get args(): readonly Argument[] {
    return this.#resolved;
  }

  override argument(index: number): string {
    return this.#resolved[index]?.value ?? '';
  }
}
