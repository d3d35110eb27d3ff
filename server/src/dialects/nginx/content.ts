import * as l10n from '@vscode/l10n';
import { PASSING } from './locations.ts';
import { parseSize } from './measures.ts';
import type { Returned } from './rewriting.ts';
import { chain, type Entry, scalar } from './scope.ts';
import type { End, Walk } from './walk.ts';

const DEFAULT_BODY_LIMIT = '1m';

/** They serve GET and HEAD, and answer 405 to anything else (measured on 1.22.1). */
const READ_ONLY_HANDLERS = ['stub_status', 'empty_gif', 'flv', 'mp4'];

/** Directives that name what serves a location; the last one of a block is in force (measured on 1.22.1). */
const HANDLERS = new Set([
  ...PASSING,
  'content_by_lua_block',
  'content_by_lua_file',
  'js_content',
  ...READ_ONLY_HANDLERS,
]);

/** What the scope that a request has come to does with it. */
export function content(walk: Walk): End {
  for (const at of chain(walk.scope)) {
    const handler = at.entries.findLast(({ name }) => HANDLERS.has(name));
    if (handler) return handled(handler, walk.isSubrequest ? 'GET' : walk.variables.method);
    if (at.kind !== 'if' && at.kind !== 'limit_except') break;
  }
  const missing = walk.location?.scope.missing[0];
  if (missing)
    return { kind: 'unknown', why: l10n.t('an include of this location is not here'), by: missing };
  const by = walk.location?.entry;
  return { ...answered(by, 404, l10n.t('files of the proxy')), isFile: true };
}

function handled(handler: Entry, method: string): End {
  const { name } = handler;
  if (name === 'proxy_pass') return { kind: 'proxied', pass: handler };
  if (READ_ONLY_HANDLERS.includes(name) && method !== 'GET') {
    return { kind: 'refused', status: 405, by: handler, cause: 'request' };
  }
  return answered(handler, 200, name);
}

/** The end of a request that nginx answers by itself. */
export function answered(
  by: Entry | undefined,
  status: number,
  what: string,
): Extract<End, { kind: 'answered' }> {
  return { kind: 'answered', status, by, what };
}

/** The end of a request that a directive answers. */
export function returnedEnd({
  by,
  status,
  target,
}: Returned): Extract<End, { kind: 'answered' | 'refused' }> {
  if (status >= 400 && status < 500 && status !== 404 && status !== 444)
    return { kind: 'refused', status, by, cause: 'request' };
  return { ...answered(by, status, l10n.t`its own ${by.name}`), target };
}

/** Holds the body against the limit in force, and notes it; the refusal where it is too large. */
export function checkBody(walk: Walk): End | undefined {
  if (walk.isBodyDropped) return undefined;
  const entry = scalar(walk.scope, 'client_max_body_size');
  const bytes = parseSize(entry?.args[0] ?? DEFAULT_BODY_LIMIT) || Infinity;
  const check = { scope: walk.scope, entry, bytes };
  walk.bodyChecks.push(check);
  if (walk.request.bodyBytes <= check.bytes) return undefined;
  return { kind: 'refused', status: 413, by: entry ?? walk.location?.entry, cause: 'body' };
}
