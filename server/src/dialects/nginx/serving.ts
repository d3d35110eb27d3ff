import { checkAccess } from './access.ts';
import type { Configuration } from './configuration.ts';
import { findLocation, type Location, namedLocation } from './locations.ts';
import { parseSize } from './measures.ts';
import { literalHostsOf, upstreamGroups } from './proxying.ts';
import type { Request } from './request.ts';
import { type OpenBranch, runRewrites } from './rewriting.ts';
import { type Entry, own, type Scope, scalar, setOf } from './scope.ts';
import { indexServers, type Server, type ServerIndex, serversOf } from './servers.ts';
import { known } from './values.ts';
import { hasMissingIncludes, mapsOf, Variables } from './variables.ts';

const MAX_SEARCHES = 10;
const DEFAULT_BODY_LIMIT = 1_048_576;

/** What all requests into one configuration share. */
export interface World {
  readonly root: Scope;
  readonly servers: readonly Server[];
  readonly index: ServerIndex;
  readonly serverNames: ReadonlySet<string>;
  readonly maps: ReadonlyMap<string, Entry>;
  readonly groups: ReadonlyMap<string, Scope>;
  readonly literalHosts: () => ReadonlySet<string>;
}

export function worldOf({ root, all }: Configuration): World {
  let literalHosts: ReadonlySet<string> | undefined;
  const servers = serversOf(root);
  return {
    root,
    servers,
    index: indexServers(servers),
    serverNames: new Set(servers.flatMap((server) => server.names)),
    maps: mapsOf(root),
    groups: upstreamGroups(all),
    literalHosts: () => {
      literalHosts ??= literalHostsOf(all);
      return literalHosts;
    },
  };
}

/** The limit that one location search applied to the request's body. */
export interface BodyCheck {
  readonly scope: Scope;
  readonly entry: Entry | undefined;
  readonly bytes: number;
}

/** How one nginx server treats a request. */
export interface Served {
  readonly end: End;
  readonly variables: Variables;
  /** The scope whose settings are in force at the end. */
  readonly scope: Scope;
  readonly location: Location | undefined;
  /** `rewrite … break` or an internal redirect has replaced the path that the client sent. */
  readonly detached: boolean;
  readonly pathChanged: boolean;
  readonly bodyChecks: readonly BodyCheck[];
  readonly authentication: readonly Entry[];
  readonly branches: readonly OpenBranch[];
  readonly access: Entry | undefined;
}

export type End =
  | { readonly kind: 'proxied'; readonly pass: Entry }
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly by: Entry | undefined;
      readonly target?: string | undefined;
      readonly what: string;
    }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly by: Entry | undefined;
      readonly cause: 'authentication' | 'access' | 'body' | 'request';
    }
  | { readonly kind: 'unknown'; readonly why: string; readonly by: Entry | undefined };

interface Walk {
  readonly world: World;
  readonly server: Server;
  readonly request: Request;
  /** A request of nginx's own, such as that of auth_request: it skips the access phase and may enter internal locations. */
  readonly isSubrequest: boolean;
  readonly variables: Variables;
  readonly branches: OpenBranch[];
  readonly bodyChecks: BodyCheck[];
  scope: Scope;
  location: Location | undefined;
  detached: boolean;
  pathChanged: boolean;
  errorHandled: boolean;
  authentication: readonly Entry[];
  access: Entry | undefined;
}

/** Takes a request through the phases of nginx: rewrites, location search, access, try_files, content, error pages. */
export function serve(
  world: World,
  server: Server,
  request: Request,
  isSubrequest = false,
): Served {
  const variables = new Variables(request, world.maps, server.scope);
  const walk: Walk = {
    world,
    server,
    request,
    isSubrequest,
    variables,
    branches: [],
    bodyChecks: [],
    scope: server.scope,
    location: undefined,
    detached: false,
    pathChanged: false,
    errorHandled: false,
    authentication: [],
    access: undefined,
  };
  const end = enterServer(walk);
  return { ...walk, end };
}

function enterServer(walk: Walk): End {
  walk.scope = walk.server.scope;
  const before = walk.variables.path;
  const rewritten = runRewrites(walk.server.scope, walk.variables, walk.branches);
  if (walk.variables.path !== before) walk.pathChanged = true;
  walk.detached = rewritten.detached;
  if (rewritten.kind === 'returned') return answer(walk, returnedEnd(rewritten));
  return search(walk, 0);
}

function search(walk: Walk, searches: number): End {
  if (searches > MAX_SEARCHES) {
    return { kind: 'answered', status: 500, by: walk.location?.entry, what: 'a rewrite loop' };
  }
  const found = findLocation(walk.server.scope, walk.variables.path, walk.variables);
  if (found.kind === 'unknown') {
    return {
      kind: 'unknown',
      why: 'its pattern uses what a linear-time engine cannot express',
      by: found.location.entry,
    };
  }
  if (found.kind === 'none' && walk.server.scope.missing.length > 0) {
    return {
      kind: 'unknown',
      why: 'an include of this server is not here',
      by: walk.server.scope.missing[0],
    };
  }
  if (
    walk.server.scope.missing.length > 0 &&
    found.kind === 'location' &&
    found.location.kind !== 'exact'
  ) {
    walk.branches.push({ entry: walk.server.scope.missing[0] as Entry, could: 'unreachable' });
  }
  walk.location = found.kind === 'none' ? undefined : found.location;
  walk.scope = found.kind === 'none' ? walk.server.scope : found.location.scope;
  const tooLarge = checkBody(walk);
  if (tooLarge) return answer(walk, tooLarge);
  if (found.kind === 'slash-redirect') {
    return {
      kind: 'answered',
      status: 301,
      by: found.location.entry,
      target: `${walk.variables.path}/`,
      what: 'its own redirect to the path with a slash',
    };
  }
  return enterLocation(walk, searches);
}

function enterLocation(walk: Walk, searches: number): End {
  const isInternal = walk.pathChanged || walk.isSubrequest;
  if (walk.location && own(walk.scope, 'internal').length > 0 && !isInternal) {
    return answer(walk, {
      kind: 'answered',
      status: 404,
      by: own(walk.scope, 'internal')[0],
      what: 'an internal location',
    });
  }
  limitExcept(walk);
  if (walk.location && walk.scope === walk.location.scope) {
    const before = walk.variables.path;
    const rewritten = runRewrites(walk.location.scope, walk.variables, walk.branches);
    if (walk.variables.path !== before) walk.pathChanged = true;
    if (rewritten.scope !== walk.location.scope) walk.scope = rewritten.scope;
    walk.detached ||= rewritten.detached;
    if (rewritten.kind === 'returned') return answer(walk, returnedEnd(rewritten));
    if (rewritten.kind === 'changed') return search(walk, searches + 1);
  }
  return authorize(walk, searches);
}

function authorize(walk: Walk, searches: number): End {
  if (walk.isSubrequest) return tryFiles(walk, searches);
  const access = checkAccess(walk.scope, walk.variables, (path) => askedStatus(walk, path));
  walk.authentication = [...walk.authentication, ...access.authentication];
  if (access.kind === 'depends') walk.access = access.entry;
  if (access.kind === 'refused' && access.status >= 500) {
    const { entry, status } = access;
    return answer(walk, { kind: 'answered', status, by: entry, what: `its own ${entry.name}` });
  }
  if (access.kind === 'refused') {
    return answer(walk, {
      kind: 'refused',
      status: access.status,
      by: access.entry,
      cause: access.cause,
    });
  }
  return tryFiles(walk, searches);
}

/**
 * The status that auth_request gets; undefined where another application decides. Its $request_method and the body
 * that is checked against the limit are those of the request (measured).
 */
function askedStatus(walk: Walk, target: string): number | undefined {
  const [path = '', args = ''] = target.split('?', 2);
  const request: Request = { ...walk.request, path, args };
  const { end } = serve(walk.world, walk.server, request, true);
  return end.kind === 'answered' || end.kind === 'refused' ? end.status : undefined;
}

/**
 * limit_except applies to every method that it does not name; GET stands for HEAD too. Its own scope takes over:
 * rewrites and try_files of the location are not run for these methods (measured on 1.22.1).
 */
function limitExcept(walk: Walk): void {
  const entry = own(walk.scope, 'limit_except')[0];
  if (!entry?.inner) return;
  const allowed = entry.args.map((method) => method.toUpperCase());
  if (!allowed.includes(walk.request.method)) walk.scope = entry.inner;
}

/** The endpoints are no files, so every try but the last fails. An `if` that holds has no try_files (measured). */
function tryFiles(walk: Walk, searches: number): End {
  const entry = own(walk.scope, 'try_files')[0];
  const last = entry?.args.at(-1);
  if (!entry || last === undefined) return content(walk);
  const fallback = walk.variables.interpolate(last);
  const target = known(fallback);
  if (target === undefined)
    return { kind: 'unknown', why: 'try_files ends in a variable', by: entry };
  if (target.startsWith('=')) {
    return answer(walk, {
      kind: 'answered',
      status: Number(target.slice(1)),
      by: entry,
      what: 'the last entry of try_files',
    });
  }
  if (servesItself(walk, entry, target)) {
    return { kind: 'answered', status: 200, by: entry, what: `the file ${target}` };
  }
  return redirectInside(walk, target, entry, searches);
}

/** A fallback path whose location tries files first is a file that is meant to exist: the usual single-page set-up. */
function servesItself(walk: Walk, entry: Entry, target: string): boolean {
  if (target.startsWith('@')) return false;
  const found = findLocation(walk.server.scope, target.split('?')[0] as string, walk.variables);
  return found.kind === 'location' && own(found.location.scope, 'try_files').includes(entry);
}

/** An internal redirect: to a named location as it stands, else through the whole server again (source of 1.22). */
function redirectInside(walk: Walk, target: string, by: Entry, searches: number): End {
  if (searches >= MAX_SEARCHES)
    return { kind: 'answered', status: 500, by, what: 'an internal redirection cycle' };
  walk.pathChanged = true;
  if (target.startsWith('@')) {
    const named = namedLocation(walk.server.scope, target);
    if (!named)
      return {
        kind: 'answered',
        status: 500,
        by,
        what: `the location ${target}, which is not there`,
      };
    walk.location = named;
    walk.scope = named.scope;
    walk.detached = false;
    return enterLocation(walk, searches + 1);
  }
  const [path = '', args] = target.split('?', 2);
  walk.variables.path = path;
  walk.variables.args = args ?? '';
  const rewritten = runRewrites(walk.server.scope, walk.variables, walk.branches);
  walk.detached = rewritten.detached;
  if (rewritten.kind === 'returned') return answer(walk, returnedEnd(rewritten));
  return search(walk, searches + 1);
}

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

function content(walk: Walk): End {
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
  return answer(walk, {
    kind: 'answered',
    status: 404,
    by: walk.location?.entry,
    what: 'files of the proxy',
  });
}

function returnedEnd(rewritten: {
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

/** Looks for an error_page that takes an answer of nginx's own. */
function answer(walk: Walk, end: End): End {
  if (end.kind !== 'answered' && end.kind !== 'refused') return end;
  if (walk.errorHandled || end.status < 300) return end;
  const page = setOf(walk.scope, 'error_page').find((entry) =>
    entry.args.slice(0, -1).includes(String(end.status)),
  );
  const target = page && known(walk.variables.interpolate(page.args.at(-1) ?? ''));
  if (!page || target === undefined || /^https?:\/\//.test(target)) return end;
  walk.errorHandled = true;
  if (target.startsWith('@')) return redirectInside(walk, target, page, 0);
  const inner = redirectInside(walk, target, page, 0);
  return inner.kind === 'proxied' ? inner : end;
}

function checkBody(walk: Walk): End | undefined {
  const entry = scalar(walk.scope, 'client_max_body_size');
  const bytes = (entry && parseSize(entry.args[0] ?? '')) ?? DEFAULT_BODY_LIMIT;
  const check = { scope: walk.scope, entry, bytes: bytes === 0 ? Infinity : bytes };
  walk.bodyChecks.push(check);
  if (walk.request.bodyBytes <= check.bytes) return undefined;
  return { kind: 'refused', status: 413, by: entry ?? walk.location?.entry, cause: 'body' };
}
