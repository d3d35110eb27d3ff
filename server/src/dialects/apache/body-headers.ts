import type { Surrounding } from './expressions.ts';
import { changed } from './handshake.ts';
import { requestHeaderLines } from './headers.ts';
import type { Node } from './node.ts';
import type { Layer } from './sections.ts';

/** A RequestHeader line that tells of a body otherwise than it comes. */
export interface BodyFault {
  readonly node: Node;
  readonly status: number;
  readonly why: string;
  /** False where only the running httpd knows what comes of it. */
  readonly certain: boolean;
}

/**
 * httpd reads a body as the lines have it: in chunks that nobody sends, or of a length in a GET, for which it waits; in
 * an encoding that it does not know: 500 (measured on 2.4.71).
 */
export function bodyFault(
  layers: readonly Layer[],
  surrounding: Surrounding,
): BodyFault | undefined {
  const isBare = surrounding.request.method === 'GET';
  for (const name of ['transfer-encoding', 'content-length']) {
    const lines = requestHeaderLines(layers, surrounding).filter((line) => line.name === name);
    const node = lines.at(-1)?.node;
    const value = lines.reduce(changed, '');
    const isLength = name === 'content-length';
    if (!node || value === '' || (isLength && (value === '0' || !isBare))) continue;
    const waits = isLength || /chunked$/i.test(value ?? '');
    const isKnown = value !== undefined && !lines.some((line) => line.conditional);
    const why = waits
      ? 'httpd waits for a body that does not come'
      : 'httpd knows no such encoding';
    return { node, status: waits ? 408 : 500, why, certain: isKnown && (isBare || !waits) };
  }
  return undefined;
}
