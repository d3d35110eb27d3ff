import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import type { Directive, Parse, SyntaxTree } from '../../server/src/syntax/tree.ts';

/** Asserts that a text which is edited again and again is read as if each version were the first. */
export function readsAsAfresh(
  parse: Parse,
  texts: readonly string[],
  pieces: readonly string[],
): void {
  /** Where to edit, in parts of the text; how much to take away; what to put there. */
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat({ max: 12 }),
    added: fc.array(fc.constantFrom(...pieces), { maxLength: 3 }).map((added) => added.join('')),
  });
  const edits = fc.array(edit, { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.constantFrom(...texts), edits, (text, changes) => {
      let current = text;
      let tree = parse(text);
      for (const { at, removed, added } of changes) {
        const start = Math.floor(at * current.length);
        current = current.slice(0, start) + added + current.slice(start + removed);
        tree = parse(current, tree);
        assert.deepEqual(plain(tree), plain(parse(current)));
      }
    }),
    { numRuns: 2000 },
  );
}

/** A tree without the links from blocks to their directives, and what is worked out when asked for written out. */
function plain({ text, root, comments, tokens, faults }: SyntaxTree): unknown {
  const json = JSON.stringify({ text, root, comments, tokens, faults }, (key, value) => {
    if (key === 'owner' || key === 'kind') return undefined;
    return isDirective(value) ? directive(value) : value;
  });
  return JSON.parse(json);
}

function isDirective(value: unknown): value is Directive {
  return typeof value === 'object' && value !== null && 'args' in value;
}

function directive({ start, end, name, args, block }: Directive) {
  return { start, end, name: { ...name }, words: args, block };
}

/** Asserts that no earlier version of a text is kept; `line` is the i-th line of a text, edited or not. */
export function keepsNoEarlierText(
  parse: Parse,
  line: (i: number, edited: boolean) => string,
): void {
  const lines = Array.from({ length: 20_000 }, (_, i) => line(i, false));
  let tree = parse(lines.join(''));
  const before = heapUsed();
  for (let i = 0; i < 100; i++) {
    lines[i * 150] = line(i * 150, true);
    tree = parse(lines.join(''), tree);
  }
  const megabytes = (heapUsed() - before) / 1e6;
  assert.ok(megabytes < 20, `${megabytes} MB more after a hundred edits of a text of 0.8 MB`);
  assert.equal(tree.text, lines.join(''));
}

/** Bytes in use once all garbage is gone. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
