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
  /** An env= or expr= condition. */
  readonly conditional: boolean;
}

/** The request header lines in force, in their order; early ones first. */
export function requestHeaderLines(layers: readonly Layer[]): readonly HeaderLine[] {
  const lines = linesNamed(layers, 'requestheader').map((node) => lineOf(node, 0));
  const isEarly = ({ node }: HeaderLine) => node.args.at(-1)?.value.toLowerCase() === 'early';
  return [...lines.filter(isEarly), ...lines.filter((line) => !isEarly(line))];
}

/** The response header lines in force, in their order. */
export function responseHeaderLines(layers: readonly Layer[]): readonly HeaderLine[] {
  return linesNamed(layers, 'header').map((node) => {
    const condition = /^(always|onsuccess)$/i.test(argument(node, 0));
    return lineOf(node, condition ? 1 : 0);
  });
}

function linesNamed(layers: readonly Layer[], name: string): readonly Node[] {
  return layers.flatMap((layer) => layer.nodes.filter((node) => node.name === name));
}

function lineOf(node: Node, from: number): HeaderLine {
  const values = node.args.slice(from).map((arg) => arg.value);
  const action = values[0]?.toLowerCase() ?? '';
  const name = values[1]?.toLowerCase().replace(/:$/, '') ?? '';
  const takesValue = action !== 'unset' && action !== 'echo';
  const rest = values.slice(action.startsWith('edit') ? 4 : takesValue ? 3 : 2);
  return {
    node,
    action,
    name,
    value: takesValue ? values[2] : undefined,
    conditional: rest.some((word) => /^(env|expr)=/i.test(word)),
  };
}
