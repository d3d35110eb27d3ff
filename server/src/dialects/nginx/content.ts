import { parseSize } from './measures.ts';
import { type Entry, type Scope, scalar } from './scope.ts';
import { hasMissingIncludes } from './variables.ts';
import type { End, Walk } from './walk.ts';

const DEFAULT_BODY_LIMIT = '1m';

/** They serve GET and HEAD, and answer 405 to anything else (measured on 1.22.1). */
const READ_ONLY_HANDLERS = ['stub_status', 'empty_gif', 'flv', 'mp4'];

/** Directives that name what serves a location; the last one of a block is in force (measured on 1.22.1). */
const HANDLERS = new Set([
  'proxy_pass',
  'fastcgi_pass',
  'uwsgi_pass',
  'scgi_pass',
  'grpc_pass',
  'memcached_pass',
  'content_by_lua_block',
  'content_by_lua_file',
  'js_content',
  ...READ_ONLY_HANDLERS,
]);

/** What the scope that a request has come to does with it. */
export function content(walk: Walk): End {
  for (let at: Scope | undefined = walk.scope; at; at = at.parent) {
    const handler = at.entries.findLast(({ name }) => HANDLERS.has(name));
    if (handler) return handled(handler, walk.isSubrequest ? 'GET' : walk.variables.method);
    if (at.kind !== 'if' && at.kind !== 'limit_except') break;
  }
  if (
    hasMissingIncludes(walk.location?.scope ?? walk.scope) &&
    walk.location?.scope.missing.length
  ) {
    return {
      kind: 'unknown',
      why: 'an include of this location is not here',
      by: walk.location.scope.missing[0],
    };
  }
  const by = walk.location?.entry;
  return { ...answered(by, 404, 'files of the proxy'), isFile: true };
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

/** The end of a request that a `return` or `rewrite` answers. */
export function returnedEnd(rewritten: {
  status: number | undefined;
  target: string | undefined;
  decidedBy: Entry | undefined;
}): Extract<End, { kind: 'answered' | 'refused' }> {
  const status = rewritten.status ?? 404;
  const by = rewritten.decidedBy;
  if (status >= 400 && status < 500 && status !== 404 && status !== 444) {
    return { kind: 'refused', status, by, cause: 'request' };
  }
  const { target } = rewritten;
  return { ...answered(by, status, by ? `its own ${by.name}` : 'itself'), target };
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
