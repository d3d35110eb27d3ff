import type { Configuration } from '../dialects/configuration.ts';
import type { Block, Directive, SyntaxTree } from '../syntax/tree.ts';

const MAX_INCLUDES = 20;

/** The directives around an offset, outermost first: those around the include of its file, then those of the file itself. */
export function surroundings(
  uri: string,
  offset: number,
  configuration: Configuration,
): readonly Directive[] {
  const { analysis, sources } = configuration;
  const around: Directive[] = [];
  const seen = new Set<string>();
  for (let at = { uri, offset }; seen.size < MAX_INCLUDES && !seen.has(at.uri); ) {
    seen.add(at.uri);
    const tree = sources.tree(at.uri);
    if (tree) around.unshift(...blocksAround(tree, at.offset));
    const place = analysis.includes?.find(({ targets }) => targets.includes(at.uri))?.place;
    if (at.uri === analysis.root || !place) break;
    at = { uri: place.uri, offset: place.start };
  }
  return around;
}

/** The directives whose bodies hold an offset. A body without an end of its own goes on to what follows it. */
function blocksAround(tree: SyntaxTree, offset: number): readonly Directive[] {
  const around: Directive[] = [];
  for (let block: Block | undefined = tree.root; block; ) {
    const { directives }: Block = block;
    const index = directives.findLastIndex(({ block: body }) => body && isBehindHead(body, offset));
    const inner: Directive | undefined = directives[index];
    const next = directives[index + 1];
    const end = inner?.block?.close?.start ?? next?.start ?? tree.text.length;
    if (!inner || offset > end || (offset === end && !inner.block?.close && next)) return around;
    around.push(inner);
    block = inner.block;
  }
  return around;
}

function isBehindHead({ open, start }: Block, offset: number): boolean {
  return open ? open.end <= offset : start < offset;
}
