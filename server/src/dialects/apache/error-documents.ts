import * as l10n from '@vscode/l10n';
import type { Route } from '../../delivery/delivery.ts';
import type { Case } from './case.ts';
import { factAt } from './facts.ts';
import { subjectOf } from './node.ts';
import { route } from './routing.ts';

/**
 * What an ErrorDocument makes of a request that httpd turns away; undefined where the status stays. A URL makes it a
 * redirect, but for 401; a path is answered in place of the request, with the status where it is a file, and with what
 * an application says where a mapping takes it (measured).
 */
export function errorRouteOf(at: Case, status: number): Route | undefined {
  const node = errorDocument(at, status);
  if (!node) return undefined;
  const written = node.argument(1);
  const base = { ...factAt(node), upstream: undefined, upstreamPath: undefined };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(written)) {
    if (status === 401) return undefined;
    const explanation = l10n.t`is turned away with ${status}, which ${subjectOf(node)} makes a redirect`;
    return { ...base, outcome: 'redirect', status: 302, explanation };
  }
  if (!written.startsWith('/') || !isMapped(at, written)) return undefined;
  const explanation = l10n.t`is turned away with ${status}, for which ${written} answers`;
  return { ...base, outcome: 'unknown', status: undefined, explanation };
}

/** The nearest ErrorDocument of a status, where it names no text and is not httpd's default. */
function errorDocument({ passage }: Case, status: number) {
  const nodes = passage.routed.layers.layers.flatMap((layer) => layer.nodes);
  return nodes.findLast(
    (node) => node.name === 'errordocument' && node.argument(0) === String(status),
  );
}

/** True where something else than httpd's own files answers for a path, or may do so. */
function isMapped({ site, request }: Case, path: string): boolean {
  const document = { ...request, method: 'GET', path: path.split('?')[0] ?? '', query: '' };
  return route(site.ground.entry.server, document).answer.kind !== 'files';
}
