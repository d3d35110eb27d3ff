import type { SyntaxTree } from './tree.ts';

/** The trees of the files that one configuration reads, by URI; undefined for a file that it does not read. */
export interface Sources {
  readonly tree: (uri: string) => SyntaxTree | undefined;
}
