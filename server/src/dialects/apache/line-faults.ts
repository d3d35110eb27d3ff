import * as l10n from '@vscode/l10n';
import type { Surrounding } from './expressions.ts';
import { changed } from './handshake.ts';
import { requestHeaderLines } from './headers.ts';
import type { Node } from './node.ts';
import type { Layer } from './sections.ts';

/** A RequestHeader line with which httpd does not pass a request on. */
export interface LineFault {
  readonly node: Node;
  readonly status: number;
  readonly why: string;
  /** False where only the running httpd knows what comes of it. */
  readonly certain: boolean;
}

/** No proxy more, or what is no number (measured on 2.4.71). */
const ENDS_HERE = /^(?!\s*\+?0*[1-9]\d*\s*$)/;

/**
 * httpd reads a body as the lines have it: in chunks that nobody sends, or of a length in a GET, for which it waits; in
 * an encoding that it does not know: 500. It refuses what has come by as many proxies as it may (measured on 2.4.71).
 */
export function lineFault(
  layers: readonly Layer[],
  surrounding: Surrounding,
): LineFault | undefined {
  const isBare = surrounding.request.method === 'GET';
  for (const name of ['max-forwards', 'transfer-encoding', 'content-length']) {
    const lines = requestHeaderLines(layers, surrounding).filter((line) => line.name === name);
    const node = lines.at(-1)?.node;
    const value = lines.reduce(changed, '');
    const isLength = name === 'content-length';
    if (!node || value === '' || (isLength && (value === '0' || !isBare))) continue;
    const isKnown = value !== undefined && !lines.some((line) => line.conditional);
    if (name === 'max-forwards') {
      if (!ENDS_HERE.test(value ?? '')) continue;
      return { node, status: 400, why: l10n.t('no proxy may pass it on'), certain: isKnown };
    }
    const waits = isLength || /chunked$/i.test(value ?? '');
    const why = waits
      ? l10n.t('httpd waits for a body that does not come')
      : l10n.t('httpd knows no such encoding');
    return { node, status: waits ? 408 : 500, why, certain: isKnown && (isBare || !waits) };
  }
  return undefined;
}
