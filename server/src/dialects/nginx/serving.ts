import * as l10n from '@vscode/l10n';
import { checkAccess } from './access.ts';
import { answered, checkBody, content, returnedEnd } from './content.ts';
import { type OwnAnswer, pageFor, throughPage } from './error-pages.ts';
import { findLocation, namedLocation } from './locations.ts';
import type { Request } from './request.ts';
import { type RewriteEnd, runRewrites } from './rewriting.ts';
import { type Entry, type Scope, scalar, switchOf } from './scope.ts';
import { matchOfName, type Server } from './servers.ts';
import { known } from './values.ts';
import { Variables } from './variables.ts';
import type { End, Served, Walk } from './walk.ts';
import type { World } from './world.ts';

const MAX_SEARCHES = 10;

/**
 * Takes a request through the phases of nginx: rewrites, location search, access, try_files, content, error pages;
 * `asking` is the request for which auth_request asks.
 */
export function serve(world: World, server: Server, request: Request, asking?: Walk): Served {
  const walk = walkOf(world, server, request, asking);
  const end = enterServer(walk, 0);
  return { ...walk, end };
}

/** Takes a request through an error_page for the answer of an upstream; undefined where none takes it. */
export function servePage(
  world: World,
  server: Server,
  request: Request,
  error: OwnAnswer,
): Served | undefined {
  const walk = walkOf(world, server, request);
  enterServer(walk, 0);
  if (walk.errorHandled || !pageFor(walk, error)) return undefined;
  const end = answer(walk, error);
  return { ...walk, end };
}

function walkOf(world: World, server: Server, request: Request, asking?: Walk): Walk {
  const variables = new Variables(request, world, server.scope, asking?.variables);
  const byName = matchOfName(server, request.host);
  if (byName && !asking) variables.capture(byName);
  return {
    world,
    server,
    request,
    isSubrequest: asking !== undefined,
    variables,
    branches: [],
    bodyChecks: [],
    scope: server.scope,
    location: undefined,
    detached: false,
    pathChanged: false,
    errorHandled: false,
    isBodyDropped: false,
    authentication: [],
    access: undefined,
    asked: undefined,
  };
}

function enterServer(walk: Walk, searches: number): End {
  walk.scope = walk.server.scope;
  const { detached, returned } = rewrite(walk, walk.server.scope);
  walk.detached = detached;
  return returned ? answer(walk, returnedEnd(returned)) : search(walk, searches);
}

function rewrite(walk: Walk, scope: Scope): RewriteEnd {
  const before = walk.variables.path;
  const end = runRewrites(scope, walk.variables, walk.branches);
  if (walk.variables.path !== before) walk.pathChanged = true;
  return end;
}

function search(walk: Walk, searches: number): End {
  if (searches > MAX_SEARCHES) {
    return answered(walk.location?.entry, 500, l10n.t('a rewrite loop'));
  }
  const found = findLocation(walk.server.scope, walk.variables.path, walk.variables);
  if (found.kind === 'unknown') {
    return {
      kind: 'unknown',
      why: l10n.t('its pattern uses what a linear-time engine cannot express'),
      by: found.location.entry,
    };
  }
  const missing = walk.server.scope.missing[0];
  if (missing && found.kind === 'none')
    return { kind: 'unknown', why: l10n.t('an include of this server is not here'), by: missing };
  if (missing && found.kind === 'location' && found.location.kind !== 'exact')
    walk.branches.push({ entry: missing, could: 'unreachable' });
  walk.location = found.kind === 'none' ? undefined : found.location;
  walk.scope = found.kind === 'none' ? walk.server.scope : found.location.scope;
  const closed = found.kind === 'location' ? checkInternal(walk) : undefined;
  if (closed) return answer(walk, closed);
  const tooLarge = checkBody(walk);
  if (tooLarge) return answer(walk, tooLarge);
  if (found.kind === 'slash-redirect') {
    const what = l10n.t('its own redirect to the path with a slash');
    return { ...answered(found.location.entry, 301, what), target: `${walk.variables.path}/` };
  }
  return enterLocation(walk, searches);
}

/** An internal location, or one within it, answers 404 to clients, whatever the size of their bodies (measured on 1.22.1). */
function checkInternal(walk: Walk): End | undefined {
  const by = scalar(walk.scope, 'internal');
  const isInternal = walk.pathChanged || walk.isSubrequest;
  return by && !isInternal ? answered(by, 404, l10n.t('an internal location')) : undefined;
}

function enterLocation(walk: Walk, searches: number): End {
  limitExcept(walk);
  if (walk.location && walk.scope === walk.location.scope) {
    const { scope, changed, detached, returned } = rewrite(walk, walk.scope);
    walk.scope = scope;
    walk.detached ||= detached;
    if (returned) return answer(walk, returnedEnd(returned));
    if (changed) return search(walk, searches + 1);
  }
  return authorize(walk, searches);
}

function authorize(walk: Walk, searches: number): End {
  if (walk.isSubrequest) return tryFiles(walk, searches);
  const ask = (path: string) => askedStatus(walk, path);
  const access = checkAccess(walk.scope, walk.variables, walk.request.client, ask);
  walk.authentication = [...walk.authentication, ...access.authentication];
  if (access.kind === 'depends') walk.access = access.entry;
  if (access.kind !== 'refused') return tryFiles(walk, searches);
  const { entry, status, cause } = access;
  if (status < 500) return answer(walk, { kind: 'refused', status, by: entry, cause });
  const failed = answered(entry, status, l10n.t`its own ${entry.name}`);
  return answer(walk, { ...failed, asked: walk.asked });
}

/**
 * The status that auth_request gets; undefined where another application decides. Its $request_method and the body
 * that is checked against the limit are those of the request (measured).
 */
function askedStatus(walk: Walk, target: string): number | undefined {
  const [path = '', args = ''] = target.split('?', 2);
  const request: Request = { ...walk.request, path, args };
  const { end, branches, access, scope } = serve(walk.world, walk.server, request, walk);
  if (end.kind === 'refused' && end.cause === 'body') walk.asked = scope;
  if (branches.length > 0 || access) return undefined;
  return end.kind === 'answered' || end.kind === 'refused' ? end.status : undefined;
}

/**
 * limit_except applies to every method that it does not name; GET stands for HEAD too. Its own scope takes over:
 * rewrites and try_files of the location are not run for these methods (measured on 1.22.1).
 */
function limitExcept(walk: Walk): void {
  const entry = walk.scope.own('limit_except')[0];
  if (!entry?.inner) return;
  const allowed = entry.args.map((method) => method.toUpperCase());
  if (!allowed.includes(walk.variables.method)) walk.scope = entry.inner;
}

/** The endpoints are no files, so every try but the last fails. An `if` that holds has no try_files (measured). */
function tryFiles(walk: Walk, searches: number): End {
  const entry = walk.scope.own('try_files')[0];
  const last = entry?.args.at(-1);
  if (!entry || last === undefined) return answer(walk, content(walk));
  const fallback = walk.variables.interpolate(last);
  const target = known(fallback);
  if (target === undefined)
    return { kind: 'unknown', why: l10n.t('try_files ends in a variable'), by: entry };
  if (target.startsWith('=')) {
    const what = l10n.t('the last entry of try_files');
    return answer(walk, answered(entry, Number(target.slice(1)), what));
  }
  if (servesItself(walk, entry, target)) return answer(walk, fileEnd(walk, entry, target));
  const end = redirectInside(walk, target, entry, searches);
  const isPage = end.kind === 'answered' && end.isFile && target.startsWith(walk.variables.path);
  return isPage ? fileEnd(walk, entry, target) : end;
}

/** A file that is there is given to GET; POST gets 405 (measured on 1.22.1). */
function fileEnd(walk: Walk, by: Entry, file: string): End {
  return walk.variables.method === 'GET'
    ? answered(by, 200, l10n.t`the file ${file}`)
    : { kind: 'refused', status: 405, by, cause: 'request' };
}

/** A fallback path whose location tries files first is a file that is meant to exist: the usual single-page set-up. */
function servesItself(walk: Walk, entry: Entry, target: string): boolean {
  if (target.startsWith('@')) return false;
  const found = findLocation(walk.server.scope, target.split('?')[0] as string, walk.variables);
  return found.kind === 'location' && found.location.scope.own('try_files').includes(entry);
}

/** An internal redirect: to a named location as it stands, else through the whole server again (source of 1.22). */
function redirectInside(walk: Walk, target: string, by: Entry, searches: number): End {
  if (searches >= MAX_SEARCHES) return answered(by, 500, l10n.t('an internal redirection cycle'));
  walk.pathChanged = true;
  if (target.startsWith('@')) {
    const named = namedLocation(walk.server.scope, target);
    if (!named) return answered(by, 500, l10n.t`the location ${target}, which is not there`);
    walk.location = named;
    walk.scope = named.scope;
    walk.detached = false;
    return enterLocation(walk, searches + 1);
  }
  const [path = '', args] = target.split('?', 2);
  walk.variables.path = path;
  walk.variables.args = args ?? '';
  return enterServer(walk, searches + 1);
}

/** Looks for an error_page that takes an answer of nginx's own; to a path, unlike a named location, it leads as GET. */
function answer(walk: Walk, end: End): End {
  if (end.kind !== 'answered' && end.kind !== 'refused') return end;
  const page = pageFor(walk, end);
  const target = page && known(walk.variables.interpolate(page.args.at(-1) ?? ''));
  if (!page || target === undefined) return end;
  if (walk.errorHandled) {
    const again = switchOf(walk.scope, 'recursive_error_pages') === 'on';
    return again
      ? { kind: 'unknown', why: l10n.t('its error pages lead to each other'), by: page }
      : end;
  }
  if (/^https?:\/\//.test(target)) {
    return { ...answered(page, 302, l10n.t('its own error_page')), target };
  }
  walk.errorHandled = true;
  walk.isBodyDropped = end.kind === 'refused' && end.cause === 'body';
  if (!target.startsWith('@')) walk.variables.method = 'GET';
  const detour = { page, error: end, from: walk.scope };
  return throughPage(walk, detour, redirectInside(walk, target, page, 0));
}
