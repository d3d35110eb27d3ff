import { siblingsOf } from '../../syntax/find.ts';
import type { Directive } from '../../syntax/tree.ts';
import { indentAt, lineAt, lineEndOf } from '../../text/lines.ts';
import type { TextEdit } from '../../text/place.ts';
import type { Argument, Node, Written } from './node.ts';

/** Writes or replaces one key=value parameter at the end of a directive's arguments. */
export function setParameter(node: Node, key: string, value: string): readonly TextEdit[] {
  const written = node.args.find((arg) => arg.value.toLowerCase().startsWith(`${key}=`));
  if (written) return [replaceArgument(written, `${key}=${value}`)];
  return addArgument(node, `${key}=${value}`);
}

function lastEnd(node: Node): number {
  return node.args.at(-1)?.word.end ?? node.directive.name.end;
}

/** Replaces an argument, its quotes kept. */
export function replaceArgument(argument: Argument, text: string): TextEdit {
  const { quote } = argument.word;
  return { ...argument.place, newText: quote + text + quote };
}

/** Writes one more argument behind the others. */
export function addArgument(node: Node, text: string): readonly TextEdit[] {
  return [insertAt(node, lastEnd(node), ` ${text}`)];
}

function insertAt(node: Written, at: number, newText: string): TextEdit {
  return { uri: node.place.uri, start: at, end: at, newText };
}

/** Inserts whole lines before the line of a directive, with its indentation. */
export function linesBefore(node: Written, lines: readonly string[]): readonly TextEdit[] {
  const { text } = node.tree;
  return [insertAt(node, headOf(node), joined(node, indentAt(text, node.directive.start), lines))];
}

/** Inserts whole lines after a directive, or after the end of a section, with its indentation. */
export function linesAfter(node: Written, lines: readonly string[]): readonly TextEdit[] {
  const { text } = node.tree;
  const { block } = node.directive;
  const end = lineAt(text, block?.close?.end ?? node.directive.end).end;
  return [insertAfterLine(node, end, indentAt(text, node.directive.start), lines)];
}

/** Inserts whole lines at the end of a section, indented as what stands there. */
export function linesInside(section: Written, lines: readonly string[]): readonly TextEdit[] {
  const { text } = section.tree;
  const { block } = section.directive;
  const last = block?.directives.at(-1);
  const indent = last
    ? indentAt(text, last.start)
    : indentAt(text, section.directive.start) + stepOf(text);
  const after = last
    ? (last.block?.close?.end ?? last.end)
    : (block?.open?.end ?? section.place.end);
  return [insertAfterLine(section, lineAt(text, after).end, indent, lines)];
}

function insertAfterLine(
  node: Written,
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

/** Lines that are given with four spaces for each step, as this file indents them. */
function joined({ tree }: Written, indent: string, lines: readonly string[]): string {
  const lineEnd = lineEndOf(tree.text);
  const step = stepOf(tree.text);
  const own = (spaces: string) => step.repeat(spaces.length / STEP.length);
  return lines.map((line) => indent + line.replace(/^(?: {4})+/, own) + lineEnd).join('');
}

const STEP = '    ';

/** By how much the file indents: as its first indented line that continues none. */
function stepOf(text: string): string {
  const [, first = STEP] = /(?<!\\\r?\n)^(\t| {1,8})(?=\S)/m.exec(text) ?? [];
  return first;
}

/**
 * Writes lines for a path alone behind a mapping: into the <Location> that stands there for just this path, else into a
 * new one.
 */
export function linesForPath(
  mapping: Written,
  path: string,
  lines: readonly string[],
): readonly TextEdit[] {
  const section = sectionBehind(mapping, path);
  if (section) return linesInside(section, lines);
  return linesAfter(endOfMapping(mapping), [
    `<Location "${path}">`,
    ...lines.map((line) => STEP + line),
    '</Location>',
  ]);
}

/** The last section for just this path behind a directive. */
function sectionBehind(node: Written, path: string): Written | undefined {
  const siblings = siblingsOf(node.tree, node.directive);
  const directive = siblings.findLast(
    ({ start, name, args, block }) =>
      start > node.directive.start &&
      block?.close !== undefined &&
      name.value.toLowerCase() === 'location' &&
      args[0]?.value === path,
  );
  return directive && writtenAs(node, directive);
}

/** The last of the ProxyPassReverse lines that follow a mapping, else the mapping itself. */
function endOfMapping(node: Written): Written {
  const siblings = siblingsOf(node.tree, node.directive);
  let at = siblings.indexOf(node.directive);
  while (/^proxypassreverse/i.test(siblings[at + 1]?.name.value ?? '')) at++;
  return writtenAs(node, siblings[at] ?? node.directive);
}

/** Another directive of the same file. */
export function writtenAs({ tree, place }: Written, directive: Directive): Written {
  return { tree, directive, place: { ...place, start: directive.start, end: directive.end } };
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

/** Moves a directive with its line, and the comments right above it, to right before another of the same file. */
export function moveBefore(node: Node, target: Node): readonly TextEdit[] {
  const { text } = node.tree;
  const line = removeLine(node);
  const removed = { ...line, start: commentsAbove(text, line.start, COMMENT) };
  const moved = text.slice(removed.start, removed.end);
  const whole = moved.endsWith('\n') ? moved : moved + lineEndOf(text);
  return [insertAt(target, headOf(target), whole), removed];
}

/** Where the line of a directive begins, with the comments above it that speak to this tool about it. */
function headOf({ tree, directive }: Written): number {
  return commentsAbove(tree.text, lineAt(tree.text, directive.start).start, MARK);
}

const COMMENT = /^[ \t]*#/;
const MARK = /^[ \t]*#.*stigman-proxy-lint/;

/** Where the comments begin that stand right above a line. */
function commentsAbove(text: string, lineStart: number, kind: RegExp): number {
  let start = lineStart;
  while (start > 0) {
    const above = lineAt(text, start - 1);
    if (!kind.test(text.slice(above.start, above.end))) break;
    start = above.start;
  }
  return start;
}

/** Puts a directive into a section of its own, in place. */
export function wrapped(node: Node, head: string, tail: string): readonly TextEdit[] {
  const { text } = node.tree;
  const indent = indentAt(text, node.directive.start);
  const lineEnd = lineEndOf(text);
  const written = text.slice(node.directive.start, node.directive.end);
  const newText = [head, indent + stepOf(text) + written, indent + tail].join(lineEnd);
  return [{ uri: node.place.uri, start: node.directive.start, end: node.directive.end, newText }];
}
