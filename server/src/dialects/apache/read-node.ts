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
const OPEN = /\$\{[^}:]+\}|\{\{|@@/;

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

/** A node whose arguments are made when they are asked for; `resolved` where they are other than what is written. */
export class ReadNode implements Node {
  readonly name: string;
  readonly directive: Directive;
  /** Set for a section, once it is known to be one that is kept. */
  children: readonly Node[] | undefined = undefined;
  readonly #around: Around;
  readonly #resolved: readonly Argument[] | undefined;
  #args: readonly Argument[] | undefined;
  #place: Place | undefined;

  constructor(directive: Directive, name: string, around: Around, resolved?: readonly Argument[]) {
    this.name = name;
    this.directive = directive;
    this.#around = around;
    this.#resolved = resolved;
    this.#args = resolved;
  }

  /** True where the words of the line are what httpd takes. */
  get literal(): boolean {
    return this.#resolved === undefined;
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
    if (this.#args) return this.#args[index]?.value ?? '';
    return wordingOf(this.directive).words[index + 1]?.value ?? '';
  }

  get place(): Place {
    this.#place ??= {
      uri: this.#around.uri,
      start: this.directive.start,
      end: headOf(this.directive).end,
    };
    return this.#place;
  }
}
