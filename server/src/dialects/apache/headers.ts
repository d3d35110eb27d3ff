import { environmentHolds } from './environment.ts';
import { evaluate, type Surrounding, type Truth } from './expressions.ts';
import { argument, type Node } from './node.ts';
import type { Layer } from './sections.ts';

/** One RequestHeader or Header line. */
export interface HeaderLine {
  readonly node: Node;
  /** Lower case: set, append, merge, add, unset, edit, setifempty, note. */
  readonly action: string;
  /** Lower case. */
  readonly name: string;
  readonly value: string | undefined;
  /** True where it has an env= or expr= condition of which it is not known whether it holds. */
  readonly conditional: boolean;
}

/** The request header lines in force, in their order; early ones first. With a surrounding, those for its request. */
export function requestHeaderLines(
  layers: readonly Layer[],
  surrounding?: Surrounding,
): readonly HeaderLine[] {
  const lines = linesNamed(layers, 'requestheader').flatMap((node) => lineOf(node, 0, surrounding));
  const isEarly = ({ node }: HeaderLine) => node.args.at(-1)?.value.toLowerCase() === 'early';
  return [...lines.filter(isEarly), ...lines.filter((line) => !isEarly(line))];
}

/** The response header lines in force for a request, in their order. */
export function responseHeaderLines(
  layers: readonly Layer[],
  surrounding: Surrounding,
): readonly HeaderLine[] {
  return linesNamed(layers, 'header').flatMap((node) => {
    const condition = /^(always|onsuccess)$/i.test(argument(node, 0));
    return lineOf(node, condition ? 1 : 0, surrounding);
  });
}

function linesNamed(layers: readonly Layer[], name: string): readonly Node[] {
  return layers.flatMap((layer) => layer.nodes.filter((node) => node.name === name));
}

/** The line, if its condition can hold. */
function lineOf(node: Node, from: number, surrounding?: Surrounding): readonly HeaderLine[] {
  const values = node.args.slice(from).map((arg) => arg.value);
  const action = values[0]?.toLowerCase() ?? '';
  const name = values[1]?.toLowerCase().replace(/:$/, '') ?? '';
  const takesValue = action !== 'unset' && action !== 'echo';
  const rest = values.slice(action.startsWith('edit') ? 4 : takesValue ? 3 : 2);
  const condition = rest.find((word) => /^(env|expr)=/i.test(word));
  const truth = condition === undefined || conditionHolds(condition, surrounding);
  if (truth === false) return [];
  const value = takesValue ? values[2] : undefined;
  return [{ node, action, name, value, conditional: truth === undefined }];
}

function conditionHolds(written: string, surrounding: Surrounding | undefined): Truth {
  if (!surrounding) return undefined;
  const condition = written.slice(written.indexOf('=') + 1);
  return /^env=/i.test(written)
    ? environmentHolds(surrounding.environment, condition)
    : evaluate(condition, surrounding);
}
