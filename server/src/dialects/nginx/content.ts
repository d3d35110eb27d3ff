import { parseSize } from './measures.ts';
import { type Entry, own, type Scope, scalar } from './scope.ts';
import { hasMissingIncludes } from './variables.ts';
import type { End, Walk } from './walk.ts';

const DEFAULT_BODY_LIMIT = 1_048_576;

const OTHER_HANDLERS = [
  'fastcgi_pass',
  'uwsgi_pass',
  'scgi_pass',
  'grpc_pass',
  'memcached_pass',
  'stub_status',
  'empty_gif',
  'content_by_lua_block',
  'content_by_lua_file',
  'js_content',
  'mirror_pass',
  'dav_methods',
  'flv',
  'mp4',
];

/** What the scope that a request has come to does with it. */
export function content(walk: Walk): End {
  for (let at: Scope | undefined = walk.scope; at; at = at.parent) {
    const pass = own(at, 'proxy_pass').at(-1);
    if (pass) return { kind: 'proxied', pass };
    const other = OTHER_HANDLERS.map((name) => own(at, name)[0]).find(
      (entry) => entry !== undefined,
    );
    if (other) return { kind: 'answered', status: 200, by: other, what: other.name };
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
  return { kind: 'answered', status: 404, by: walk.location?.entry, what: 'files of the proxy' };
}

/** The end of a request that a `return` or `rewrite` answers. */
export function returnedEnd(rewritten: {
  status: number | undefined;
  target: string | undefined;
  decidedBy: Entry | undefined;
}): End {
  const status = rewritten.status ?? 404;
  const by = rewritten.decidedBy;
  if (status >= 400 && status < 500 && status !== 404 && status !== 444) {
    return { kind: 'refused', status, by, cause: 'request' };
  }
  return {
    kind: 'answered',
    status,
    by,
    target: rewritten.target,
    what: by ? `its own ${by.name}` : 'itself',
  };
}

/** Holds the body against the limit in force, and notes it; the refusal where it is too large. */
export function checkBody(walk: Walk): End | undefined {
  const entry = scalar(walk.scope, 'client_max_body_size');
  const bytes = (entry && parseSize(entry.args[0] ?? '')) ?? DEFAULT_BODY_LIMIT;
  const check = { scope: walk.scope, entry, bytes: bytes === 0 ? Infinity : bytes };
  walk.bodyChecks.push(check);
  if (walk.request.bodyBytes <= check.bytes) return undefined;
  return { kind: 'refused', status: 413, by: entry ?? walk.location?.entry, cause: 'body' };
}
