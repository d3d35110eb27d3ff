import { indentAt, lineAt, lineEndOf } from '../../text/lines.ts';
import type { TextEdit } from '../../text/place.ts';
import type { Argument, Node, Written } from './node.ts';

/** Writes or replaces one key=value parameter at the end of a directive's arguments. */
export function setParameter(node: Node, key: string, value: string): readonly TextEdit[] {
  const written = node.args.find((arg) => arg.value.toLowerCase().startsWith(`${key}=`));
  if (written) return [replaceArgument(written, `${key}=${value}`)];
  return [insertAt(node, lastEnd(node), ` ${key}=${value}`)];
}

function lastEnd(node: Node): number {
  return node.args.at(-1)?.word.end ?? node.directive.name.end;
}

/** Replaces an argument, its quotes kept. */
export function replaceArgument(argument: Argument, text: string): TextEdit {
  const { quote } = argument.word;
  return { ...argument.place, newText: quote + text + quote };
}

function insertAt(node: Written, at: number, newText: string): TextEdit {
  return { uri: node.place.uri, start: at, end: at, newText };
}

/** Inserts whole lines before the line of a directive, with its indentation. */
export function linesBefore(node: Written, lines: readonly string[]): readonly TextEdit[] {
  const { text } = node.tree;
  const start = lineAt(text, node.directive.start).start;
  return [insertAt(node, start, joined(node, indentAt(text, node.directive.start), lines))];
}

/** Inserts whole lines after a directive, or after the end of a section, with its indentation. */
export function linesAfter(node: Node, lines: readonly string[]): readonly TextEdit[] {
  const { text } = node.tree;
  const { block } = node.directive;
  const end = lineAt(text, block?.close?.end ?? node.directive.end).end;
  return [insertAfterLine(node, end, indentAt(text, node.directive.start), lines)];
}

/** Inserts whole lines at the end of a section, indented as what stands there. */
export function linesInside(section: Node, lines: readonly string[]): readonly TextEdit[] {
  const { text } = section.tree;
  const { block } = section.directive;
  const last = block?.directives.at(-1);
  const indent = last
    ? indentAt(text, last.start)
    : `${indentAt(text, section.directive.start)}    `;
  const after = last
    ? (last.block?.close?.end ?? last.end)
    : (block?.open?.end ?? section.place.end);
  return [insertAfterLine(section, lineAt(text, after).end, indent, lines)];
}

function insertAfterLine(
  node: Node,
  end: number,
  indent: string,
  lines: readonly string[],
): TextEdit {
  const { text } = node.tree;
  const newline = text.indexOf('\n', end);
  if (newline < 0) {
    const block = joined(node, indent, lines);
    const lineEnd = lineEndOf(text);
    return insertAt(node, text.length, lineEnd + block.slice(0, -lineEnd.length));
  }
  return insertAt(node, newline + 1, joined(node, indent, lines));
}

function joined(node: Written, indent: string, lines: readonly string[]): string {
  const lineEnd = lineEndOf(node.tree.text);
  return lines.map((line) => indent + line + lineEnd).join('');
}

/** Removes a directive with its line. */
export function removeLine(node: Node): TextEdit {
  const { text } = node.tree;
  const start = lineAt(text, node.directive.start).start;
  const newline = text.indexOf('\n', node.directive.end);
  return {
    uri: node.place.uri,
    start,
    end: newline < 0 ? text.length : newline + 1,
    newText: '',
  };
}

/** Moves a directive with its line to right before another of the same file. */
export function moveBefore(node: Node, target: Node): readonly TextEdit[] {
  const removed = removeLine(node);
  const { text } = node.tree;
  const start = lineAt(text, target.directive.start).start;
  const moved = text.slice(removed.start, removed.end);
  const line = moved.endsWith('\n') ? moved : moved + lineEndOf(text);
  return [insertAt(target, start, line), removed];
}

/** Puts a directive into a section of its own, in place. */
export function wrapped(node: Node, head: string, tail: string): readonly TextEdit[] {
  const { text } = node.tree;
  const indent = indentAt(text, node.directive.start);
  const lineEnd = lineEndOf(text);
  const written = text.slice(node.directive.start, node.directive.end);
  const newText = [head, `${indent}    ${written}`, indent + tail].join(lineEnd);
  return [{ uri: node.place.uri, start: node.directive.start, end: node.directive.end, newText }];
}
