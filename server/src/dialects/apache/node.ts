import type { Directive, SyntaxTree, Word } from '../../syntax/tree.ts';
import type { Place, RelatedPlace } from '../../text/place.ts';
import { oncePer } from '../once.ts';

/** One argument as httpd takes it, with the place where it is written. */
export interface Argument {
  readonly value: string;
  readonly place: Place;
  readonly word: Word;
  /** False where it holds a variable that nothing in sight defines. */
  readonly known: boolean;
}

/** Where a node is written. */
export type Written = Pick<Node, 'tree' | 'directive' | 'place'>;

/**
 * A directive as httpd runs it: includes, macros, variables and conditional sections are resolved. Not to be spread into
 * another object, since parts of it are made when they are asked for.
 */
export interface Node {
  /** Lower case. */
  readonly name: string;
  /** The name as it is written. */
  readonly title: string;
  readonly args: readonly Argument[];
  /** The value of one of them, counted from 0; empty where there are fewer. */
  readonly argument: (index: number) => string;
  /** The directive, of a section its head. */
  readonly place: Place;
  /** The way from the root file: Include and Use lines. */
  readonly chain: readonly RelatedPlace[];
  readonly children: readonly Node[] | undefined;
  readonly directive: Directive;
  readonly tree: SyntaxTree;
  /** The section around it. */
  readonly parent: Node | undefined;
}

/** The text of a node as it is written, on one line. */
export function subjectOf(node: Node): string {
  const text = node.tree.text.slice(node.place.start, node.place.end);
  return text.replace(/\\\r?\n/g, ' ').replace(/\s+/g, ' ');
}

/** Nodes with all that is in them, in order. */
export const nodesWithin = oncePer((nodes: readonly Node[]): readonly Node[] => {
  const found: Node[] = [];
  const stack = nodes.toReversed();
  for (let node = stack.pop(); node; node = stack.pop()) {
    found.push(node);
    const inner = node.children ?? [];
    for (let i = inner.length - 1; i >= 0; i--) stack.push(inner[i] as Node);
  }
  return found;
});

/** The last node of a name: the one that counts where a later one replaces an earlier. */
export function lastNamed(nodes: readonly Node[], name: string): Node | undefined {
  return nodes.findLast((node) => node.name === name);
}

export function isOn(node: Node | undefined): boolean {
  return node !== undefined && node.argument(0).toLowerCase() === 'on';
}
