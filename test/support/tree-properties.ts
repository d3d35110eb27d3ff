import assert from 'node:assert/strict';
import type { Block, Directive, SyntaxTree } from '../../server/src/syntax/tree.ts';
import { print } from '../../server/src/syntax/tree.ts';
import type { Span } from '../../server/src/text/place.ts';

/** Asserts that the tree gives back its text character for character. */
export function printsBack(tree: SyntaxTree, text: string): void {
  assert.ok(tree.text === text, 'the tree keeps another text');
  assert.ok(print(tree) === text, 'print() does not give the text back');
}

/** Asserts that tokens come in order and that only white space (or a line continuation) stands between them. */
export function gapsAreWhiteSpace(tree: SyntaxTree, gap: RegExp = /^[ \t\r\n]*$/): void {
  let at = 0;
  for (const token of tree.tokens) {
    assert.ok(token.start >= at, `token at ${token.start} overlaps the one that ends at ${at}`);
    assert.ok(token.end > token.start, `empty token at ${token.start}`);
    checkGap(tree.text, at, token.start, gap);
    at = token.end;
  }
  assert.ok(at <= tree.text.length, 'a token ends beyond the text');
  checkGap(tree.text, at, tree.text.length, gap);
}

function checkGap(text: string, start: number, end: number, gap: RegExp): void {
  const between = text.slice(start, end);
  assert.ok(
    gap.test(between),
    `${JSON.stringify(between.slice(0, 40))} at ${start} is in no token`,
  );
}

/**
 * Asserts that every range lies inside its parent's and after its elder sibling's, that owners point back,
 * that words are tokens, and that comments and faults lie inside the text. Needs no recursion.
 */
export function rangesNest(tree: SyntaxTree): void {
  const words = new Set(tree.tokens.map((token) => `${token.start}-${token.end}`));
  assert.ok(tree.root.start === 0 && tree.root.end === tree.text.length, 'the root spans the text');
  const open: Block[] = [tree.root];
  for (let block = open.pop(); block; block = open.pop()) {
    let at = block.open?.end ?? block.start;
    for (const directive of block.directives) {
      inside({ start: at, end: block.close?.start ?? block.end }, directive, 'directive');
      checkDirective(directive, words);
      if (directive.block) open.push(directive.block);
      at = directive.end;
    }
  }
  for (const span of [...tree.comments, ...tree.faults])
    inside(tree.root, span, 'comment or fault');
}

function checkDirective(directive: Directive, words: ReadonlySet<string>): void {
  let at = directive.start;
  for (const word of [directive.name, ...directive.args]) {
    inside({ start: at, end: directive.end }, word, 'word');
    assert.ok(words.has(`${word.start}-${word.end}`), `word at ${word.start} is no token`);
    at = word.end;
  }
  const block = directive.block;
  if (!block) return;
  assert.equal(block.owner, directive);
  inside({ start: at, end: directive.end }, block, 'block');
  if (block.open) inside(block, block.open, 'opening token');
  if (block.close) inside(block, block.close, 'closing token');
}

function inside(outer: Span, inner: Span, what: string): void {
  assert.ok(
    inner.start >= outer.start && inner.end <= outer.end && inner.start <= inner.end,
    `${what} ${inner.start}..${inner.end} is not inside ${outer.start}..${outer.end}`,
  );
}
