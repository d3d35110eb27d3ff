import { oncePer } from '../once.ts';
import { environmentHolds } from './environment.ts';
import { evaluate, type Surrounding, type Truth } from './expressions.ts';
import type { Node } from './node.ts';
import type { Request } from './request.ts';
import type { Layer } from './sections.ts';
import type { Server } from './server.ts';

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

/**
 * The request header lines in force, in their order; early ones first. With a surrounding, those for its request. In a
 * section an early line does nothing (measured on 2.4.71).
 */
export function requestHeaderLines(
  layers: readonly Layer[],
  surrounding?: Surrounding,
): readonly HeaderLine[] {
  const linesOf = (some: readonly Layer[]) =>
    linesNamed(some, 'requestheader').flatMap((node) => lineOf(node, 0, surrounding));
  const early = linesOf(layers.filter(({ section }) => !section)).filter(({ node }) =>
    isEarly(node),
  );
  return [...early, ...linesOf(layers).filter(({ node }) => !isEarly(node))];
}

/** True for a line that acts before anything is routed; it takes no condition. */
export function isEarly({ args }: Node): boolean {
  return args.at(-1)?.value.toLowerCase() === 'early';
}

/** A request as early lines of its server leave it, before any rule sees it (measured on 2.4.71). */
export function afterEarlyLines(server: Server, request: Request): Request {
  const lines = earlyLines(server);
  if (lines.length === 0) return request;
  const headers = new Map(request.headers);
  for (const { action, name, value } of lines) {
    if (action === 'unset') headers.delete(name);
    else if (action === 'set' && value !== undefined && !value.includes('%')) {
      headers.set(name, value);
    }
  }
  return { ...request, headers };
}

const earlyLines = oncePer((server: Server): readonly HeaderLine[] =>
  [...(server.main?.own ?? []), ...server.own]
    .filter((node) => node.name === 'requestheader' && isEarly(node))
    .flatMap((node) => lineOf(node, 0)),
);

/** The response header lines in force for a request, in their order; early ones do nothing to what is proxied (measured). */
export function responseHeaderLines(
  layers: readonly Layer[],
  surrounding: Surrounding,
): readonly HeaderLine[] {
  return linesNamed(layers, 'header').flatMap((node) => {
    if (isEarly(node)) return [];
    const condition = /^(always|onsuccess)$/i.test(node.argument(0));
    return lineOf(node, condition ? 1 : 0, surrounding);
  });
}

function linesNamed(layers: readonly Layer[], name: string): readonly Node[] {
  return layers.flatMap(({ nodes }) => headersIn(nodes).filter((node) => node.name === name));
}

const headersIn = oncePer((nodes: readonly Node[]) =>
  nodes.filter(({ name }) => name === 'header' || name === 'requestheader'),
);

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
