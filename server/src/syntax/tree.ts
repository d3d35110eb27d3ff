import type { Span } from '../text/place.ts';

/** One word of a directive. `value` is what the proxy sees once quotes and escapes are resolved. */
export interface Word extends Span {
  readonly value: string;
  readonly quote: '' | '"' | "'";
}

/** A directive, a section head or a keyword line; it spans from its name to its terminator or its block's end. */
export interface Directive extends Span {
  readonly name: Word;
  readonly args: readonly Word[];
  readonly block: Block | undefined;
}

/** What stands between an opening and a closing token. `raw` marks a foreign body (Lua) that is kept unread. */
export interface Block extends Span {
  readonly open: Span | undefined;
  readonly close: Span | undefined;
  readonly directives: readonly Directive[];
  readonly owner: Directive | undefined;
  readonly raw: boolean;
}

/** Why a part of the text is not legal. `code` is stable, kebab-case. */
export interface SyntaxFault extends Span {
  readonly code: string;
  readonly message: string;
  /** Set where the proxy loads the text all the same, though hardly as it was meant. */
  readonly tolerated?: true;
  /** Set where it is none in a part that the proxy passes over. */
  readonly passable?: true;
  /** What is most likely missing at its end. */
  readonly missing?: string;
}

/**
 * The lossless tree of one file, the same shape for every directive language.
 * `tokens` lists every token but white space in order (words, punctuation, comments, foreign bodies);
 * between two tokens there is white space (or the dialect's line continuation) and nothing else.
 */
export interface SyntaxTree {
  readonly text: string;
  readonly root: Block;
  readonly comments: readonly Span[];
  readonly tokens: readonly Token[];
  readonly faults: readonly SyntaxFault[];
}

/** Reads a text; `previous` is the tree of an earlier version of it, of which parts may be used again. */
export type Parse = (text: string, previous?: SyntaxTree) => SyntaxTree;

/** A leaf of the tree. */
export interface Token extends Span {
  readonly kind: 'word' | 'punctuation' | 'comment' | 'foreign';
}

/** Prints the tree back: its tokens with the white space between them. */
export function print(tree: SyntaxTree): string {
  let out = '';
  let at = 0;
  for (const token of tree.tokens) {
    out += tree.text.slice(at, token.start) + tree.text.slice(token.start, token.end);
    at = token.end;
  }
  return out + tree.text.slice(at);
}

/** Every directive of a block and of the blocks within that `enters` admits, in document order. */
export function* walk(
  block: Block,
  enters: (inner: Block) => boolean = () => true,
): Generator<Directive> {
  const stack: Directive[] = [...block.directives].reverse();
  for (let next = stack.pop(); next; next = stack.pop()) {
    yield next;
    const inner = next.block && enters(next.block) ? next.block.directives : [];
    for (let i = inner.length - 1; i >= 0; i--) stack.push(inner[i] as Directive);
  }
}
