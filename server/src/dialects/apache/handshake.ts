import * as l10n from '@vscode/l10n';
import { compilePattern } from '../../text/pattern.ts';
import { isSet, lastNaming } from './environment.ts';
import type { Surrounding } from './expressions.ts';
import { type HeaderLine, requestHeaderLines } from './headers.ts';
import type { Node } from './node.ts';
import { KEY } from './request.ts';
import type { Layer } from './sections.ts';

/** A directive that spoils the WebSocket handshake toward the application. */
export interface HandshakeFault {
  readonly node: Node;
  readonly explanation: string;
  /** False where the configuration does not tell whether it does. */
  readonly certain: boolean;
  /** The variable by which it does. */
  readonly variable?: string;
}

const HTTP_1_0 = 'force-proxy-request-1.0';

/** Headers that must arrive as the browser sent them; Connection is httpd's own (measured on 2.4.71). */
const NEEDED: readonly (readonly [string, string, (value: string) => boolean])[] = [
  ['Upgrade', 'websocket', (value) => value.toLowerCase() === 'websocket'],
  ['Sec-WebSocket-Key', KEY, (value) => value === KEY],
  ['Sec-WebSocket-Version', '13', (value) => value === '13' || value === '8'],
];

/** What spoils the handshake: a RequestHeader line, or HTTP/1.0 toward the application. */
export function handshakeFault(
  layers: readonly Layer[],
  surrounding: Surrounding,
): HandshakeFault | undefined {
  const lines = requestHeaderLines(layers, surrounding);
  for (const [name, sent, isRight] of NEEDED) {
    const fault = headerFault(name, sent, isRight, lines);
    if (fault) return fault;
  }
  return oldVersion(layers, surrounding);
}

function headerFault(
  name: string,
  sent: string,
  isRight: (value: string) => boolean,
  lines: readonly HeaderLine[],
): HandshakeFault | undefined {
  const own = lines.filter((line) => line.name === name.toLowerCase());
  const last = own.at(-1);
  if (!last) return undefined;
  const unsure = own.find((line) => line.conditional);
  if (unsure) {
    const explanation = l10n.t`whether ${name} goes on as it came, only the running httpd knows`;
    return { node: unsure.node, explanation, certain: false };
  }
  const value = own.reduce(changed, sent);
  if (value !== undefined && isRight(value)) return undefined;
  const explanation =
    value === ''
      ? l10n.t`the ${name} header is taken away before the request goes on`
      : l10n.t`the ${name} header is changed before the request goes on`;
  return { node: last.node, explanation, certain: value !== undefined };
}

/** The line that gives an Upgrade header to requests that come without one, and its value where that can be told. */
export function addedUpgrade(
  layers: readonly Layer[],
  surrounding: Surrounding,
): { readonly node: Node; readonly value: string | undefined } | undefined {
  const lines = requestHeaderLines(layers, surrounding).filter((line) => line.name === 'upgrade');
  const value = lines.reduce(changed, '');
  const last = lines.at(-1);
  const isOpen = lines.some((line) => line.conditional);
  return last && value !== '' ? { node: last.node, value: isOpen ? undefined : value } : undefined;
}

/** The value behind a RequestHeader line; "" for none, undefined where it cannot be told. */
export function changed(before: string | undefined, { action, name, value, node }: HeaderLine) {
  if (action === 'unset') return '';
  if (before === undefined || value === undefined || value.includes('%')) return undefined;
  switch (action) {
    case 'set':
      return value;
    case 'setifempty':
      return before === '' ? value : before;
    case 'add':
      // Of several Upgrade headers the first counts (measured).
      return name === 'upgrade' && before !== '' ? before : joined(before, value);
    case 'append':
      return joined(before, value);
    case 'merge':
      return before === value ? value : joined(before, value);
    case 'edit':
    case 'edit*':
      return edited(before, value, node.argument(3));
    default:
      return before;
  }
}

function joined(before: string, value: string): string {
  return before === '' ? value : `${before}, ${value}`;
}

function edited(before: string, pattern: string, by: string): string | undefined {
  const compiled = compilePattern(pattern);
  if (!compiled || by.includes('$')) return undefined;
  const match = compiled.exec(before);
  return match ? before.slice(0, match.start) + by + before.slice(match.end) : before;
}

function oldVersion(
  layers: readonly Layer[],
  { environment }: Surrounding,
): HandshakeFault | undefined {
  const isOld = isSet(environment, HTTP_1_0);
  const node = lastNaming(
    layers.flatMap((layer) => layer.nodes),
    HTTP_1_0,
  );
  if (!node || isOld === false) return undefined;
  const explanation = l10n.t`${HTTP_1_0} makes the request one of HTTP/1.0, which knows no upgrade`;
  return { node, explanation, certain: isOld === true, variable: HTTP_1_0 };
}
